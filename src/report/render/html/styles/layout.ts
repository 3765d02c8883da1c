/** The frame of the page: bar, contents, column of text, heads. */
export const layout = `
.topbar{position:sticky;top:0;z-index:30;display:flex;align-items:center;gap:1rem;padding:.55rem clamp(1rem,3vw,2.5rem);background:var(--page);border-bottom:1px solid var(--line)}
.wordmark{font-weight:700;letter-spacing:-.02em}
.subtitle{color:var(--muted);font-size:.82rem;flex:1;min-width:0;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.tools{display:flex;gap:.5rem;align-items:center}
.tool{list-style:none;background:var(--surface);border:1px solid var(--line);border-radius:6px;padding:.2rem .7rem;font-size:.82rem;cursor:pointer}
.tool:hover{border-color:var(--strong)}
.tool::-webkit-details-marker{display:none}
.menu{position:relative}
.menu nav{position:absolute;right:0;top:calc(100% + .5rem);width:min(21rem,calc(100vw - 2rem));max-height:75vh;overflow:auto;background:var(--surface);border:1px solid var(--strong);border-radius:var(--radius);padding:.5rem 1.1rem 1rem;box-shadow:0 12px 34px rgb(0 0 0/.22)}
.frame{display:grid;grid-template-columns:minmax(0,1fr);gap:3rem;max-width:88rem;margin:0 auto;padding:0 clamp(1rem,3vw,2.5rem) 6rem}
.toc{display:none}
.toc p,.menu nav p{font-size:.78rem;font-weight:650;color:var(--muted);margin:1.1rem 0 .3rem}
.toc p a,.menu nav p a{color:inherit}
.toc ol,.menu nav ol{list-style:none;margin:0;padding:0;font-size:.86rem;line-height:1.35}
.toc li a,.menu nav li a{display:block;padding:.24rem .6rem;color:var(--muted);text-decoration:none;border-left:2px solid var(--line)}
.toc li a:hover,.menu nav li a:hover{color:var(--ink);border-color:var(--strong)}
.toc li a[aria-current]{color:var(--accent);border-color:var(--accent);font-weight:600}
main{min-width:0;max-width:var(--wide)}
.masthead{padding:2.6rem 0 1.2rem}
.headline{font-size:clamp(1.75rem,1.1rem + 2.9vw,3rem);letter-spacing:-.028em;font-weight:680;max-width:22ch;margin:.7rem 0 1.6rem}
.headline.long{font-size:clamp(1.5rem,1rem + 1.9vw,2.2rem);max-width:34ch}
.badges{display:flex;flex-wrap:wrap;gap:.45rem;list-style:none;margin:0;padding:0}
.badge{border:1px solid var(--strong);border-radius:99px;padding:.1rem .75rem;font-size:.82rem;font-weight:600}
.b-critical{background:var(--fault);border-color:var(--fault);color:var(--page)}
.b-high{background:var(--symptom);border-color:var(--symptom);color:var(--page)}
.b-medium{border-color:var(--symptom);color:var(--symptom)}
.b-low,.b-number{color:var(--muted)}
.s-active{border-color:var(--fault);color:var(--fault)}
.s-mitigated{border-color:var(--symptom);color:var(--symptom)}
.s-resolved,.s-resolved-cause-unknown{border-color:var(--recovery);color:var(--recovery)}
.b-recur{border-style:dashed}
.strip{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(10.5rem,100%),1fr));gap:1px;background:var(--surface);border:1px solid var(--line);border-radius:var(--radius);overflow:hidden;margin:0 0 1.6rem}
.strip>div{background:var(--surface);box-shadow:0 0 0 1px var(--line);padding:.85rem 1rem .9rem}
.strip dt{font-size:.8rem;color:var(--muted)}
.strip dd{margin:0}
.strip .value{display:block;font-size:1.45rem;font-weight:660;letter-spacing:-.02em;line-height:1.25}
.strip .range{display:block;font-size:.8rem;color:var(--muted)}
.strip .note{display:block;font-size:.76rem;line-height:1.35;color:var(--muted);margin-top:.3rem}
.phases{margin:0}
.phases>svg{display:block;width:100%;height:14px;border-radius:4px}
.phases rect.p-lead{fill:var(--change)}.phases rect.p-unnoticed{fill:var(--fault)}.phases rect.p-diagnosing{fill:var(--detection)}.phases rect.p-repairing{fill:var(--action)}.phases rect.p-open{fill:var(--strong)}
.phases ol{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.9rem 1.2rem;list-style:none;margin:.7rem 0 0;padding:0;font-size:.84rem;line-height:1.35}
.phases .clock{display:block;color:var(--muted)}
.phases .instant{font-weight:650;font-size:.95rem}
.phases .stretch{display:block;color:var(--muted)}
.phases .stretch b{display:block;color:var(--ink);font-weight:600}
.phases .stretch i{display:inline-block;width:.65rem;height:.65rem;border-radius:2px;margin-right:.4rem;background:var(--c)}
.stretch.p-lead{--c:var(--change)}.stretch.p-unnoticed{--c:var(--fault)}.stretch.p-diagnosing{--c:var(--detection)}.stretch.p-repairing{--c:var(--action)}.stretch.p-open{--c:var(--strong)}
.layer{font-size:.82rem;font-weight:600;color:var(--accent);margin:3.2rem 0 0;padding-top:.8rem;border-top:3px solid var(--accent)}
.layer+section{border-top:0;margin-top:0;padding-top:.2rem}
section{margin-top:2.4rem;padding-top:1.6rem;border-top:1px solid var(--line)}
.section-title{font-size:1.55rem}
h3.section-title{font-size:1.35rem}
.part{font-size:1.06rem;margin:1.9rem 0 .5rem}
.draft+.draft{margin-top:4rem;border-top:6px double var(--strong)}
section>p,.callout,section>ul,section>ol.steps,blockquote{max-width:46rem}
@media screen and (min-width:68rem){.frame{grid-template-columns:13.5rem minmax(0,1fr)}.toc{display:block;position:sticky;top:3.4rem;align-self:start;max-height:calc(100vh - 4rem);overflow:auto;padding:1.2rem 0 2rem}.menu{display:none}}
@media screen and (max-width:40rem){.subtitle{display:none}.tools{margin-left:auto}.masthead{padding-top:1.6rem}.strip{grid-template-columns:1fr 1fr}.strip>div:first-child{grid-column:1/-1}.strip .value{font-size:1.2rem}.strip .note{display:none}.strip>div:first-child .note{display:block}.phases ol{grid-template-columns:1fr;gap:.5rem}.phases li{display:grid;grid-template-columns:5.2rem 1fr;column-gap:.6rem}.phases .stretch{grid-column:2}.phases .stretch b{display:inline}}
`;
