import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { TheoryError } from './theory-error.ts';

/** The part of a theory card that a fit needs. Names are those of the card; masses and scales in GeV. */
export interface TheoryCard {
  readonly id: number;
  /** Perturbative order: 0 = LO, 1 = NLO, ... */
  readonly PTO: number;
  /** Flavour number scheme, such as `FONLL-C`. */
  readonly FNS: string;
  /** 1 if charm is fitted (intrinsic). */
  readonly IC: number;
  /** Scale of the fit. */
  readonly Q0: number;
  readonly mc: number;
  readonly mb: number;
  readonly mt: number;
  /** Thresholds in units of the masses. */
  readonly kcThr: number;
  readonly kbThr: number;
  readonly ktThr: number;
  /** Strong coupling at `Qref`. */
  readonly alphas: number;
  readonly Qref: number;
  /** Every key of the card, also those above. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** Reads a theory card (YAML). Thresholds default to 1 and IC to 0. Throws {@link TheoryError}. */
export function readTheoryCard(text: string, file: string): TheoryCard {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter });
  const [error] = document.errors;
  if (error !== undefined) {
    const where = { file, line: error.linePos?.[0].line ?? 1 };
    throw new TheoryError({ where, found: error.message.split('\n')[0] ?? '', expected: 'valid YAML' });
  }
  const { contents } = document;
  if (!isMap(contents)) {
    throw new TheoryError({ where: { file, line: 1 }, found: 'no mapping', expected: 'a theory card' });
  }
  const fail = (key: string, expected: string): never => {
    const node = contents.get(key, true);
    const line = isScalar(node) && node.range ? lineCounter.linePos(node.range[0]).line : undefined;
    const where = { file, key, ...(line === undefined ? {} : { line }) };
    throw new TheoryError({
      where,
      found: contents.has(key) ? String(contents.get(key)) : 'nothing',
      expected,
    });
  };
  const number = (key: string, fallback?: number): number => {
    const value = contents.get(key) ?? fallback;
    return typeof value === 'number' && value >= 0 && value < Infinity ? value : fail(key, 'a number >= 0');
  };
  const id = Number(String(contents.get('ID')).replaceAll('_', ''));
  const FNS = contents.get('FNS');
  return {
    id: Number.isInteger(id) ? id : fail('ID', 'a whole number'),
    PTO: number('PTO'),
    FNS: typeof FNS === 'string' ? FNS : fail('FNS', 'a name'),
    IC: number('IC', 0),
    Q0: number('Q0'),
    mc: number('mc'),
    mb: number('mb'),
    mt: number('mt'),
    kcThr: number('kcThr', 1),
    kbThr: number('kbThr', 1),
    ktThr: number('ktThr', 1),
    alphas: number('alphas'),
    Qref: number('Qref'),
    raw: document.toJS(),
  };
}

/**
 * Number of quark flavours that are active at the scale of the fit, 3 to 6: a heavy quark counts from its threshold on,
 * and charm always if it is fitted (`IC: 1`). The others are zero.
 */
export function activeFlavours(card: TheoryCard): number {
  const thresholds = [card.mc * card.kcThr, card.mb * card.kbThr, card.mt * card.ktThr];
  const below = thresholds.findIndex((threshold) => card.Q0 < threshold);
  const active = 3 + (below < 0 ? thresholds.length : below);
  return card.IC === 1 ? Math.max(4, active) : active;
}
