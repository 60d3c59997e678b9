import type { Block, Section, Thumbnail } from '../blocks.ts';
import { unit } from '../scale.ts';
import { element, joined, type Markup } from './markup.ts';
import { renderFigure } from './render-figure.ts';
import { type Place, renderMark } from './render-marks.ts';
import { renderTable } from './render-table.ts';
import { htmlText } from './rich-text.ts';

/** Pixels of a small plot; few, for there may be a thousand of them. */
const THUMBNAIL = [96, 48] as const;

/** One section; ids are made of its own and of the places of its blocks, so that they are the same each time. */
export function renderSection({ id, title, blocks }: Section): Markup {
  return element(
    'section',
    { id, 'aria-labelledby': `${id}-h` },
    element('h2', { id: `${id}-h` }, title),
    renderBlocks(blocks, id),
  );
}

function renderBlocks(blocks: readonly Block[], id: string): Markup {
  return joined(...blocks.map((block, i) => renderBlock(block, `${id}-${i}`)));
}

function renderBlock(block: Block, id: string): Markup {
  switch (block.kind) {
    case 'text':
      return element('p', {}, htmlText(block.text));
    case 'heading':
      return renderHeading(block);
    case 'facts':
      return renderFacts(block);
    case 'legend':
      return renderLegend(block);
    case 'table':
      return renderTable(block.table);
    case 'figures':
      return element(
        'div',
        { class: `figures ${block.size}` },
        block.figures.map((figure, i) => renderFigure(figure, block.size, `${id}-${i}`)),
      );
    case 'thumbnails':
      return joined(
        element('p', { class: 'caption' }, htmlText(block.caption)),
        element('ul', { class: 'thumbnails' }, block.thumbnails.map(renderThumbnail)),
      );
    case 'columns':
      return element(
        'div',
        { class: 'columns' },
        block.columns.map((blocks, i) => element('div', {}, renderBlocks(blocks, `${id}-${i}`))),
      );
    case 'views':
      return renderViews(block, id);
    case 'details':
      return renderDetails(block, id);
    case 'code':
      return renderCode(block);
    case 'references':
      return renderReferences(block);
  }
}

type BlockOf<K extends Block['kind']> = Extract<Block, { kind: K }>;

function renderHeading({ text, colour }: BlockOf<'heading'>): Markup {
  const chip = colour === undefined ? undefined : element('span', { class: `chip c-${colour}` });
  return element('h3', {}, chip, htmlText(text));
}

function renderDetails({ summary, open, blocks }: BlockOf<'details'>, id: string): Markup {
  return element(
    'details',
    { class: 'part', open },
    element('summary', {}, htmlText(summary)),
    renderBlocks(blocks, id),
  );
}

function renderCode({ label, text }: BlockOf<'code'>): Markup {
  return element(
    'pre',
    // A box that scrolls must be reached by the keyboard.
    { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label },
    element('code', {}, text),
  );
}

function renderFacts({ facts }: BlockOf<'facts'>): Markup {
  return element(
    'dl',
    { class: 'facts' },
    facts.map(({ label, value, note }) =>
      element(
        'div',
        {},
        element('dt', {}, htmlText(label)),
        element('dd', {}, htmlText(value)),
        note === undefined ? undefined : element('dd', { class: 'note' }, htmlText(note)),
      ),
    ),
  );
}

function renderLegend({ entries }: BlockOf<'legend'>): Markup {
  if (entries.length === 0) return joined();
  return element(
    'ul',
    { class: 'legend' },
    entries.map(({ label, colour, shape }) =>
      element(
        'li',
        {},
        element('span', { class: `key ${shape} c-${colour}` }),
        element('span', {}, htmlText(label)),
      ),
    ),
  );
}

/** Radio buttons and a view for each; the style sheet shows the chosen one, without a script. */
function renderViews({ label, views }: BlockOf<'views'>, id: string): Markup {
  return element(
    'fieldset',
    { class: 'views' },
    element('legend', { class: 'hidden' }, label),
    views.map(({ label }, i) =>
      joined(
        element('input', { type: 'radio', name: id, id: `${id}-r${i}`, checked: i === 0 }),
        element('label', { for: `${id}-r${i}` }, htmlText(label)),
      ),
    ),
    views.map(({ blocks }, i) => element('div', { class: 'view' }, renderBlocks(blocks, `${id}-v${i}`))),
  );
}

function renderThumbnail({ label, description, failed, x, y, marks }: Thumbnail): Markup {
  const [width, height] = THUMBNAIL;
  const [unitX, unitY] = [unit(x), unit(y)];
  const place: Place = {
    width,
    height,
    x: (value) => unitX(value) * width,
    y: (value) => (1 - unitY(value)) * height,
  };
  return element(
    'li',
    { class: failed ? 'failed' : undefined },
    element(
      'svg',
      { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': description },
      marks.map((mark) => renderMark(mark, place)),
    ),
    label,
  );
}

function renderReferences({ references }: BlockOf<'references'>): Markup {
  return element(
    'ol',
    { class: 'references' },
    references.map(({ text, link }) =>
      element(
        'li',
        {},
        text,
        link === undefined
          ? undefined
          : joined(' ', element('a', { href: link.url, rel: 'noreferrer' }, link.label)),
      ),
    ),
  );
}

/** The list of sections, for moving around. */
export function renderContents(sections: readonly Section[]): Markup {
  return element(
    'ul',
    {},
    sections.map(({ id, title }) => element('li', {}, element('a', { href: `#${id}` }, title))),
  );
}
