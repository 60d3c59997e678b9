import { isList, type Rich } from '../rich.ts';
import { element, joined, type Markup } from './markup.ts';

/** A text in HTML. */
export function htmlText(rich: Rich): Markup {
  if (typeof rich === 'string') return joined(rich);
  if (isList(rich)) return joined(...rich.map(htmlText));
  if ('i' in rich) return element('i', {}, htmlText(rich.i));
  return 'sup' in rich ? element('sup', {}, htmlText(rich.sup)) : element('sub', {}, htmlText(rich.sub));
}

/** A stretch of text in one style. */
interface Run {
  readonly text: string;
  readonly italic: boolean;
  /** Distance from the base line in units of the font size, positive upwards. */
  readonly rise: number;
}

const SUPERSCRIPT = 0.4;
const SUBSCRIPT = -0.25;

/** A text in SVG, as tspans; shifts are written out, for not all browsers know `baseline-shift`. */
export function svgText(rich: Rich, fontSize: number): Markup {
  let rise = 0;
  const spans = runs(rich, false, 0).map((run) => {
    const shift = rise - run.rise;
    rise = run.rise;
    if (shift === 0 && !run.italic && run.rise === 0) return run.text;
    return element(
      'tspan',
      {
        class: run.italic ? 'i' : undefined,
        dy: shift === 0 ? undefined : Math.round(shift * fontSize * 10) / 10,
        'font-size': run.rise === 0 ? undefined : Math.round(fontSize * 7.5) / 10,
      },
      run.text,
    );
  });
  return joined(...spans);
}

function runs(rich: Rich, italic: boolean, rise: number): Run[] {
  if (typeof rich === 'string') return rich === '' ? [] : [{ text: rich, italic, rise }];
  if (isList(rich)) return rich.flatMap((part) => runs(part, italic, rise));
  if ('i' in rich) return runs(rich.i, true, rise);
  return 'sup' in rich
    ? runs(rich.sup, italic, rise + SUPERSCRIPT)
    : runs(rich.sub, italic, rise + SUBSCRIPT);
}
