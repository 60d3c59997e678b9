import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoPath } from '@parton/demo';
import { sharedSuite } from '@parton/testing';
import { describe, expect, it } from 'vitest';
import {
  FK_PIDS,
  fkTable,
  type Grid,
  locateNodes,
  PineapplError,
  readFkTable,
  uniteNodes,
} from '../src/index.ts';
import { channel, disGrid, hadronicGrid, importSubgrid } from './grids.ts';
import { toyPrediction } from './toy-prediction.ts';

const EXTENSION = '.pineappl.lz4';

/** First, middle and last prediction of {@link toyPrediction} with PineAPPL's arrays. */
const DEMO: Readonly<Record<string, { shape: number[]; toy: number[] }>> = {
  DEMO_INTEG_XV: {
    shape: [1, 1, 2],
    toy: [0.00012649110602726187, 0.00012649110602726187, 0.00012649110602726187],
  },
  HERA_CC_318GEV_DEMO_EP_SIGMARED: {
    shape: [39, 8, 50],
    toy: [0.22091421943620615, -0.10834723170598301, 0.02126765399760334],
  },
  HERA_NC_318GEV_DEMO_EP_SIGMARED: {
    shape: [377, 8, 50],
    toy: [0.10758972487071675, 0.44913630636998425, 0.011857005486531937],
  },
  NMC_NC_NOTFIXED_DEMO_DP_F2_D: {
    shape: [137, 4, 50],
    toy: [0.01882410598257814, 0.11461125030435762, 0.00932602407453999],
  },
  DYE866_Z0_800GEV_DEMO_RATIO_D: {
    shape: [15, 19, 50, 50],
    toy: [3807.078616419076, 13403.21277392092, 7334.386395514673],
  },
};
const THEORY_400: typeof DEMO = {
  'ATLASTTBARTOT7TEV-TOPDIFF7TEVTOT': {
    shape: [1, 36, 50, 50],
    toy: [179.9682980702999, 179.9682980702999, 179.9682980702999],
  },
  DYE866P: { shape: [184, 23, 50, 50], toy: [55.22705688994001, 20.4277146835723, 0.29606206878208685] },
  ATLAS_DY_7TEV_CC: {
    shape: [24, 36, 50, 50],
    toy: [1.283644429120524, 43.428179497738356, 0.16926513816118943],
  },
  CMS_2JET_7TEV: {
    shape: [54, 9, 50, 50],
    toy: [51.929882352632944, 1.3624311640021918, 7.482798756617144e-6],
  },
};

function expectRecorded(folder: string, recorded: typeof DEMO): void {
  for (const [name, { shape, toy }] of Object.entries(recorded)) {
    const table = readFkTable(readFileSync(join(folder, name + EXTENSION)), name);
    expect(table.values.shape).toEqual(shape);
    const predictions = toyPrediction(table);
    const three = [0, Math.floor(predictions.length / 2), predictions.length - 1].map(
      (n) => predictions[n] ?? 0,
    );
    expect(three).toBeAllclose(toy, { rtol: 1e-11 });
  }
}

/** Reads all tables of a folder and checks what every FK table promises. */
function expectAllReadable(folder: string): number {
  const names = readdirSync(folder).filter((name) => name.endsWith(EXTENSION));
  for (const name of names) {
    const { hadrons, q0, x, channels, values, convolutions } = readFkTable(
      readFileSync(join(folder, name)),
      name,
    );
    expect(q0).toBeCloseTo(1.65, 12);
    expect(convolutions.length).toBe(hadrons);
    expect(values.shape.slice(1)).toEqual([channels.length, ...convolutions.map(() => x.length)]);
    expect(channels.every((id, c) => id > (channels[c - 1] ?? -1) && id < 14 ** hadrons)).toBe(true);
    expect(x.every((node, a) => node > (x[a - 1] ?? 0) && node <= 1)).toBe(true);
    expect(values.data.some((value) => value !== 0)).toBe(true);
  }
  return names.length;
}

describe('fkTable', () => {
  it('sorts the channels, joins the nodes, and divides by x and the bin normalisation', () => {
    const table = fkTable(disGrid());
    expect(table).toMatchObject({ hadrons: 1, channels: [2, 9], convolutions: ['UnpolPDF'] });
    expect(table.q0).toBeCloseTo(1.65, 14);
    expect(table.x).toEqual(Float64Array.of(0.1, 0.25, 0.5, 1));
    expect(table.values.shape).toEqual([2, 2, 4]);
    const [first, second] = [
      [0, 0, 0, 0, 1 / 0.1, 0, 0, 2],
      [0, 6 / 0.25, 0, 0, 0, 0, 3 / 0.5, 4],
    ] as const;
    const expected = [...first.map((value) => value / 2), ...second.map((value) => value / 5)];
    expect(table.values.data).toBeAllclose(expected, { rtol: 1e-14 });
    expect(table.metadata.get('fk_assumptions')).toBe('Nf4Sym');
  });

  it('puts the first hadron on the first axis', () => {
    const table = fkTable(hadronicGrid());
    expect(table).toMatchObject({
      hadrons: 2,
      channels: [14 * 1 + 2, 14 * 2 + 1],
      convolutions: ['UnpolPDF', 'PolPDF'],
    });
    const at = (c: number, a: number, b: number) => table.values.data[(c * 3 + a) * 3 + b];
    expect([at(0, 0, 0), at(0, 0, 1), at(0, 0, 2)]).toEqual([5 / (0.5 * 0.1 * 0.1), 0, 6 / (0.5 * 0.1 * 1)]);
    expect([at(1, 0, 1), at(1, 0, 2), at(1, 1, 1), at(1, 1, 2)]).toBeAllclose([40, 40, 24, 16], {
      rtol: 1e-14,
    });
    expect(table.values.data.filter((value) => value !== 0).length).toBe(6);
  });

  it('takes nodes within 4096 ulps for one', () => {
    const near = 0.5 * (1 + 2000 * Number.EPSILON);
    const subgrids = [
      importSubgrid([[2.7225], [0.5, 1]], [1, 2]),
      undefined,
      undefined,
      importSubgrid([[2.7225], [near]], [3]),
    ];
    const table = fkTable(disGrid({ subgrids }));
    expect(table.x).toEqual(Float64Array.of(0.5, 1));
    expect(table.values.data).toEqual(Float64Array.of(0, 0, 1, 1, 6 / 5, 0, 0, 0));
  });

  const bad = (values: readonly number[]) => importSubgrid([[2.7225], [0.5, 1]], values);
  const only = (subgrid: Grid['subgrids'][number]): Partial<Grid> => ({
    subgrids: [subgrid, undefined, undefined, undefined],
  });
  it.each<[string, Partial<Grid>, string]>([
    [
      'orders with couplings',
      { orders: [{ alphas: 1, alpha: 0, logxir: 0, logxif: 0, logxia: 0 }] },
      'orders: found [{"alphas":1',
    ],
    ['several orders', { orders: [...disGrid().orders, ...disGrid().orders] }, 'expected one order'],
    ['PDG ids', { pidBasis: 'pdg' }, 'found pdg, expected evol'],
    [
      'unknown pids',
      { channels: [channel(21), channel(2)] },
      'channel 1: found pid 2, expected one of 22, 100',
    ],
    [
      'sums of flavours',
      { channels: [[...channel(21), { pids: [100], factor: 0.5 }], channel(103)] },
      'channel 0: found 1 * (21) + 0.5 * (100)',
    ],
    [
      'factors',
      { channels: [[{ pids: [21], factor: 2 }], channel(103)] },
      'found 2 * (21), expected one term with factor 1',
    ],
    ['equal channels', { channels: [channel(21), channel(21)] }, 'expected different channels'],
    ['two pids for one hadron', { channels: [channel(21, 21), channel(103)] }, 'channel 0: found 2 pids'],
    [
      'three hadrons',
      { convolutions: [1, 2, 3].map(() => ({ type: 'UnpolPDF', pid: 2212 })) },
      'found 3 hadrons',
    ],
    [
      'antiprotons',
      { convolutions: [{ type: 'UnpolPDF', pid: -2212 }] },
      'found hadron -2212, expected a proton',
    ],
    [
      'fragmentation',
      { convolutions: [{ type: 'UnpolFF', pid: 211 }] },
      'found UnpolFF, expected UnpolPDF or PolPDF',
    ],
    ['two scales', only(importSubgrid([[2, 3], [1]], [1, 2])), 'bin 0 channel 0: found 2 scales'],
    [
      'different scales',
      { subgrids: [bad([1, 2]), undefined, undefined, importSubgrid([[3], [1]], [1])] },
      'bin 1: found scale 3 GeV^2, expected 2.7225',
    ],
    ['x above 1', only(importSubgrid([[2.7225], [0.5, 1.5]], [1, 2])), 'found x = 1.5'],
    ['x = 0', only(importSubgrid([[2.7225], [0, 1]], [1, 2])), 'found x = 0'],
    ['no values', only(undefined), 'found no values'],
    [
      'values that are not finite',
      only(bad([1, Number.NaN])),
      'bin 0 channel 0: found a value that is not finite',
    ],
    [
      'a normalisation of zero',
      {
        bins: [
          { limits: [], normalization: 0 },
          { limits: [], normalization: 1 },
        ],
      },
      'bin 0: found normalisation 0',
    ],
    [
      'swapped dimensions',
      {
        kinematics: [
          { quantity: 'x', index: 0 },
          { quantity: 'scale', index: 0 },
        ],
      },
      'found x0, scale0, expected scales and then x0',
    ],
    [
      'a mean of scales',
      { scales: { ...disGrid().scales, factorization: { name: 'LinearMean', scales: [0, 1] } } },
      'found LinearMean',
    ],
  ])('refuses %s', (_, change, message) => {
    const read = () => fkTable(disGrid(change), 'table');
    expect(read).toThrow(PineapplError);
    expect(read).toThrow(message);
    expect(read).toThrow(/^table /);
  });

  it('refuses pions beside protons, and lets a nucleus alone pass', () => {
    const convolutions = [
      { type: 'UnpolPDF', pid: 2212 },
      { type: 'UnpolPDF', pid: 211 },
    ] as const;
    expect(() => fkTable(hadronicGrid({ convolutions }))).toThrow('convolution 1: found hadron 211');
    expect(fkTable(disGrid({ convolutions: [{ type: 'PolPDF', pid: 1000010020 }] })).convolutions).toEqual([
      'PolPDF',
    ]);
  });

  it('refuses a table of more than 1 GiB', () => {
    const nodes = Array.from({ length: 12000 }, (_, k) => (k + 1) / 12000);
    const subgrids = [importSubgrid([[2.7225], nodes, [1]], nodes), undefined];
    expect(() => fkTable(hadronicGrid({ subgrids }))).toThrow('expected at most 134217728 numbers');
  });

  it('knows the 14 flavours in the order of the FK basis', () => {
    expect(FK_PIDS).toEqual([22, 100, 21, 200, 203, 208, 215, 224, 235, 103, 108, 115, 124, 135]);
  });
});

describe('nodes', () => {
  it('unite in ascending order and are found again', () => {
    const grids = [
      Float64Array.of(0.3, 0.1),
      Float64Array.of(0.2, 0.1 * (1 + 1e-13)),
      Float64Array.of(0.1 * (1 + 1e-12)),
    ];
    const united = uniteNodes(grids);
    expect(united).toBeAllclose([0.1, 0.1 * (1 + 1e-12), 0.2, 0.3], { rtol: 1e-15 });
    expect(grids.map((grid) => [...locateNodes(grid, united)])).toEqual([[3, 0], [2, 0], [1]]);
  });
  it('are limited in number', () => {
    expect(() => uniteNodes([Float64Array.from({ length: 70000 }, (_, k) => k)])).toThrow(
      '70000 different nodes',
    );
  });
});

describe('the demo', () => {
  const folder = demoPath('theories', 'theory_900', 'fastkernel');
  it('has only FK tables', () => expect(expectAllReadable(folder)).toBe(35));
  it('gives the same predictions as with PineAPPL', () => expectRecorded(folder, DEMO));
});

sharedSuite('theory 400', 'nnpdf/theories/theory_400/fastkernel', (folder) => {
  it('has only FK tables', () => expect(expectAllReadable(folder)).toBeGreaterThan(180));
  it('gives the same predictions as with PineAPPL', () => expectRecorded(folder, THEORY_400));
});
