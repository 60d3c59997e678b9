import { dirname } from 'node:path';
import { evolutionBasis, type PdfMember, readPdfMember } from '@parton/lhapdf';
import { predict } from '@parton/observables';
import type { DataRuncard } from '@parton/runcard';
import { type LoadedSet, loadSet, type SetLoader } from './load-set.ts';
import { locate, type Resources } from './resources.ts';

/** Reads the central member of a PDF set. */
export function readCentral(resources: Resources, name: string): PdfMember {
  return readPdfMember(dirname(locate(resources.pdfs, `${name}/${name}.info`, `the PDF set ${name}`)));
}

/** What a PDF predicts for a set. `[n]` */
export function predictSet(pdf: PdfMember, { observable, q0 }: LoadedSet): Float64Array {
  return predict(observable, (x) => evolutionBasis(pdf, x, q0));
}

/**
 * Predicts sets with the central t0 PDF, each of them once. Tables are loaded again only if the t0 theory is another one.
 */
export function t0Predictor(
  loader: SetLoader,
  { t0TheoryId, theoryId }: Pick<DataRuncard, 't0TheoryId' | 'theoryId'>,
  t0PdfSet: string,
): (set: LoadedSet) => Float64Array {
  const pdf = readCentral(loader.resources, t0PdfSet);
  const predicted = new WeakMap<LoadedSet, Float64Array>();
  return (set) => {
    const known = predicted.get(set);
    if (known !== undefined) return known;
    const source = t0TheoryId === theoryId ? set : loadSet(loader, set.request, t0TheoryId);
    const predictions = predictSet(pdf, source);
    predicted.set(set, predictions);
    return predictions;
  };
}
