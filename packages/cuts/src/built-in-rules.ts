import type { Rule } from './rule.ts';

/** The index of one bin of each normalised distribution, which the others determine. */
const DEPENDENT_BINS: Readonly<Record<string, number>> = {
  'ATLAS_TTBAR_8TEV_LJ_DIF_PTT-NORM': 7,
  'ATLAS_TTBAR_8TEV_LJ_DIF_YT-NORM': 4,
  'ATLAS_TTBAR_8TEV_LJ_DIF_YTTBAR-NORM': 4,
  'ATLAS_TTBAR_8TEV_LJ_DIF_MTTBAR-NORM': 5,
  'ATLAS_TTBAR_8TEV_2L_DIF_YTTBAR-NORM': 4,
  'ATLAS_TTBAR_8TEV_2L_DIF_MTTBAR-NORM': 5,
  'ATLAS_TTBAR_13TEV_HADR_DIF_MTTBAR-NORM': 8,
  'ATLAS_TTBAR_13TEV_HADR_DIF_YTTBAR-NORM': 11,
  'ATLAS_TTBAR_13TEV_HADR_DIF_MTTBAR-YTTBAR-NORM': 10,
  'ATLAS_TTBAR_13TEV_LJ_DIF_MTTBAR-PTT-NORM': 14,
  'ATLAS_TTBAR_13TEV_LJ_DIF_PTT-YT-NORM': 12,
  'ATLAS_TTBAR_13TEV_LJ_DIF_MTTBAR-NORM': 8,
  'CMS_TTBAR_8TEV_LJ_DIF_YT-NORM': 8,
  'CMS_TTBAR_8TEV_LJ_DIF_YTTBAR-NORM': 8,
  'CMS_TTBAR_8TEV_LJ_DIF_PTT-NORM': 4,
  'CMS_TTBAR_8TEV_LJ_DIF_MTTBAR-NORM': 5,
  'CMS_TTBAR_8TEV_2L_DIF_MTTBAR-YT-NORM': 8,
  'CMS_TTBAR_8TEV_2L_DIF_PTT-YT-NORM': 8,
  'CMS_TTBAR_8TEV_2L_DIF_MTTBAR-YTTBAR-NORM': 8,
  'CMS_TTBAR_13TEV_2L_DIF_PTT-NORM': 4,
  'CMS_TTBAR_13TEV_2L_DIF_YT-NORM': 8,
  'CMS_TTBAR_13TEV_2L_DIF_YTTBAR-NORM': 8,
  'CMS_TTBAR_13TEV_2L_DIF_MTTBAR-NORM': 5,
  'CMS_TTBAR_13TEV_LJ_DIF_MTTBAR-NORM': 14,
};

const PROCESS_RULES: readonly Rule[] = [
  {
    processType: 'DIS_ALL',
    rule: 'Q2 > q2min and W2 > w2min',
    localVariables: { W2: 'Q2 * (1 - x) / x' },
    reason: 'higher twists and resonances are not modelled',
  },
  {
    processType: 'DIS_NC_CHARM',
    rule: 'Q2 > 4 and (Q2 > 10 or x > 1e-3)',
    FNS: 'FONLL-A',
    reason: 'missing higher orders at small x and Q2',
  },
  ...['FONLL-C', 'FONLL-E'].map((FNS) => ({
    processType: 'DIS_NC_CHARM',
    rule: 'Q2 > 8',
    FNS,
    IC: true,
    reason: 'missing higher orders of the fitted charm',
  })),
];

/** Drell-Yan with a fixed target, also under the names of older fits. */
const FIXED_TARGET_RULES = [
  'DYE866_Z0_800GEV_PXSEC',
  'DYE605',
  'DYE605_dw',
  'DYE605_sh',
  'DYE605_Z0_38P8GEV_DW_PXSEC',
  'DYE605_sh_ite',
].map((dataset) => ({
  dataset,
  rule: 'tau <= maxTau and fabs(y / ymax) <= 0.663',
  localVariables: { tau: 'M2 / sqrts ** 2', ymax: '-0.5 * log(tau)' },
  reason: 'the perturbative series converges badly near threshold',
}));

const FORWARD = 'the efficiency is not well known at the edge of the detector';
const RESUMMATION = 'small transverse momenta need resummation';
const ELECTROWEAK = 'large electroweak corrections';

const DATASET_RULES: readonly Rule[] = [
  { dataset: 'CMS_Z0_13TEV_AFB', rule: 'm_ll < 86 or m_ll > 96', reason: 'no sensitivity at the Z peak' },
  { dataset: 'CMS_1JET_8TEV_PTY', rule: 'pT >= 74', reason: 'non-perturbative corrections' },
  ...[
    'LHCB_DY_8TEV_MUON_Y',
    'LHCB_WPWM_8TEV_MUON_Y',
    'LHCB_Z0_8TEV_MUON_Y',
    'LHCB_DY_7TEV_MUON_Y',
    'LHCB_WPWM_7TEV_MUON_Y',
    'LHCB_Z0_7TEV_MUON_Y',
  ].map((dataset) => ({ dataset, rule: 'y >= 2.25', PTO: 'NNLO+', reason: FORWARD })),
  ...['LHCB_Z0_13TEV_DIELECTRON-Y', 'LHCB_Z0_13TEV_DIMUON-Y'].map((dataset) => ({
    dataset,
    rule: 'y >= 2.20',
    PTO: 'NNLO+',
    reason: FORWARD,
  })),
  {
    dataset: 'D0_WPWM_1P96TEV_ASY',
    rule: 'fabs(central_value) >= 0.03',
    PTO: 'NNLO+',
    reason: 'the NNLO factors are unstable where the asymmetry vanishes',
  },
  ...['H1_1JET_319GEV_290PB-1_DIF_PTQ2', 'H1_2JET_319GEV_290PB-1_DIF_PTQ2'].map((dataset) => ({
    dataset,
    rule: 'pT ** 2 + Q2 > 100',
    reason: 'large scale uncertainties',
  })),
  { dataset: 'ATLAS_WJ_8TEV_WP-PT', rule: 'pT >= 30', reason: RESUMMATION },
  { dataset: 'ATLAS_WJ_8TEV_WM-PT', rule: 'pT >= 30', reason: RESUMMATION },
  { dataset: 'ATLAS_Z0J_8TEV_PT-M', rule: 'pT >= 30', reason: RESUMMATION },
  { dataset: 'ATLAS_Z0J_8TEV_PT-Y', rule: '30 <= pT <= 150', reason: `${RESUMMATION}, ${ELECTROWEAK}` },
  { dataset: 'ATLAS_Z0J_13TEV_PT_LL', rule: '30 <= pT <= 150', reason: `${RESUMMATION}, ${ELECTROWEAK}` },
  {
    dataset: 'CMS_Z0J_8TEV_PT-Y',
    rule: '30 <= pT <= 170 and abs_y <= 1.6',
    reason: `${RESUMMATION}, ${ELECTROWEAK}`,
  },
  {
    dataset: 'CMS_Z0J_13TEV_PT-M',
    rule: '30 <= pT <= 170 and m_ll >= 76',
    reason: `${RESUMMATION}, ${ELECTROWEAK}`,
  },
  { dataset: 'ATLAS_Z0_8TEV_LOWMASS_M-Y', rule: 'sqrt(m_Z2) <= 116', reason: ELECTROWEAK },
  {
    dataset: 'CMS_Z0_7TEV_DIMUON_2D',
    rule: '30 <= sqrt(m_Z2) <= 200 and y <= 2.2',
    PTO: 'NNLO-',
    reason: `${ELECTROWEAK}; at low mass NLO is not enough`,
  },
  {
    dataset: 'CMS_Z0_7TEV_DIMUON_2D',
    rule: 'sqrt(m_Z2) <= 200 and y <= 2.2',
    PTO: 'NNLO+',
    reason: ELECTROWEAK,
  },
  { dataset: 'ATLAS_Z0_7TEV_49FB_HIMASS', rule: 'm_ll <= 200', reason: ELECTROWEAK },
  {
    dataset: 'ATLAS_Z0_7TEV_LOMASS_M',
    rule: 'idat >= 2',
    PTO: 'NNLO-',
    reason: 'at low mass NLO is not enough',
  },
];

/** The rules of the NNPDF4.0 fits. */
export const BUILT_IN_RULES: readonly Rule[] = [
  ...PROCESS_RULES,
  ...FIXED_TARGET_RULES,
  ...DATASET_RULES,
  ...Object.entries(DEPENDENT_BINS).map(([dataset, bin]) => ({
    dataset,
    rule: `idat != ${bin}`,
    reason: 'the other bins of the normalised distribution determine this one',
  })),
];
