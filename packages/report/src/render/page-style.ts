/** The style sheet of a page. Each colour stands here once, with its light and its dark value. */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --paper: light-dark(#ffffff, #14171a);
  --raised: light-dark(#f5f6f7, #1d2126);
  --ink: light-dark(#1c2126, #e3e6e9);
  --muted: light-dark(#59636d, #a0aab4);
  --hair: light-dark(#dcdfe3, #30363d);
  --axis: light-dark(#8d969f, #69737d);
  --link: light-dark(#0b5394, #7cc0f5);
  --serif: Charter, "Bitstream Charter", "Iowan Old Style", "Source Serif 4", "Source Serif Pro", Cambria, "STIX Two Text", Georgia, serif;
  --symbol: "STIX Two Text", Cambria, "Times New Roman", "Liberation Serif", serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
}
:root:has(#theme-light:checked) { color-scheme: light; }
:root:has(#theme-dark:checked) { color-scheme: dark; }
.c-u, .c-fit1, .c-training { color: light-dark(#0067a8, #5ab4ec); }
.c-d, .c-fit2, .c-validation { color: light-dark(#c04400, #f2914f); }
.c-s, .c-fit3 { color: light-dark(#00785a, #43c79c); }
.c-c, .c-fit4 { color: light-dark(#9c4182, #e293c8); }
.c-b { color: light-dark(#85690a, #d6bb45); }
.c-g, .c-data { color: light-dark(#22282e, #dfe3e7); }
.c-photon, .c-reference { color: light-dark(#5d6872, #9ca8b3); }
.c-range { color: light-dark(#c9ced3, #3c444c); }

* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 0.9375rem/1.55 var(--sans); font-variant-numeric: tabular-nums lining-nums; }
main { max-width: 70rem; padding: 3rem 2rem 6rem; outline: none; }
h1, h2, h3 { font-family: var(--serif); font-weight: 600; line-height: 1.2; overflow-wrap: anywhere; text-wrap: balance; }
h1 { font-size: 2.25rem; margin: 0 0 0.4rem; letter-spacing: -0.01em; }
h2 { font-size: 1.5rem; margin: 0 0 1rem; padding-top: 1rem; border-top: 1px solid var(--hair); }
h3 { font-size: 1.0625rem; margin: 2rem 0 0.75rem; }
header p { margin: 0; color: var(--muted); max-width: 46rem; }
section { margin-top: 3.5rem; }
p { max-width: 46rem; margin: 0 0 1rem; }
i, .i { font-family: var(--symbol); font-style: italic; }
i { font-size: 1.08em; }
sup, sub { font-size: 0.68em; line-height: 0; margin-left: 0.05em; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: 1rem; top: -4rem; background: var(--paper); padding: 0.5rem 0.75rem; z-index: 2; }
.skip:focus { top: 1rem; }

aside { padding: 1.5rem 2rem 0; font-size: 0.875rem; }
nav ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; }
nav a { color: var(--muted); text-decoration: none; display: block; padding: 0.15rem 0; }
nav a:hover { color: var(--ink); text-decoration: underline; }
fieldset { border: 0; margin: 0; padding: 0; min-width: 0; }
.themes { margin-top: 1rem; color: var(--muted); }
.themes legend { float: left; margin-right: 0.75rem; padding: 0.2rem 0; }
input[type=radio] { position: absolute; opacity: 0; width: 1px; height: 1px; }
input + label { display: inline-block; padding: 0.2rem 0.7rem; color: var(--muted); border-bottom: 2px solid var(--hair); cursor: pointer; }
input + label:hover { color: var(--ink); }
input:checked + label { color: var(--ink); border-color: var(--ink); }
input:focus-visible + label { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px; }
.views > input + label { margin-bottom: 1.25rem; }
.view { display: none; }
.views > input:nth-of-type(1):checked ~ .view:nth-of-type(1),
.views > input:nth-of-type(2):checked ~ .view:nth-of-type(2),
.views > input:nth-of-type(3):checked ~ .view:nth-of-type(3) { display: block; }

.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.6rem, 1fr)); gap: 1.5rem 1.25rem; margin: 0 0 2rem; }
.facts dt { color: var(--muted); font-size: 0.8125rem; }
.facts dd { margin: 0; font-size: 1.375rem; line-height: 1.4; letter-spacing: -0.01em; white-space: nowrap; }
.facts .note { color: var(--muted); font-size: 0.8125rem; letter-spacing: 0; white-space: normal; }
.chip { display: inline-block; width: 0.7em; height: 0.7em; margin-right: 0.5em; background: currentColor; border-radius: 50%; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0 0 1rem; padding: 0; font-size: 0.8125rem; }
.legend li { display: flex; align-items: center; gap: 0.5rem; }
.key { width: 1.5rem; height: 0; border-top: 2px solid currentColor; }
.key.dashed { border-top-style: dashed; }
.key.dotted { border-top: 2px dotted; }
.key.band { height: 0.75rem; border: 0; background: currentColor; opacity: 0.28; }
.key.dot { width: 0.5rem; height: 0.5rem; border: 0; background: currentColor; border-radius: 50%; }

.figures { display: grid; gap: 2rem 1.75rem; align-items: start; }
.figures.small { grid-template-columns: repeat(auto-fill, minmax(min(100%, 18rem), 1fr)); }
.figures.medium { grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr)); }
figure { margin: 0; min-width: 0; content-visibility: auto; contain-intrinsic-size: auto 20rem; }
figcaption { font-weight: 600; font-size: 0.875rem; margin-bottom: 0.25rem; overflow-wrap: anywhere; }
.caption { color: var(--muted); font-size: 0.8125rem; margin: 0.25rem 0; }
.plot { position: relative; touch-action: pan-y; }
.plot > svg { display: block; width: 100%; height: auto; max-width: 40rem; }
svg { pointer-events: none; }
svg text { font: 11px var(--sans); fill: var(--muted); }
svg text.name { fill: var(--ink); }
path { fill: none; stroke-linejoin: round; }
.axis { stroke: var(--axis); }
.grid { stroke: var(--hair); }
.rule { stroke: var(--axis); stroke-dasharray: 2 2; }
.cursor { stroke: var(--axis); }
.line, .curves, .errors, .points, .intervals, .steps { stroke: currentColor; }
.line { stroke-width: 1.6; }
.line.dashed { stroke-width: 1.3; stroke-dasharray: 5 3; }
.line.dotted { stroke-width: 1; stroke-dasharray: 1.5 2.5; }
.curves { stroke-width: 0.6; opacity: 0.5; }
.band { fill: currentColor; opacity: 0.22; }
.bars { fill: currentColor; opacity: 0.75; }
.errors { stroke-width: 1; }
.intervals { opacity: 0.3; }
.intervals.c-range { opacity: 1; }
.steps { stroke-width: 1.6; }
.boxes { fill: currentColor; opacity: 0.25; }
.boxes.c-range { opacity: 0.7; }
.points { stroke-linecap: round; stroke-width: 5; }
.points.fine { stroke-width: 3; }
.readout { position: absolute; top: 0.25rem; right: 0.5rem; display: grid; gap: 0 0.5rem; padding: 0.3rem 0.55rem; background: var(--raised); border-radius: 3px; font-size: 0.75rem; line-height: 1.45; pointer-events: none; }
.readout.left { right: auto; left: 3.5rem; }
.readout:empty { display: none; }
.readout span { display: flex; justify-content: space-between; gap: 0.75rem; color: var(--muted); }
.readout b { font-weight: 500; color: var(--ink); }
.thumbnails { list-style: none; display: grid; grid-template-columns: repeat(auto-fill, minmax(6.5rem, 1fr)); gap: 0.75rem 1rem; padding: 0; margin: 0.75rem 0 0; font-size: 0.75rem; color: var(--muted); }
.thumbnails li { content-visibility: auto; contain-intrinsic-size: auto 5rem; }
.thumbnails svg { display: block; width: 100%; border-bottom: 1px solid var(--axis); border-left: 1px solid var(--axis); }
.thumbnails .line { stroke-width: 1; }
.failed { color: var(--ink); font-weight: 600; }

details summary { cursor: pointer; color: var(--muted); }
details summary:hover { color: var(--ink); }
.values { font-size: 0.8125rem; }
.part { margin: 1rem 0; }
.part > summary { font-weight: 600; color: var(--ink); margin-bottom: 0.5rem; }
.scroll { overflow: auto; max-height: 32rem; }
section > .scroll { max-height: none; }
table { border-collapse: collapse; font-size: 0.8125rem; }
caption { text-align: left; color: var(--muted); padding-bottom: 0.4rem; caption-side: top; }
th, td { padding: 0.28rem 0.9rem 0.28rem 0; text-align: right; vertical-align: middle; white-space: nowrap; }
th { font-weight: 400; }
th[scope=row], td.t, th.t { text-align: left; }
th[scope=row] { overflow-wrap: break-word; }
th, td.t { white-space: normal; }
td.t { overflow-wrap: anywhere; min-width: 8rem; }
th[scope=col] { max-width: 9rem; overflow-wrap: break-word; }
thead th { color: var(--muted); border-bottom: 1px solid var(--axis); vertical-align: bottom; }
tbody tr { border-bottom: 1px solid var(--hair); }
tr.head > * { font-weight: 600; padding-top: 0.9rem; }
.strip { display: block; }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); gap: 1.5rem 2rem; margin-bottom: 1.5rem; }
pre { background: var(--raised); padding: 1rem; font: 0.8125rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
.references { max-width: 46rem; padding-left: 1.5rem; }
.references li { margin-bottom: 0.4rem; overflow-wrap: anywhere; }

@media (min-width: 72rem) {
  body { display: grid; grid-template-columns: 13rem minmax(0, 1fr); }
  aside { position: sticky; top: 0; height: 100vh; padding: 3.4rem 0 2rem 2rem; overflow: auto; }
  nav ul { display: block; }
  .themes legend { float: none; }
  .themes label { padding: 0.2rem 0.55rem; }
}
@media (max-width: 40rem) {
  main { padding: 2rem 1rem 4rem; }
  aside { padding: 1rem 1rem 0; }
  h1 { font-size: 1.75rem; }
}
@media print {
  :root { color-scheme: light; }
  aside { display: none; }
  .view { display: block; }
  .views > input + label, .values { display: none; }
  figure { break-inside: avoid; content-visibility: visible; }
}
`;
