import type { ColourName } from './blocks.ts';
import type { Rich } from './rich.ts';

/** How a flavour is written and drawn. */
export interface FlavourStyle {
  readonly label: Rich;
  readonly colour: ColourName;
  /** Antiquarks have the colour of their quarks, and dashed lines. */
  readonly dashed: boolean;
}

const BAR = '\u0304';
const QUARKS: readonly ColourName[] = ['u', 'd', 's', 'c', 'b'];
const OTHER: Readonly<Record<string, FlavourStyle>> = {
  g: style({ i: 'g' }, 'g'),
  gluon: style({ i: 'g' }, 'g'),
  photon: style({ i: 'γ' }, 'photon', true),
  pht: style({ i: 'γ' }, 'photon', true),
  sigma: style({ i: 'Σ' }, 'photon'),
  sng: style({ i: 'Σ' }, 'photon'),
  uv: style([{ i: 'u' }, { sub: { i: 'V' } }], 'u'),
  dv: style([{ i: 'd' }, { sub: { i: 'V' } }], 'd'),
};

/** The style of a flavour by its name in any case; a name that is not known is written as it stands. */
export function flavourStyle(name: string): FlavourStyle {
  const key = name.toLowerCase();
  const other = Object.hasOwn(OTHER, key) ? OTHER[key] : undefined;
  if (other !== undefined) return other;
  const quark = QUARKS.find((quark) => key === quark || key === `${quark}bar`);
  if (quark !== undefined) {
    const bar = key !== quark;
    return style({ i: `${quark}${bar ? BAR : ''}` }, quark, bar);
  }
  if (key === 't' || key === 'tbar') return style({ i: `t${key === 't' ? '' : BAR}` }, 'photon', key !== 't');
  const evolution = /^([vt])(3|8|15|24|35)?$/.exec(key);
  if (evolution === null) return style(name, 'photon');
  const [, letter = '', index = ''] = evolution;
  return style([{ i: letter.toUpperCase() }, { sub: index }], 'photon');
}

function style(label: Rich, colour: ColourName, dashed = false): FlavourStyle {
  return { label, colour, dashed };
}
