import { type FitReport, renderReport, renderSections, ReportError, reportSections } from '../src/index.ts';
import { outcomes } from '../src/outcomes.ts';
import { viewOf } from '../src/fit-view.ts';
import { PAGE_STYLE } from '../src/render/page-style.ts';
import { describe, expect, it } from 'vitest';
import { syntheticFit } from './synthetic.ts';

const fit = syntheticFit();

/** The fit with another value in one replica's gluon. */
function withGluon(value: number | null): FitReport {
  const pdfs = fit.pdfs.map((grid) => ({
    ...grid,
    flavours: grid.flavours.map((flavour) => ({
      ...flavour,
      values: flavour.values.map((row, r) =>
        r === 2 && flavour.name === 'g' ? row.with(5, value as number) : row,
      ), // null is what the test is about
    })),
  }));
  return { ...fit, pdfs };
}

describe('a report', () => {
  it('is the same bytes for the same input, also after JSON', () => {
    const html = renderReport([fit, syntheticFit({ name: 'second', seed: 5 })]);
    const again = JSON.parse(JSON.stringify([fit, syntheticFit({ name: 'second', seed: 5 })])) as FitReport[];
    expect(renderReport(again)).toBe(html);
  });

  it('is made in two steps, with plain data between them', () => {
    const sections = reportSections([fit]);
    const html = renderSections(sections);
    expect(renderSections(JSON.parse(JSON.stringify(sections)) as typeof sections)).toBe(html);
    expect(renderReport([fit])).toContain(html);
  });

  it('has a section for all that is known, and for nothing else', () => {
    const all = reportSections([fit, syntheticFit({ name: 'second' })]).map(({ id }) => id);
    expect(all).toEqual([
      'summary',
      'pdfs',
      'distances',
      'chi2',
      'data',
      'training',
      'replicas',
      'exponents',
      'arc-lengths',
      'sum-rules',
      'positivity',
      'settings',
      'references',
    ]);
    const least = reportSections([{ name: 'bare', state: 'running', replicas: [{ id: 1 }], pdfs: [] }]);
    expect(least.map(({ id }) => id)).toEqual(['summary', 'pdfs', 'replicas']);
  });

  it('loads nothing: no address but those of references', () => {
    const html = renderReport([{ ...fit, references: [] }]);
    expect(html).not.toMatch(/(?:src|href)="(?!#)|@import|url\(|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
  });

  it('has unique ids, and labels that exist', () => {
    const html = renderReport([fit, syntheticFit({ name: 'second' })]);
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(new Set(ids).size).toBe(ids.length);
    const used = [...html.matchAll(/ (?:aria-labelledby|for|href)="#?([^"]*)"/g)].flatMap((match) =>
      (match[1] ?? '').split(' '),
    );
    expect(used.filter((id) => !id.startsWith('http') && !ids.includes(id))).toEqual([]);
  });

  it('has a table behind every plot, and a name and a description on each', () => {
    const html = renderReport([fit]);
    const figures = html.match(/<figure>.*?<\/figure>/gs) ?? [];
    expect(figures.length).toBeGreaterThan(40);
    for (const figure of figures)
      expect(figure).toMatch(/<svg [^>]*role="img".*<title.*<desc.*<details.*<table/s);
  });
});

describe('replicas that failed', () => {
  it('are shown with their reason', () => {
    expect(outcomes(fit).map(({ failure }) => failure)).toEqual([
      ...Array(7).fill(undefined),
      'no step passed',
    ]);
    const html = renderReport([fit]);
    expect(html).toContain('1 of 8 replicas failed');
    expect(html).toContain('no step passed');
    expect(html).toContain('7 of 8');
  });

  it.each([null, Number.NaN, Infinity])(
    'a PDF that holds %s is a failure, and left out of the bands',
    (value) => {
      const broken = withGluon(value);
      expect(outcomes(broken)[2]?.failure).toMatch(/PDF is not a number \(g at 1.65 GeV\)/);
      const marked = {
        ...fit,
        replicas: fit.replicas.map((replica, r) => (r === 2 ? { ...replica, failure: 'x' } : replica)),
      };
      const bands = (report: FitReport) =>
        viewOf([report], {}).fits[0]?.scales.map(({ flavours }) => flavours.map(({ band }) => band));
      expect(bands(broken)).toEqual(bands(marked));
      expect(bands(broken)).not.toEqual(bands(fit));
      expect(renderReport([broken])).not.toContain('NaN');
    },
  );

  it('do not change a band, whatever their values', () => {
    const last = fit.replicas.length - 1;
    const pdfs = fit.pdfs.map((grid) => ({
      ...grid,
      flavours: grid.flavours.map(({ name, values }) => ({
        name,
        values: values.map((row, r) => (r === last ? row.map(() => 99) : row)),
      })),
    }));
    const bands = (report: FitReport) =>
      viewOf([report], {}).fits[0]?.scales.map(({ flavours }) => flavours.map(({ band }) => band));
    expect(bands({ ...fit, pdfs })).toEqual(bands(fit));
  });

  it('a chi2 that is not a number is a failure; one that is not known is not', () => {
    const chi2 = { training: 1, validation: 1, experimental: null };
    expect(
      outcomes({ replicas: [{ id: 1, chi2 }, { id: 2 }], pdfs: [] }).map(({ failure }) => failure),
    ).toEqual(['its chi2 to the data is not a number', undefined]);
  });

  it('may be all there are', () => {
    const failed = { ...fit, replicas: fit.replicas.map((replica) => ({ ...replica, failure: 'bad' })) };
    expect(renderReport([failed])).toContain('0 of 8');
  });
});

describe('comparisons', () => {
  it('of a fit with itself have distances of 0', () => {
    const section = reportSections([fit, { ...fit, name: 'copy' }]).find(({ id }) => id === 'distances');
    const lines = (section?.blocks ?? []).flatMap((block) =>
      block.kind === 'figures'
        ? block.figures.flatMap(({ panels }) => panels.flatMap(({ marks }) => marks))
        : [],
    );
    const values = lines.flatMap((mark) => (mark.kind === 'line' ? mark.y : []));
    expect(values.length).toBeGreaterThan(0);
    expect(new Set(values)).toEqual(new Set([0]));
  });

  it('with a reference set name it', () => {
    const html = renderReport([fit], { reference: { name: 'NNPDF40', pdfs: fit.pdfs } });
    expect(html).toContain('ratio to the mean of NNPDF40');
    expect(renderReport([fit])).toContain('ratio to the mean of first');
  });

  it.each<[string, readonly FitReport[], RegExp]>([
    ['no fit', [], /found no fit/],
    ['two fits of one name', [fit, fit], /two fits called first/],
    ['a missing row', [{ ...fit, replicas: fit.replicas.slice(1) }], /8 entries, expected 7/],
    [
      'other grids',
      [fit, { ...fit, name: 'b', pdfs: [{ q: 100, x: [0.1], flavours: [] }] }],
      /grids that differ/,
    ],
    [
      'a short quantity',
      [{ ...fit, arcLengths: [{ name: 'g', values: [1] }] }],
      /arcLengths g: found 1 entries/,
    ],
  ])('refuse %s', (_, fits, message) => {
    expect(() => renderReport(fits)).toThrow(ReportError);
    expect(() => renderReport(fits)).toThrow(message);
  });
});

describe('colours', () => {
  /** Relative luminance (WCAG). */
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (a: string, b: string): number => {
    const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const pair = (name: string): [string, string] => {
    const match = new RegExp(`${name}\\b[^{;]*?(?:\\{ color)?: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(
      PAGE_STYLE,
    );
    return [match?.[1] ?? '', match?.[2] ?? ''];
  };

  it.each(['--ink', '--muted', '--link'])(
    'of text (%s) have a contrast of at least 4.5 on both papers, light and dark',
    (name) => {
      for (const paper of ['--paper', '--raised'])
        for (const i of [0, 1] as const) expect(contrast(pair(name)[i], pair(paper)[i])).toBeGreaterThan(4.5);
    },
  );

  it.each([
    'g',
    'u',
    'd',
    's',
    'c',
    'b',
    'photon',
    'fit1',
    'fit2',
    'fit3',
    'fit4',
    'training',
    'validation',
    'data',
    'reference',
  ])('of lines (%s) have a contrast of at least 3', (name) => {
    for (const i of [0, 1] as const)
      expect(contrast(pair(`\\.c-${name}`)[i], pair('--paper')[i])).toBeGreaterThan(3);
  });
});
