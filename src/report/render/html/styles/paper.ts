import { lightTokens } from './tokens.js';

/** On paper: light, no controls, everything that a click would open is already there. */
export function paper(): string {
  return `
@media print{
:root{${lightTokens(true)};--page:#ffffff !important}
@page{margin:16mm 14mm}
html{font-size:11.6px;background:#fff!important;color-scheme:light!important}
body{line-height:1.45;background:#fff}
.table{overflow:visible}
table,.cols-8{font-size:.86rem}
td,td[data-label]{min-width:0!important;padding-right:.7rem}
.facts>div{padding:.22rem 0}
td:first-child:not(.clock){min-width:7.6rem!important}
td[data-label=Kind]{white-space:nowrap}
.timeline-static table{table-layout:fixed;font-size:.8rem}
.timeline-static th:nth-child(1){width:12.5%}
.timeline-static th:nth-child(2){width:6%}
.timeline-static th:nth-child(3){width:10.5%}
.timeline-static th:nth-child(4){width:23%}
.timeline-static td.clock{white-space:normal}
.evidence-index{font-size:.7rem;columns:2;column-gap:1.6rem}
.evidence-index>li{padding:.25rem 0 .25rem 2.6rem}
.evidence-index>li::before{top:.38rem}
.evidence-index pre{padding:.2rem .5rem;margin:.2rem 0 0}
td{padding-top:.35rem;padding-bottom:.35rem}
.phases ol{grid-template-columns:repeat(5,1fr)}
.topbar,.toc,.tl,.graph-tools,#drawer,#tip,.skip,.hint{display:none!important}
.frame{display:block;padding:0;max-width:none}
main{max-width:none}
.js .timeline-static{display:block}
.masthead{padding-top:0}
.headline{font-size:2.5rem;max-width:none}
.headline.long{font-size:1.9rem;max-width:none}
.strip{grid-template-columns:repeat(5,1fr)}

.wide{display:block}.narrow{display:none}
.chart-figure,.graph-figure{break-inside:avoid;padding:.5rem .7rem}
.graph-scroll{overflow:visible;max-height:none}
.graph{width:100%;height:auto;max-height:225mm}
section{margin-top:1.1rem;padding-top:.8rem}
section>p,.callout,.ask,section>ul,section>ol.steps,blockquote{max-width:none!important}
.strip .note{display:none}
.facts{margin:.5rem 0}
.callout,.ask{margin:.7rem 0;padding:.5rem .9rem}
h2,h3,h4,figcaption{break-after:avoid}
tr,.ask,.callout,.steps>li,.evidence-index>li{break-inside:avoid}
thead{display:table-header-group}
.cites a{border:0;background:none;padding:0 1px;color:var(--accent)}
.s-learning .ask{min-height:3.2rem}
a{text-decoration:none;color:inherit}
section.l-executive{break-inside:avoid;margin-top:.7rem;padding-top:.45rem}
.l-executive td,.l-executive .facts>div{padding-top:.16rem;padding-bottom:.16rem}
.l-executive h2{margin:.1rem 0 .3rem}
.paper-only{display:block!important;margin:0 0 .4rem;font-size:.85rem}
.s-sources table{font-size:.74rem}.s-sources td{padding-top:.15rem;padding-bottom:.15rem}
.layer{margin-top:1.2rem;break-after:avoid}
.l-analysis+.layer,.appendix>.layer:first-child{break-before:page}
section~article.draft{break-before:page}
}`;
}
