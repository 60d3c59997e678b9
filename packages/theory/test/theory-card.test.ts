import { readFileSync } from 'node:fs';
import { demoPath } from '@parton/demo';
import { describe, expect, it } from 'vitest';
import { activeFlavours, readTheoryCard, type TheoryCard, TheoryError } from '../src/index.ts';

const text = readFileSync(demoPath('theory_cards', '900.yaml'), 'utf8');
const card = readTheoryCard(text, '900.yaml');

describe('readTheoryCard', () => {
  it('reads the card of the demo and keeps all keys', () => {
    const { raw, ...fields } = card;
    expect(fields).toEqual({
      id: 900,
      PTO: 2,
      FNS: 'FONLL-C',
      IC: 1,
      Q0: 1.65,
      mc: 1.51,
      mb: 4.92,
      mt: 172.5,
      kcThr: 1,
      kbThr: 1,
      ktThr: 1,
      alphas: 0.118,
      Qref: 91.2,
    });
    expect(raw).toMatchObject({ ID: 900, ModEv: 'TRN', MP: 0.938 });
  });
  it('ignores underscores in the number, and has defaults for thresholds and IC', () => {
    const short = readTheoryCard(
      '{ID: 40_000_000, PTO: 1, FNS: VFNS, Q0: 1, mc: 1.5, mb: 5, mt: 170, alphas: 0.1, Qref: 91}',
      'c',
    );
    expect(short).toMatchObject({ id: 40000000, IC: 0, kcThr: 1, kbThr: 1, ktThr: 1 });
  });
  it.each([
    [text.replace('Q0: 1.65', 'Q0: low'), '900.yaml:8 Q0: found low, expected a number'],
    [text.replace('mc: 1.51', 'mass: 1.51'), '900.yaml mc: found nothing, expected a number'],
    [text.replace('mb: 4.92', 'mb: -1'), 'mb: found -1'],
    [text.replace('FNS: FONLL-C', 'FNS: 3'), 'FNS: found 3, expected a name'],
    [text.replace('ID: 900', 'ID: nine'), '900.yaml:1 ID: found nine, expected a whole number'],
    ['- 1', 'found no mapping, expected a theory card'],
    ['a: [1', 'expected valid YAML'],
  ])('names what is wrong (%#)', (text, message) => {
    expect(() => readTheoryCard(text, '900.yaml')).toThrow(TheoryError);
    expect(() => readTheoryCard(text, '900.yaml')).toThrow(message);
  });
});

describe('activeFlavours', () => {
  it.each<[Partial<TheoryCard>, number]>([
    [{}, 4],
    [{ Q0: 1 }, 4], // fitted charm is there below its threshold
    [{ Q0: 1, IC: 0 }, 3],
    [{ Q0: 1.51, IC: 0 }, 4], // a scale on the threshold counts as above
    [{ Q0: 1.65, kcThr: 1.2, IC: 0 }, 3],
    [{ Q0: 4.93 }, 5],
    [{ Q0: 200 }, 6],
    [{ Q0: 200, kbThr: 100 }, 4], // thresholds count in order
  ])('%j: %i', (change, expected) => expect(activeFlavours({ ...card, ...change })).toBe(expected));
});
