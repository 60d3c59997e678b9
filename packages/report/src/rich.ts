/** Text with italics, superscripts and subscripts. Strings are text, never markup. */
export type Rich = string | RichPart | readonly Rich[];

/** Text in another style. */
export type RichPart = { readonly i: Rich } | { readonly sup: Rich } | { readonly sub: Rich };

/** The text without styles, for labels that are read aloud: `10^-4`, `x_0`. */
export function plainText(rich: Rich): string {
  if (typeof rich === 'string') return rich;
  if (isList(rich)) return rich.map(plainText).join('');
  if ('i' in rich) return plainText(rich.i);
  return 'sup' in rich ? `^${plainText(rich.sup)}` : `_${plainText(rich.sub)}`;
}

/** Whether a text is a list of texts. */
export function isList(rich: Rich): rich is readonly Rich[] {
  return Array.isArray(rich);
}

/** An italic symbol. */
export function italic(text: string): Rich {
  return { i: text };
}

/** The symbol of chi squared. */
export const CHI2: Rich = [{ i: 'χ' }, { sup: '2' }];
