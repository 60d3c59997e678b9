import { describe, expect, it } from 'vitest';
import {
  BUILT_IN_RULES,
  type CutDataset,
  DEFAULT_PARAMETERS,
  keptIndices,
  type Rule,
  RuleError,
} from '../src/index.ts';

const NNLO = { PTO: 2, FNS: 'FONLL-C', IC: 1 };

/** A data set with the given kinematics. */
function toy(kinematics: Record<string, number[]>, more: Partial<CutDataset> = {}): CutDataset {
  const n = Object.values(kinematics)[0]?.length ?? 0;
  return {
    name: 'TOY_NC_1TEV_F2',
    legacyNames: ['TOYF2'],
    processType: 'DIS_NC',
    variables: Object.keys(kinematics),
    kinematics,
    central: Array.from({ length: n }, (_, i) => i / 10),
    ...more,
  };
}

const DIS = toy({ x: [0.1, 0.1, 0.5, 0.01], Q2: [3, 3.5, 3.5, 100] });

const keep = (rules: readonly Rule[], dataset = DIS, theory = NNLO) =>
  keptIndices({ dataset, rules, theory, parameters: DEFAULT_PARAMETERS });

describe('keptIndices', () => {
  it('keeps everything without rules', () => expect(keep([])).toEqual([0, 1, 2, 3]));

  it('keeps the points that satisfy every rule', () => {
    const rules = [
      { processType: 'DIS_NC', rule: 'x < 0.2' },
      { dataset: 'TOY_NC_1TEV_F2', rule: 'Q2 > q2min' },
    ];
    expect(keep(rules)).toEqual([1, 3]);
    expect(keep(rules.toReversed())).toEqual([1, 3]);
  });

  it('knows the index, the central value, and local variables that build on each other', () => {
    expect(keep([{ dataset: 'TOYF2', rule: 'idat != 1 and central_value < 0.25' }])).toEqual([0, 2]);
    const localVariables = { ratio: 'Q2 / x', log_ratio: 'log(ratio)' };
    expect(keep([{ dataset: 'TOYF2', rule: 'log_ratio > 9', localVariables }])).toEqual([3]);
  });

  it.each([
    [{ dataset: 'TOY_NC_1TEV_F2' }, true],
    [{ dataset: 'TOYF2' }, true],
    [{ dataset: 'TOY' }, false],
    [{ dataset: 'TOY', processType: 'DIS_NC' }, false],
    [{ processType: 'DIS_NC' }, true],
    [{ processType: 'DIS_ALL' }, true],
    [{ processType: 'DIS' }, false],
  ])('decides by data set, else by process: %o', (rule, applies) => {
    expect(keep([{ ...rule, rule: '0' }])).toEqual(applies ? [] : [0, 1, 2, 3]);
  });

  it('does not take a positivity set for DIS', () => {
    const constraint = { ...DIS, processType: 'POS_DIS' };
    expect(keep([{ processType: 'DIS_ALL', rule: '0' }], constraint)).toHaveLength(4);
  });

  it.each([
    ['NNLO', [false, false, true, false]],
    ['NNLO+', [false, false, true, true]],
    ['NNLO-', [true, true, false, false]],
    ['NNLO!', [true, true, false, true]],
    ['LO+', [true, true, true, true]],
    ['NNNLO', [false, false, false, true]],
  ])('applies PTO %s to the orders LO .. N3LO', (PTO, expected) => {
    const applied = [0, 1, 2, 3].map(
      (order) => keep([{ dataset: 'TOYF2', rule: '0', PTO }], DIS, { ...NNLO, PTO: order }).length === 0,
    );
    expect(applied).toEqual(expected);
  });

  it('applies FNS and IC only where the theory agrees; 1 is true', () => {
    const rule = { dataset: 'TOYF2', rule: '0', FNS: 'FONLL-C', IC: true };
    expect(keep([rule])).toEqual([]);
    expect(keep([rule], DIS, { ...NNLO, FNS: 'FONLL-B' })).toHaveLength(4);
    expect(keep([rule], DIS, { ...NNLO, IC: 0 })).toHaveLength(4);
    expect(keep([{ ...rule, IC: false }])).toHaveLength(4);
  });

  it('lets rules for a process, but not for a data set, use synonyms', () => {
    const jets = toy({ etay: [1, 3], y_ttBar: [0, 1] }, { processType: 'JET' });
    expect(keep([{ processType: 'JET', rule: 'eta < 2 and y < 2 and yQQ == 0' }], jets)).toEqual([0]);
    expect(() => keep([{ dataset: 'TOYF2', rule: 'eta < 2' }], jets)).toThrow('unknown name eta');
  });

  it.each<[Rule, string]>([
    [{ rule: '1' }, '"1": found a rule without dataset and process_type'],
    [
      { dataset: 'TOYF2', rule: 'Q > 1' },
      'rule for TOY_NC_1TEV_F2 "Q > 1": found the unknown name Q at character 1',
    ],
    [{ dataset: 'TOYF2', rule: 'Q2 >' }, 'rule for TOY_NC_1TEV_F2 "Q2 >": found the end'],
    [
      { dataset: 'TOYF2', rule: 'W > 1', localVariables: { W: 'Q2 *' } },
      'TOY_NC_1TEV_F2, W = "Q2 *": found the end',
    ],
    [{ dataset: 'TOYF2', rule: '1', PTO: 'N2LO' }, 'PTO of "1": found "N2LO", expected LO, NLO, NNLO'],
  ])('refuses %o', (rule, message) => {
    expect(() => keep([rule])).toThrow(RuleError);
    expect(() => keep([rule])).toThrow(message);
  });
});

describe('the built-in rules', () => {
  it('cut DIS in Q2 and W2, strictly', () => {
    const { q2min, w2min } = DEFAULT_PARAMETERS;
    const x = 0.5;
    const edges = toy({ x: [x, x, x, x, 0.01], Q2: [w2min, w2min * 1.001, w2min * 0.999, 100, q2min] });
    expect(keep(BUILT_IN_RULES, edges)).toEqual([1, 3]);
  });

  it('cut charm by the flavour scheme', () => {
    const charm = toy({ x: [0.1, 0.1, 5e-4], Q2: [7, 9, 9] }, { processType: 'DIS_NC_CHARM' });
    expect(keep(BUILT_IN_RULES, charm)).toEqual([1, 2]);
    expect(keep(BUILT_IN_RULES, charm, { ...NNLO, IC: 0 })).toEqual([0, 1, 2]);
    expect(keep(BUILT_IN_RULES, charm, { ...NNLO, FNS: 'FONLL-A' })).toEqual([0, 1]);
  });

  it('cut fixed-target Drell-Yan near threshold, also under an old name', () => {
    const kinematics = { y: [0, 0, 0.9], M2: [50, 150, 50], sqrts: [38.8, 38.8, 38.8] };
    const data = toy(kinematics, { processType: 'DYP_FT', legacyNames: ['DYE605_dw'] });
    expect(keep(BUILT_IN_RULES, data)).toEqual([0, 2]);
    const at = 0.663 * -0.5 * Math.log(50 / 38.8 ** 2);
    const edge = { ...data, kinematics: { ...kinematics, y: [at * 0.999, 0, -at * 1.001] } };
    expect(keep(BUILT_IN_RULES, edge)).toEqual([0]);
  });

  it('differ below NNLO', () => {
    const names = { name: 'ATLAS_Z0_7TEV_LOMASS_M', processType: 'DY_MLL' };
    const data = toy({ m_ll: [10, 20, 30, 40] }, names);
    expect(keep(BUILT_IN_RULES, data)).toEqual([0, 1, 2, 3]);
    expect(keep(BUILT_IN_RULES, data, { ...NNLO, PTO: 1 })).toEqual([2, 3]);
    const masses = toy(
      { y: [1, 1, 2.3, 1], m_Z2: [400, 8100, 8100, 90000] },
      { name: 'CMS_Z0_7TEV_DIMUON_2D' },
    );
    const drellYan = { ...masses, processType: 'DY_Z_Y' };
    expect(keep(BUILT_IN_RULES, drellYan)).toEqual([0, 1]);
    expect(keep(BUILT_IN_RULES, drellYan, { ...NNLO, PTO: 1 })).toEqual([1]);
  });

  it('drop one bin of 24 normalised distributions', () => {
    const normalised = BUILT_IN_RULES.filter(({ rule }) => rule.startsWith('idat !='));
    expect(normalised).toHaveLength(24);
    const data = toy(
      { m_tt: [1, 2, 3, 4, 5, 6] },
      { name: 'CMS_TTBAR_13TEV_2L_DIF_MTTBAR-NORM', processType: 'HQP_MQQ' },
    );
    expect(keep(BUILT_IN_RULES, data)).toEqual([0, 1, 2, 3, 4]);
  });

  it('all parse and say why', () => {
    const variables = 'x Q2 y M2 sqrts m_ll m_Z2 pT abs_y'.split(' ');
    const kinematics = Object.fromEntries(variables.map((variable) => [variable, [0.5]]));
    for (const rule of BUILT_IN_RULES) {
      expect(rule.reason).toBeTruthy();
      const name = rule.dataset ?? 'TOY';
      const processType = rule.processType ?? 'DY';
      const always = { ...rule, FNS: 'FONLL-C', PTO: 'NNLO' };
      expect(() => keep([always], { ...toy(kinematics), name, processType, variables })).not.toThrow();
    }
  });
});
