import { lightTokens } from './tokens.js';

/** On paper: light, no controls, everything that a click would open is already there. */
export function paper(): string {
  return `
@media print{
:root{${lightTokens(true)};--page:#ffffff !important}
@page{margin:16mm 14mm}
body{font-size:9.6pt;line-height:1.45}
.topbar,.toc,.tl,.graph-tools,#drawer,#tip,.skip,.hint{display:none!important}
.frame{display:block;padding:0;max-width:none}
main{max-width:none}
.js .timeline-static{display:block}
.masthead{padding-top:0}
.headline{font-size:22pt;max-width:none}
.strip{grid-template-columns:repeat(5,1fr)}
.strip .value{font-size:12pt}
.wide{display:block}.narrow{display:none}
.chart-figure,.graph-figure{break-inside:avoid;padding:.5rem .7rem}
.graph-scroll{overflow:visible;max-height:none}
.graph{width:100%;height:auto;max-height:225mm}
section{margin-top:1.4rem;padding-top:1rem}
h2,h3,h4,figcaption{break-after:avoid}
tr,.ask,.callout,.steps>li,.evidence-index>li{break-inside:avoid}
thead{display:table-header-group}
table{font-size:8.4pt}
.cites a{border:0;background:none;padding:0 1px;color:var(--accent)}
.s-learning .ask{min-height:3.2rem}
a{text-decoration:none;color:inherit}
.layer{break-before:page;margin-top:0}
.masthead+.layer,main>.layer:first-child{break-before:auto}
}`;
}
