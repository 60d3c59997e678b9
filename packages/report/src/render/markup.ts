/**
 * Markup that is safe to show. Only this module makes it: whatever is not an instance of it is text and is escaped, also
 * where data that came from JSON are not of the type they claim to be.
 */
export class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}

/** What an element may hold. Strings and numbers are text. */
export type Child = Markup | string | number | undefined | readonly Child[];
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** Elements without an end tag. */
const EMPTY = new Set(['input', 'meta', 'br']);

/** An element. Attributes that are undefined or false are left out. */
export function element(tag: string, attributes: Attributes, ...children: readonly Child[]): Markup {
  const names = Object.entries(attributes)
    .filter(([, value]) => value !== undefined && value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${escapeText(String(value))}"`));
  const start = `<${tag}${names.join('')}>`;
  return new Markup(EMPTY.has(tag) ? start : `${start}${content(children)}</${tag}>`);
}

/** Several pieces after each other. */
export function joined(...children: readonly Child[]): Markup {
  return new Markup(content(children));
}

/** Text with all characters replaced that mean something in HTML, in elements and in attributes. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function content(child: Child): string {
  if (child === undefined) return '';
  if (child instanceof Markup) return child.html;
  if (Array.isArray(child)) return child.map(content).join('');
  return escapeText(String(child));
}
