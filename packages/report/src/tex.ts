import type { Rich } from './rich.ts';

/** The commands that occur in labels of data sets. */
const SYMBOLS: Readonly<Record<string, string>> = {
  alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', Delta: 'Δ', epsilon: 'ε', eta: 'η', theta: 'θ', lambda: 'λ',
  mu: 'μ', nu: 'ν', pi: 'π', rho: 'ρ', sigma: 'σ', Sigma: 'Σ', tau: 'τ', phi: 'φ', chi: 'χ', psi: 'ψ', omega: 'ω',
  Upsilon: 'Υ', ell: 'ℓ', to: '→', rightarrow: '→', pm: '±', mp: '∓', times: '×', cdot: '·', le: '≤', leq: '≤',
  ge: '≥', geq: '≥', lt: '<', gt: '>', sqrt: '√', sim: '∼', approx: '≈', infty: '∞', prime: '′', ' ': ' ', ',': ' ',
  '%': '%', '{': '{', '}': '}', '|': '‖', quad: ' ', langle: '⟨', rangle: '⟩',
}; // prettier-ignore
const UPRIGHT = new Set(['rm', 'mathrm', 'text', 'mathsf', 'textrm', 'mbox', 'operatorname']);
const OVERLINED = new Set(['bar', 'overline']);
/** Nesting is bounded by the length. */
const LONGEST = 1000;
const BAR = '\u0304';

/**
 * Reads a label with TeX between dollars, such as `HERA NC $e^+p$ 300 GeV`. Enough for the labels of commondata: scripts,
 * Greek, bars, upright text. An unknown command becomes its name; nothing is an error.
 */
export function fromTex(text: string): Rich {
  const parts = text.split('$');
  // A lone dollar is a dollar, and what is so long is no label.
  if (parts.length % 2 === 0 || text.length > LONGEST) return text;
  return parts.map((part, i) => (i % 2 === 0 ? part : readAll(tokens(part))));
}

function tokens(math: string): string[] {
  // The spaces after a command only end its name.
  const found = math.match(/\\[A-Za-z]+\s*|\\.|[\s\S]/gu) ?? [];
  return found.map((token) => (/^\\[A-Za-z]/.test(token) ? token.trimEnd() : token));
}

/** Consumes all of `rest`; a closing brace without an opening one is skipped. */
function readAll(rest: string[]): Rich {
  const out: Rich[] = [];
  while (rest.length > 0) {
    out.push(readMath(rest, false));
    rest.shift();
  }
  return out;
}

/** Consumes `rest` up to its end or the closing brace. */
function readMath(rest: string[], upright: boolean): Rich {
  const out: Rich[] = [];
  let roman = upright;
  while (rest.length > 0 && rest[0] !== '}') {
    const token = rest[0] ?? '';
    if (token === '\\rm') {
      rest.shift();
      roman = true;
    } else if (token === '^' || token === '_') {
      rest.shift();
      const script = readAtom(rest, roman);
      out.push(token === '^' ? { sup: script } : { sub: script });
    } else {
      out.push(readAtom(rest, roman));
    }
  }
  return out;
}

/** Consumes one symbol, group or command with its argument. */
function readAtom(rest: string[], roman: boolean): Rich {
  const token = rest.shift() ?? '';
  if (token === '{') {
    const group = readMath(rest, roman);
    rest.shift();
    return group;
  }
  if (/^[A-Za-z]$/.test(token)) return roman ? token : { i: token };
  if (/^\s$/.test(token)) return roman ? token : '';
  if (token === '-') return '−';
  if (!token.startsWith('\\')) return token;
  const name = token.slice(1);
  if (UPRIGHT.has(name)) return readAtom(rest, true);
  if (OVERLINED.has(name)) return [readAtom(rest, roman), BAR];
  return SYMBOLS[name] ?? (/^[A-Za-z]/.test(name) ? name : '');
}
