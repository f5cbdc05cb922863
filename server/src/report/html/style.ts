/** The style of the page: light and dark by the reader's preference, and for paper. An editor sets the variables to its own colours. */

export const STYLE = `
:root { color-scheme: light dark; --back: #ffffff; --fore: #1f2328; --dim: #59636e; --line: #d1d9e0; --soft: #f6f8fa; --link: #0550ae; --grave: #b3261e; --doubt: #8a5a00; --good: #1a7f37; }
@media (prefers-color-scheme: dark) { :root { --back: #0d1117; --fore: #e6edf3; --dim: #9198a1; --line: #3d444d; --soft: #151b23; --link: #79b8ff; --grave: #ff8e86; --doubt: #e3b341; --good: #56d364; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem; max-width: 72rem; background: var(--back); color: var(--fore); font: 15px/1.55 system-ui, sans-serif; }
h1 { font-size: 1.7rem; margin: 0 0 .2rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; padding-bottom: .2rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 1.4rem 0 .3rem; overflow-wrap: anywhere; }
p, li { max-width: 80ch; overflow-wrap: anywhere; }
li { margin: .35rem 0; }
code, pre, .picture text { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
code { font-size: .9em; background: var(--soft); padding: .1em .3em; border-radius: 3px; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: 5px; padding: .6rem .8rem; overflow-x: auto; font-size: 12.5px; line-height: 1.45; }
a code { padding: 0; background: none; }
figure { margin: .5rem 0; }
a { color: var(--link); text-underline-offset: 2px; }
a:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 3px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
nav ul { display: flex; flex-wrap: wrap; gap: .2rem 1rem; list-style: none; margin: .8rem 0 0; padding: 0; }
nav li { margin: 0; }
table { border-collapse: collapse; margin: .5rem 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--dim); padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 600; }
.wide { overflow-x: auto; }
.verdict { font-size: 1.05rem; font-weight: 600; margin: .3rem 0 1rem; }
.bar { display: inline-block; width: 8rem; height: .6rem; border: 1px solid var(--dim); border-radius: 3px; overflow: hidden; vertical-align: middle; }
.bar > span { display: block; height: 100%; background: var(--link); }
.bar > .grave { background: var(--grave); }
.dim { color: var(--dim); }
.error { color: var(--grave); font-weight: 600; }
.warning { color: var(--doubt); font-weight: 600; }
.picture { display: block; height: auto; max-width: 100%; min-width: 46rem; }
.picture text { font-size: 12px; fill: var(--fore); }
.picture .head { font-family: system-ui, sans-serif; font-weight: 600; }
.picture .more, .picture .head { fill: var(--dim); }
.picture .box { fill: var(--soft); stroke: var(--dim); }
.picture .box.doubtful { stroke: var(--doubt); stroke-dasharray: 5 3; }
.picture .box.quiet { stroke: var(--good); stroke-dasharray: 1 3; }
.picture .box.grave { stroke: var(--grave); stroke-width: 2; }
.picture .line { fill: none; stroke: var(--dim); stroke-width: 1.2; opacity: .75; }
.picture .line.doubtful { stroke: var(--doubt); stroke-dasharray: 5 3; }
.picture .line.quiet { stroke: var(--good); stroke-dasharray: 1 3; }
.picture a:focus-visible .box { stroke: var(--link); stroke-width: 3; }
footer { margin-top: 2.5rem; padding-top: .6rem; border-top: 1px solid var(--line); color: var(--dim); font-size: .9rem; }
@media print {
  :root { color-scheme: light; --back: #fff; --fore: #000; --dim: #444; --line: #bbb; --soft: #f4f4f4; --link: #000; --grave: #9a1c15; --doubt: #6b4600; --good: #145c28; }
  body { padding: 0; max-width: none; font-size: 10.5pt; }
  nav, .skip { display: none; }
  pre { white-space: pre-wrap; }
  .wide { overflow: visible; }
  .picture { min-width: 0; }
  .finding, figure, tr { break-inside: avoid; }
  h2, h3 { break-after: avoid; }
}
`;
