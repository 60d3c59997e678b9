import type { Section } from '../blocks.ts';
import { element, joined, Markup } from './markup.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import { renderContents, renderSection } from './render-blocks.ts';

/** Nothing is loaded, whatever a browser finds on the page. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'";

const THEMES = ['auto', 'light', 'dark'] as const;

/** The head of a page: its title and a line below. */
export interface PageHead {
  readonly title: string;
  readonly subtitle: string;
}

/** The whole document. */
export function renderPage({ title, subtitle }: PageHead, sections: readonly Section[]): string {
  const head = element(
    'head',
    {},
    element('meta', { charset: 'utf-8' }),
    element('meta', { 'http-equiv': 'Content-Security-Policy', content: POLICY }),
    element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    element('title', {}, title),
    // Both are constants of this package: no input is among them.
    new Markup(`<style>${PAGE_STYLE}</style>`),
  );
  const body = element(
    'body',
    {},
    element('a', { class: 'skip', href: '#content' }, 'Skip to the content'),
    element(
      'aside',
      {},
      element('nav', { 'aria-label': 'Contents' }, renderContents(sections)),
      renderThemes(),
    ),
    element(
      'main',
      { id: 'content', tabindex: -1 },
      element('header', {}, element('h1', {}, title), element('p', {}, subtitle)),
      new Markup(renderSections(sections)),
    ),
    new Markup(`<script>${PAGE_SCRIPT}</script>`),
  );
  return `<!doctype html>\n${element('html', { lang: 'en-GB' }, head, body).html}\n`;
}

/** The sections alone, for a page that replaces those it shows. */
export function renderSections(sections: readonly Section[]): string {
  return joined(...sections.map(renderSection)).html;
}

function renderThemes(): Markup {
  return element(
    'fieldset',
    { class: 'themes' },
    element('legend', {}, 'Colours'),
    THEMES.map((theme, i) =>
      joined(
        element('input', {
          type: 'radio',
          name: 'theme',
          id: `theme-${theme}`,
          value: theme,
          checked: i === 0,
        }),
        element('label', { for: `theme-${theme}` }, theme),
      ),
    ),
  );
}
