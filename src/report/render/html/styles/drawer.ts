/** The drawer with the evidence behind a mark, a condition or a row. */
export const drawer = `
#drawer{position:fixed;z-index:40;right:0;top:0;bottom:0;width:min(30rem,100vw);background:var(--surface);border-left:1px solid var(--strong);box-shadow:-12px 0 40px rgb(0 0 0/.2);display:flex;flex-direction:column}
.drawer-head{display:flex;gap:.7rem;align-items:center;padding:.7rem 1.1rem;border-bottom:1px solid var(--line)}
.drawer-head h2{font-size:1.05rem;flex:1;min-width:0;overflow-wrap:anywhere}
.drawer-head h2:focus{outline:none}
.drawer-head button{background:var(--page);border:1px solid var(--line);border-radius:6px;padding:.2rem .6rem;font-size:.85rem}
.drawer-head button:hover{border-color:var(--strong)}
.drawer-body{overflow:auto;padding:.4rem 1.1rem 2rem;font-size:.92rem}
.drawer-body h3{font-size:.82rem;color:var(--muted);font-weight:600;margin:1.3rem 0 .3rem;letter-spacing:0}
.drawer-body p{margin:.4rem 0}
.drawer-body dl{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.15rem .9rem;margin:.6rem 0;font-size:.88rem}
.drawer-body dt{color:var(--muted)}
.drawer-body dd{margin:0;overflow-wrap:anywhere}
.proof{border-top:1px solid var(--line);padding:.7rem 0}
.proof.first{box-shadow:inset 3px 0 var(--accent);padding-left:.7rem}
.proof .where{font-size:.84rem}
.proof .no{font-weight:650;color:var(--accent)}
.proof pre{font-size:.8rem}
.proof .context>*{display:block;padding:.12rem 0 .12rem .55rem;border-left:3px solid transparent}
.proof .context .near{color:var(--muted)}
.proof .context mark{background:none;color:inherit;border-left-color:var(--accent);font-weight:600}
.proof .used{font-size:.82rem;color:var(--muted);margin-top:.4rem}
.jump{background:none;border:0;padding:.15rem 0;color:var(--accent);text-align:left;text-decoration:underline;text-underline-offset:3px;display:inline}
.way{list-style:none;padding:0;margin:.2rem 0}
.way li{padding:.4rem 0;border-bottom:1px solid var(--line)}
.way .why{color:var(--muted);display:block;font-size:.88em}
.flash{animation:flash 1.6s ease-out}
@keyframes flash{from{background:var(--accent);color:var(--page)}}
@media (prefers-reduced-motion:reduce){.flash{animation:none;outline:2px solid var(--focus)}}
@media screen and (max-width:52rem){#drawer{left:0;width:100vw;top:auto;height:78vh;border-left:0;border-top:2px solid var(--strong);border-radius:12px 12px 0 0}}
@media screen and (min-width:110rem){.drawer-open .frame{margin-right:30rem}}
`;
