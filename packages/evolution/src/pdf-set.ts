import type { InfoFields, PdfMember, Subgrid } from '@parton/lhapdf';
import { alphaS } from './alpha-s.ts';
import type { Eko } from './eko.ts';
import type { EvolvedPdfs, EvolvedScale } from './evolve.ts';
import { EvolutionError } from './evolution-error.ts';

/**
 * Evolved PDFs as members of an LHAPDF set, one for each replica, on one grid for each number of flavours. The nodes below
 * those of the operators are left out: a set covers what is known, and does not claim zeros.
 *
 * @param replicas ids, which the members bear as `FromMCReplica`
 */
export function pdfMembers(evolved: EvolvedPdfs, replicas: readonly number[]): PdfMember[] {
  const { below, pids, points } = evolved;
  const x = evolved.x.subarray(below);
  const flavourNumbers = [...new Set(points.map(({ nf }) => nf))];
  const grids = flavourNumbers.map((nf) => {
    const q = Float64Array.from(
      points.filter((point) => point.nf === nf),
      (point) => point.q,
    );
    const shape = [x.length, q.length, pids.length];
    const values = replicas.map(() => new Float64Array(x.length * q.length * pids.length));
    return { q, shape, values };
  });
  for (const scale of evolved.scales()) {
    if (scale.xf.shape[0] !== replicas.length) {
      throw new EvolutionError({
        found: `${replicas.length} ids`,
        expected: `one for each of ${scale.xf.shape[0]} replicas`,
      });
    }
    const grid = grids[flavourNumbers.indexOf(scale.nf)];
    const place = grid?.q.indexOf(scale.q) ?? 0;
    grid?.values.forEach((values, r) =>
      insert(values, scale, { replica: r, below, place, width: grid.q.length }),
    );
  }
  return replicas.map((id, r) => ({
    file: `replica ${id}`,
    header: { PdfType: 'replica', FromMCReplica: String(id), Format: 'lhagrid1' },
    subgrids: grids.map(({ q, shape, values }): Subgrid => ({
      x,
      q,
      pids,
      values: { shape, data: values[r] ?? new Float64Array() },
    })),
  }));
}

/** One scale of one replica into a grid `[X, Q, F]` of `width` scales. */
function insert(
  values: Float64Array,
  { xf }: EvolvedScale,
  { replica, below, place, width }: { replica: number; below: number; place: number; width: number },
): void {
  const [, flavours = 0, points = 0] = xf.shape;
  for (let n = below; n < points; n++) {
    for (let a = 0; a < flavours; a++) {
      values[((n - below) * width + place) * flavours + a] =
        xf.data[(replica * flavours + a) * points + n] ?? 0;
    }
  }
}

/**
 * What the `.info` file says of such a set, with the table of alpha_s, key by key as evolven3fit writes it. Members are
 * not counted yet: `NumMembers` is the placeholder that postfit replaces.
 *
 * Throws EvolutionError where the coupling of the theory is not implemented.
 */
export function pdfInfo({ theory, points, q2 }: Eko, evolved: EvolvedPdfs): InfoFields {
  const scales = points.map(({ q }) => q);
  const [charm = 0, bottom = 0, top = 0] = theory.masses;
  const round = (q: number) => Math.round(q * 1e4) / 1e4;
  const order = theory.order[0] - 1;
  return {
    AlphaS_MZ: theory.alphaS.value,
    AlphaS_OrderQCD: order,
    AlphaS_Qs: scales,
    AlphaS_Type: 'ipol',
    AlphaS_Vals: points.map((point) => alphaS(theory, point)),
    Authors: '',
    DataVersion: 1,
    ErrorType: 'replicas',
    FlavorScheme: 'variable',
    Flavors: evolved.pids,
    ForcePositive: 0,
    Format: 'lhagrid1',
    MBottom: bottom,
    MCharm: charm,
    MDown: 0,
    MStrange: 0,
    MTop: top,
    MUp: 0,
    MZ: theory.alphaS.q,
    NumFlavors: Math.max(...points.map(({ nf }) => nf)),
    NumMembers: 'REPLACE_NREP',
    OrderQCD: order,
    Particle: 2212,
    QMax: round(Math.max(...scales)),
    QMin: round(Math.min(...scales)),
    Reference: null,
    SetDesc: `Evolved PDF from ${Math.sqrt(q2)} GeV`,
    SetIndex: 0,
    XMax: evolved.x.at(-1) ?? 0,
    XMin: evolved.x[evolved.below] ?? 0,
  };
}
