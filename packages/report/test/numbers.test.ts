import { formatCount, formatNumber, formatPart, formatSeconds, formatWithError } from '../src/numbers.ts';
import { plainText } from '../src/rich.ts';
import { axisTicks, logDomain, niceDomain, unit } from '../src/scale.ts';
import { fromTex } from '../src/tex.ts';
import { flavourStyle } from '../src/flavours.ts';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const labels = (...args: Parameters<typeof axisTicks>): string[] =>
  axisTicks(...args).flatMap(({ label }) => (label === undefined ? [] : [plainText(label)]));

describe('numbers', () => {
  it.each([
    [0, '0'],
    [1.23456, '1.23'],
    [-0.0123456, '−0.0123'],
    [0.9999, '1.00'],
    [123.456, '123'],
    [12345.6, '12\u202F346'],
    [1.23e-5, '1.23 × 10^−5'],
    [-4.5e7, '−4.50 × 10^7'],
    [null, '–'],
    [Number.NaN, '–'],
  ])('%s is written %s', (value, text) => expect(plainText(formatNumber(value))).toBe(text));

  it.each([
    [1.2345, 0.0567, '1.234 ± 0.057'],
    [1.2345, 0.0999, '1.23 ± 0.10'],
    [-123.4, 12, '−123 ± 12'],
    [1.234e-5, 5e-7, '(1.234 ± 0.050) × 10^−5'],
    [1, 1e-12, '1.00000 ± 1.0 × 10^−12'],
    [1.5, 0, '1.50'],
    [null, 1, '–'],
  ])('%s with error %s is written %s', (value, error, text) =>
    expect(plainText(formatWithError(value, error))).toBe(text),
  );

  it('counts and times have their units', () => {
    expect([formatCount(12345), formatCount(1234), formatPart(17, 20)]).toEqual([
      '12\u202F345',
      '1234',
      '17 of 20',
    ]);
    expect([0.4217, 43.21, 59.97, 200, 7500].map(formatSeconds)).toEqual([
      '0.422 s',
      '43.2 s',
      '1 min 00 s',
      '3 min 20 s',
      '2 h 05 min',
    ]);
  });
});

describe('axes', () => {
  it('have ticks at powers of ten on a logarithmic axis, with short ticks between', () => {
    const axis = { kind: 'log', domain: [1e-5, 1] } as const;
    expect(labels(axis, 8)).toEqual(['10^−5', '10^−4', '10^−3', '10^−2', '10^−1', '1']);
    expect(axisTicks(axis, 8)).toHaveLength(5 * 9 + 1);
    expect(labels(axis, 3)).toEqual(['10^−4', '10^−2', '1']);
  });

  it('have ticks at 1, 2, 5 on a short logarithmic axis', () => {
    expect(labels({ kind: 'log', domain: [0.2, 2] }, 5)).toEqual(['0.2', '0.5', '1', '2']);
  });

  it('have ticks at round numbers with as many digits as needed on a linear axis', () => {
    expect(labels({ kind: 'linear', domain: [-0.2, 0.6] }, 4)).toEqual(['−0.2', '0.0', '0.2', '0.4', '0.6']);
    expect(labels({ kind: 'linear', domain: [0, 30000] }, 3)).toEqual([
      '0',
      '10\u202F000',
      '20\u202F000',
      '30\u202F000',
    ]);
    expect(labels({ kind: 'linear', domain: [0, 2], whole: true }, 8)).toEqual(['0', '1', '2']);
  });

  it('hold all values, and map their ends to 0 and 1', () => {
    const positive = fc.double({ min: 1e-8, max: 1e8, noNaN: true });
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1 }), fc.constantFrom('linear', 'log'), (values, kind) => {
        const domain = kind === 'log' ? logDomain(values) : niceDomain(values);
        const at = unit({ kind, domain });
        expect([at(domain[0]), at(domain[1])]).toEqual([0, 1]);
        for (const value of values) {
          expect(at(value)).toBeGreaterThanOrEqual(-1e-9);
          expect(at(value)).toBeLessThanOrEqual(1 + 1e-9);
        }
        for (const { value } of axisTicks({ kind, domain }, 5)) {
          expect(at(value)).toBeGreaterThanOrEqual(-1e-6);
          expect(at(value)).toBeLessThanOrEqual(1 + 1e-6);
        }
      }),
    );
  });

  it('have a domain where there is no value, or one', () => {
    for (const domain of [
      niceDomain([]),
      niceDomain([Number.NaN]),
      niceDomain([3, 3]),
      niceDomain([0]),
      logDomain([]),
      logDomain([5]),
    ])
      expect(domain[1]).toBeGreaterThan(domain[0]);
  });
});

describe('labels', () => {
  it.each([
    ['HERA NC $e^+p$ 300 GeV', 'HERA NC e^+p 300 GeV'],
    ['$\\sigma_{\\rm red}$', 'σ_red'],
    ['$d\\sigma/dp_T^{t\\bar{t}}$ [pb]', 'dσ/dp_T^tt\u0304 [pb]'],
    ['$\\mathrm{W}^-\\to\\ell\\nu$', 'W^−→ℓν'],
    ['costs 5$', 'costs 5$'],
    ['$\\unknown{x}$', 'unknownx'],
    ['${$', ''],
    ['$a}b$', 'ab'],
  ])('%s reads %s', (tex, text) => expect(plainText(fromTex(tex))).toBe(text));

  it('of any text are text', () => {
    const math = fc
      .array(fc.constantFrom('$', '\\bar', '{', '}', '^', '_', ' ', 'x', '\\rm', '\\'))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), math), (text) => {
        expect(typeof plainText(fromTex(text))).toBe('string');
      }),
    );
    expect(typeof plainText(fromTex(`$${'{'.repeat(1e5)}$`))).toBe('string');
  });

  it('of flavours are symbols; quarks and antiquarks share a colour', () => {
    expect(
      ['g', 'UBAR', 'v15', 'sigma', 'photon', 'xyz', 'constructor'].map((name) =>
        plainText(flavourStyle(name).label),
      ),
    ).toEqual(['g', 'u\u0304', 'V_15', 'Σ', 'γ', 'xyz', 'constructor']);
    expect(flavourStyle('dbar')).toMatchObject({ colour: flavourStyle('d').colour, dashed: true });
  });
});
