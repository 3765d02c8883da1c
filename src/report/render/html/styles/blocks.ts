/** The blocks of the text: tables, facts, callouts, blanks, citations. */
export const blocks = `
.entity .kind{color:var(--muted);font-size:.9em}
.entity .name{font-family:var(--mono);font-size:.86em;overflow-wrap:anywhere}
.finding{color:inherit;font-weight:600;text-decoration:underline;text-decoration-color:var(--strong);text-underline-offset:3px;cursor:pointer;overflow-wrap:anywhere}
.finding:hover{text-decoration-color:currentColor;color:var(--accent)}
.cites{white-space:nowrap;margin-left:.2em;font-size:.72rem;line-height:1;position:relative;top:-.28em}
.cites a{display:inline-block;min-width:1.5em;text-align:center;padding:.16em .32em;margin:0 1px;border-radius:4px;background:var(--raised);border:1px solid var(--line);color:var(--accent);text-decoration:none;cursor:pointer;font-weight:600}
.cites a:hover{border-color:var(--accent)}
.cites a[aria-pressed=true]{background:var(--accent);color:var(--page);border-color:var(--accent)}
.cites.missing{color:var(--fault)}
.facts{margin:1rem 0;border-top:1px solid var(--line)}
.facts>div{display:grid;grid-template-columns:12rem minmax(0,1fr);gap:.2rem 1.2rem;padding:.55rem 0;border-bottom:1px solid var(--line)}
.facts dt{color:var(--muted);font-size:.9rem}
.facts dd{margin:0}
.facts .note{color:var(--muted);font-size:.86rem;margin-left:.4em}
.table{margin:1rem 0;overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.9rem;line-height:1.45}
th{text-align:left;font-weight:600;color:var(--muted);font-size:.8rem;padding:.3rem .9rem .35rem 0;border-bottom:1px solid var(--strong);vertical-align:bottom}
td{padding:.55rem .9rem .55rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
th:last-child,td:last-child{padding-right:0}
.cols-8{font-size:.84rem}
td[data-label=Time],td[data-label=When],td[data-label=Waits],td[data-label=Support],td[data-label=Format],td[data-label='Tells someone at'],td[data-label=From],td[data-label=To],td[data-label=Since],td[data-label=Lag],td[data-label=Kind],td[data-label=Status],td[data-label=Severity],td[data-label=Confidence],td[data-label=Verdict],td[data-label=Extent],td[data-label=Part],td[data-label=Weight],td[data-label=Severity],td[data-label=Pack],td[data-label=Decision],td[data-label='Heard at'],td[data-label='Since (UTC)'],td[data-label='Would have saved']{overflow-wrap:normal;min-width:4.6rem}
td[data-label=What],td[data-label="What was seen"],td[data-label="Without it"],td[data-label=How],td[data-label=Action]{min-width:13rem}
td[data-label=Where],td[data-label=On],td[data-label=Surface],td[data-label=What]:first-child{min-width:9.5rem}
td[data-label=Lasted],td[data-label='Covers (UTC)']{min-width:7.5rem}
ul.plain{padding-left:1.2rem}
.notes{list-style:none;margin:.25rem 0 0;padding:0;color:var(--muted);font-size:.92em}
.notes li{padding:.1rem 0 .1rem 1.1rem;position:relative}
.notes li::before{content:"↳";position:absolute;left:0}
.steps{padding-left:0;list-style:none;counter-reset:step}
.steps>li{counter-increment:step;position:relative;padding:.45rem 0 .45rem 2.9rem}
.steps>li::before{content:counter(step);position:absolute;left:0;top:.5rem;width:1.9rem;height:1.9rem;border-radius:50%;border:1px solid var(--strong);background:var(--surface);display:grid;place-items:center;font-size:.82rem;font-weight:600;z-index:1}
.steps>li::after{content:"";position:absolute;left:.94rem;top:1rem;bottom:-1rem;width:1px;background:var(--strong)}
.steps>li:last-child::after{display:none}
.callout{border-left:4px solid var(--accent);background:var(--surface);border-radius:0 var(--radius) var(--radius) 0;padding:.8rem 1.2rem .9rem;margin:1.2rem 0;border-block:1px solid var(--line);border-right:1px solid var(--line)}
.callout .title{font-weight:650;margin:0 0 .3rem}
.callout p{margin:.5rem 0 0}
.c-warning{border-left-color:var(--symptom)}
.c-good{border-left-color:var(--recovery)}
.ask{max-width:46rem;border:1px dashed var(--strong);border-radius:var(--radius);padding:.55rem 1rem;margin:1rem 0;background:var(--surface)}
.ask+.ask{margin-top:.5rem}
.ask p{margin:0}
.ask .tag,.blank{color:var(--change)}
.ask .tag{font-weight:650;font-size:.85rem;margin-right:.3rem}
.ask .why{color:var(--muted);font-size:.9rem}
.blank{border-bottom:1px dashed currentColor;font-size:.92em}
.pen::before{content:"✎ "}
blockquote{margin:1rem 0;padding:.2rem 1.2rem;border-left:4px solid var(--strong);background:var(--surface)}
.evidence-index{padding-left:0;list-style:none;font-size:.86rem}
.evidence-index>li{position:relative;padding:.7rem 0 .7rem 3.2rem;border-bottom:1px solid var(--line)}
.evidence-index>li::before{content:"E" attr(value);position:absolute;left:0;top:.75rem;font-weight:650;color:var(--accent)}
.evidence-index>li:target{background:var(--raised)}
.where{margin:0;display:flex;flex-wrap:wrap;gap:.1rem .9rem}
.where span{overflow-wrap:anywhere;min-width:0}
.where .place,.where .at{color:var(--muted)}
pre{margin:.35rem 0 0;white-space:pre-wrap;overflow-wrap:anywhere;background:var(--raised);border:1px solid var(--line);border-radius:6px;padding:.45rem .7rem;line-height:1.5}
@media screen and (max-width:52rem){.table thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.table table,.table tbody,.table tr,.table td{display:block;width:100%}.table tr{border:1px solid var(--line);border-radius:var(--radius);background:var(--surface);padding:.5rem .9rem;margin:.6rem 0}.table td{border:0;padding:.22rem 0 .22rem 7.4rem;position:relative;min-height:1.9rem}.table td::before{content:attr(data-label);color:var(--muted);font-size:.82rem;position:absolute;left:0;width:7rem}.facts>div{grid-template-columns:minmax(0,1fr)}}
@media screen and (max-width:30rem){.table td{padding:.22rem 0}.table td::before{position:static;display:block;width:auto}}
`;
