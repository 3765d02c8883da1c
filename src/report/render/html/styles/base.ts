/** Type, links, focus. */
export const base = `
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-top:4.5rem}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
body{margin:0;background:var(--page);color:var(--ink);font:400 1rem/1.6 var(--sans);font-variant-numeric:tabular-nums;overflow-wrap:break-word}
h1,h2,h3,h4{line-height:1.2;letter-spacing:-.012em;text-wrap:balance;font-weight:650;margin:0}
p{margin:.7em 0}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--focus);outline-offset:2px;border-radius:3px}
code,pre,.clock,.path,kbd{font-family:var(--mono);font-size:.875em}
code{background:var(--raised);border:1px solid var(--line);border-radius:4px;padding:.05em .35em;overflow-wrap:anywhere}
strong{font-weight:650}
[hidden]{display:none!important}
button,select,input{font:inherit;color:inherit}
button{cursor:pointer}
kbd{border:1px solid var(--strong);border-bottom-width:2px;border-radius:4px;padding:0 .35em;font-size:.78em;background:var(--surface)}
.skip{position:absolute;left:-999px;top:0;background:var(--surface);padding:.5rem 1rem;z-index:60}
.skip:focus{left:.5rem;top:.5rem}
.paper-only{display:none}
.small{font-size:.85rem;color:var(--muted)}
`;
