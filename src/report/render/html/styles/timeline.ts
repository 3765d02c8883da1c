/** The interactive timeline: filters, lanes, list. */
export const timeline = `
.tl{background:var(--surface);border:1px solid var(--line);border-radius:var(--radius);padding:1rem 1.2rem;margin:1.2rem 0}
.js .timeline-static{display:none}
.tl-filters{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:center;font-size:.84rem}
.chips{display:flex;flex-wrap:wrap;gap:.35rem}
.chip{position:relative;display:inline-flex;align-items:center;gap:.35rem;border:1px solid var(--strong);border-radius:99px;padding:.1rem .7rem .1rem .55rem;cursor:pointer;user-select:none}
.chip input{position:absolute;opacity:0;width:1px;height:1px}
.chip:has(:focus-visible){outline:2px solid var(--focus);outline-offset:2px}
.chip:has(input:not(:checked)){border-style:dashed;border-color:var(--line);color:var(--muted);text-decoration:line-through}
.chip:has(input:not(:checked)) .glyph{opacity:.35}
.chip .n{color:var(--muted);font-size:.92em}
.field{display:inline-flex;align-items:center;gap:.4rem;color:var(--muted)}
.field select,.field input{background:var(--page);color:var(--ink);border:1px solid var(--strong);border-radius:6px;padding:.2rem .5rem;max-width:15rem;min-width:0}
.field.grow{flex:1 1 11rem}.field.grow input{flex:1;max-width:none}
.tl-bar{display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center;margin:.8rem 0 .4rem;font-size:.84rem}
.readout{font-variant-numeric:tabular-nums}
.tl-mini{display:block;width:100%;height:46px;border:1px solid var(--line);border-radius:6px;cursor:ew-resize;touch-action:none;background:var(--page)}
.tl-lanes{position:relative;overflow-y:auto;overflow-x:hidden;max-height:min(58vh,34rem);margin-top:.5rem;border:1px solid var(--line);border-radius:6px;background:var(--page);touch-action:pan-y;cursor:grab}
.tl-lanes.panning{cursor:grabbing}
.tl-lanes canvas{position:sticky;top:0;left:0;display:block}
.tl-space{position:relative}
.hint{font-size:.78rem;color:var(--muted);margin:.45rem 0 .8rem}
.tl-list{position:relative;border-top:1px solid var(--line);max-height:34rem;overflow:auto}
.tl-rows{position:relative}
.tl-row{display:grid;grid-template-columns:8rem 7.2rem minmax(8rem,15rem) minmax(0,1fr) auto;gap:.2rem .8rem;align-items:baseline;padding:.42rem .4rem;border-bottom:1px solid var(--line);font-size:.87rem;line-height:1.4;cursor:pointer}
.tl-row:hover{background:var(--raised)}
.tl-row.on{background:var(--raised);box-shadow:inset 3px 0 var(--accent)}
.tl-row .clock{color:var(--muted);white-space:nowrap}
.tl-row .grade{font-family:var(--sans);font-size:.72rem;border:1px solid var(--line);border-radius:3px;padding:0 .28em;color:var(--muted)}
.tl-row .kind{display:flex;gap:.4rem;align-items:center;color:var(--c)}
.tl-row .who{overflow-wrap:anywhere;color:var(--muted);font-size:.93em}
.tl-row .what{overflow-wrap:anywhere}
.tl-row .many{color:var(--muted)}
.tl-row .cites{top:0}
.tl-list.windowed .tl-row{position:absolute;left:0;right:0;height:44px;overflow:hidden;align-items:center}
.tl-list.windowed .what,.tl-list.windowed .who{display:-webkit-box;-webkit-line-clamp:2;-webkit-box-orient:vertical;overflow:hidden;line-height:1.2}
.tl-none{color:var(--muted)}
.repeat{color:var(--muted)}
#tip{position:fixed;z-index:50;pointer-events:none;max-width:min(24rem,80vw);background:var(--ink);color:var(--page);border-radius:6px;padding:.4rem .7rem;font-size:.82rem;line-height:1.4;overflow-wrap:anywhere}
@media screen and (max-width:52rem){.tl{padding:.8rem .7rem}.tl-row{grid-template-columns:auto auto 1fr;gap:.1rem .7rem}.tl-row .who{grid-column:1/-1}.tl-row .what{grid-column:1/-1}.tl-row .cites{grid-column:3;grid-row:1;justify-self:end}.tl-list.windowed .tl-row{height:92px;align-content:start}.hint{display:none}.tl-bar .buttons{margin-left:0}.tl-bar .buttons button{min-width:2.6rem;padding:.3rem .6rem}}
`;
