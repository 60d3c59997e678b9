import { type FitReport, renderReport } from '../src/index.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syntheticFit } from './synthetic.ts';

const HOSTILE = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '</style><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '" onfocus="alert(1)" x="',
  '</title><h1>',
  '<!-- ',
  ']]>',
  '&lt;b&gt;&#60;',
  'javascript:alert(1)',
  'https://example.org/"><script>',
  '$<b>^{<i>}\\bar{</svg>}$',
  '__proto__',
  '`${1}`',
  '\0\u2028',
];

/** All strings of a fit replaced, also keys of records; `state` and scales are words of the format. */
function spoiled(value: unknown, next: () => string, key = ''): unknown {
  if (typeof value === 'string') return key === 'state' || key === 'xScale' ? value : next();
  if (Array.isArray(value)) return value.map((entry) => spoiled(entry, next, key));
  if (typeof value !== 'object' || value === null) return value;
  const isRecord = key === 'settings' || key === 'versions' || key === 'seconds';
  return Object.fromEntries(
    Object.entries(value).map(([name, entry]) => [isRecord ? next() : name, spoiled(entry, next, name)]),
  );
}

/** The tags of a page with the names of their attributes, but not the text of style and script. */
function tags(html: string): string[] {
  const bare = html
    .replace(/(<style>)[^<]*(<\/style>)/, '$1$2')
    .replace(/(<script>)[\s\S]*?(<\/script>)(?=<\/body>)/, '$1$2');
  return [...bare.matchAll(/<([^>]*)>/g)].map((match) => (match[1] ?? '').replace(/="[^"]*"/g, ''));
}

/** The kinds of tags that pages of good fits have. */
const KNOWN = new Set(
  tags(renderReport([syntheticFit(), syntheticFit({ name: 'second' })])).concat(
    tags(renderReport([syntheticFit()])),
  ),
);
/** Numbers in scripts and italics differ with the text. */
const SPANS =
  /^(?:tspan(?: class)?(?: dy)?(?: font-size)?|\/?(?:i|sup|sub|tspan)|tr class|a href rel|\/a|text x y(?: text-anchor)?(?: class)?|path class d(?: data-name)?)$/;

function check(html: string): void {
  for (const tag of tags(html)) expect(KNOWN.has(tag) || SPANS.test(tag) ? '' : tag).toBe('');
  expect(html.match(/<script/gi)).toHaveLength(1);
  expect(html.match(/<\/style/gi)).toHaveLength(1);
  for (const [, address = ''] of html.matchAll(/ href="([^"]*)"/g))
    expect(address).toMatch(/^(?:#|https:\/\/)/);
}

describe('hostile strings', () => {
  it.each(HOSTILE)('%j is text wherever it stands', (text) => {
    let count = 0;
    // Names must differ.
    const fits = [1, 2].map(
      (seed) => spoiled(syntheticFit({ seed }), () => `${text}${(count += 1)}`) as FitReport,
    ); // the shape is kept
    const [reference] = fits;
    check(renderReport(fits, { title: text, reference: { name: text, pdfs: reference?.pdfs ?? [] } }));
  });

  it('of any kind are text', () => {
    const piece = fc.oneof(
      fc.constantFrom(...HOSTILE, '<', '>', '"', "'", '&', '=', '/', '$', '\\', '{', '^'),
      fc.string(),
    );
    const text = fc.array(piece, { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(text, { minLength: 3, maxLength: 10 }), (texts) => {
        let count = 0;
        const next = (): string => `${texts[count++ % texts.length] ?? ''}`;
        check(renderReport([spoiled(syntheticFit({ count: 3 }), next) as FitReport])); // the shape is kept
      }),
      { numRuns: 20 },
    );
  });

  it('in place of numbers and texts of JSON are text too', () => {
    const fit = syntheticFit({ count: 3 });
    const wrong = JSON.parse(
      JSON.stringify({
        ...fit,
        replicas: fit.replicas.map((replica) => ({ ...replica, id: '<script>' })),
        name: { html: '<script>' },
      }),
    ) as FitReport; // not what its type says
    try {
      check(renderReport([wrong]));
    } catch (error) {
      // Refused is good as well, as long as it is not shown.
      expect(error).toBeInstanceOf(TypeError);
    }
  });
});
