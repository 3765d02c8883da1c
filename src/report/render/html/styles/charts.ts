/** Inline charts and the causal graph. */
export const charts = `
figure{margin:1.6rem 0}
figcaption{font-size:.9rem;margin-bottom:.6rem;max-width:46rem}
figcaption span{color:var(--muted)}
.chart-figure,.graph-figure{background:var(--surface);border:1px solid var(--line);border-radius:var(--radius);padding:1rem 1.2rem}
.chart{display:block;width:100%;height:auto;font-family:var(--sans)}
.narrow{display:none}
@media screen and (max-width:40rem){.wide{display:none}.narrow{display:block}.chart-figure,.graph-figure{padding:.8rem .7rem}}
.chart text{fill:var(--ink);font-size:12px;font-variant-numeric:tabular-nums}
.chart .tick,.chart .never{fill:var(--muted);font-size:11px}
.chart .never{font-style:italic}
.chart .lane{font-size:12px}
.chart .grid{stroke:var(--line);stroke-width:1}
.chart .foot{stroke:var(--strong);stroke-width:1}
.chart .area{fill:var(--c);opacity:.22}
.chart .line{fill:none;stroke:var(--c);stroke-width:1.8}
.chart .hatch{stroke:var(--fault);stroke-width:2.4;opacity:.42}
.chart .hatch-ground{fill:var(--fault);opacity:.07}
.chart .bar{fill:var(--c)}
.chart .wait{stroke:var(--c);stroke-width:1.5;stroke-dasharray:2 4}
.chart .mark line{stroke:var(--c);stroke-width:1.3;stroke-dasharray:4 3}
.chart .mark .halo{stroke:var(--surface);stroke-width:3.4;stroke-dasharray:none;opacity:.75}
.chart .mark text{fill:var(--c);font-size:11px;font-weight:600;paint-order:stroke;stroke:var(--surface);stroke-width:3px}
.graph-tools{display:flex;flex-wrap:wrap;align-items:center;gap:.5rem 1.2rem;font-size:.82rem;margin-bottom:.6rem}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1rem;list-style:none;margin:0;padding:0}
.legend li{display:flex;align-items:center;gap:.35rem}
.legend .t-context::before{content:"";width:5px;height:14px;border-radius:2px;background:var(--c)}
.legend .dashed::before{content:"";width:22px;border-top:2px dashed var(--muted)}
.sign path,.glyph path{fill:var(--c);fill-rule:evenodd}
.toggle{display:flex;gap:.4rem;align-items:center}
.buttons{display:inline-flex;gap:.3rem;margin-left:auto}
.buttons button{background:var(--surface);border:1px solid var(--line);border-radius:6px;min-width:2.1rem;padding:.12rem .6rem;font-size:.84rem}
.buttons button:hover{border-color:var(--strong)}
.graph-scroll{overflow:auto;max-height:82vh;border-top:1px solid var(--line);padding-top:.6rem}
.graph{display:block;margin:0 auto;font-family:var(--sans)}
.graph .box{fill:var(--page);stroke:var(--strong);stroke-width:1}
.graph .edge{fill:var(--c)}
.graph text{fill:var(--ink);font-size:12px}
.graph .kind,.graph .time{fill:var(--muted);font-size:10.5px}
.graph .name{font-family:var(--mono);font-size:11.5px;font-weight:600}
.graph .sign{fill:var(--c);stroke:none}
.graph .r-amplifier .sign,.graph .r-recovery-blocker .sign{fill:none;stroke:var(--c);stroke-width:2}
.graph .r-root-cause .box{stroke:var(--c);stroke-width:1.8}
.graph .r-contributing .box{stroke-dasharray:5 3}
.graph .node{cursor:pointer}
.graph .node:focus{outline:none}
.graph .node:focus-visible .box,.graph .node:hover .box{stroke:var(--focus);stroke-width:2.4;stroke-dasharray:none}
.graph .link{fill:none;stroke:var(--muted);stroke-width:1.5}
.graph .v-guard{stroke:var(--change);stroke-dasharray:5 4;stroke-width:1.2}
.graph .keeps{stroke-dasharray:9 4}
.graph .v-alternative,.graph .v-refuted{display:none;stroke-dasharray:2 5}
.graph .v-refuted{stroke:var(--fault)}
.graph.all .v-alternative,.graph.all .v-refuted{display:inline}
.graph .head{fill:var(--muted)}
.graph.focus .node,.graph.focus .link{opacity:.22}
.graph.focus .node.on,.graph.focus .link.on{opacity:1}
.graph.focus .link.on{stroke:var(--accent);stroke-width:2}
.graph .node.open .box{stroke:var(--accent);stroke-width:2.6;stroke-dasharray:none}
`;
