/** The picture at a lesson's end, which the learner's own functions have drawn: its title, the drawing, what is what, the numbers. */
import type { LessonPicture } from '../../../src/protocol/picture';
import { withCode } from '../../shared/code';
import { h, setHidden } from '../../shared/dom';
import { t, translationOf } from '../../shared/l10n';
import { type Theme, giveColors } from '../../shared/theme';
import { SMALL, WHOLE, barsDrawing, linesDrawing } from './plot';
import { tilesDrawing } from './tiles';
import { type NumberTable, describe, tableOf, titleOf } from './words';

interface PicturePart {
  element: HTMLElement;
  update(picture: LessonPicture | null): void;
  setTheme(theme: Theme): void;
}

/** @param whole with a table of the numbers; else small, beside a text */
export function picturePart(firstTheme: Theme, whole: boolean): PicturePart {
  let theme = firstTheme;
  let shown = '';
  let repaint: (theme: Theme) => void = () => undefined;
  const element = h('figure', { class: whole ? 'own-picture whole' : 'own-picture', hidden: true });
  giveColors(element, theme);
  return {
    element,
    update: (picture) => {
      const text = JSON.stringify(picture);
      if (text === shown) return;
      shown = text;
      setHidden(element, picture === null);
      if (picture === null) return;
      const drawing = drawingOf(picture, theme, whole);
      repaint = drawing.setTheme;
      const image = h('div', { role: 'img', attributes: { 'aria-label': describe(picture) } }, drawing.element);
      const table = whole ? tableOf(picture) : null;
      element.replaceChildren(
        h('figcaption', {}, ...withCode(titleOf(picture))),
        image,
        ...legend(picture),
        ...(table ? [numbersOf(table)] : []),
      );
    },
    setTheme: (next) => {
      theme = next;
      giveColors(element, next);
      repaint(next);
    },
  };
}

function drawingOf(
  picture: LessonPicture,
  theme: Theme,
  whole: boolean,
): { element: HTMLElement; setTheme(theme: Theme): void } {
  const size = whole ? WHOLE : SMALL;
  if (picture.kind === 'tiles') return tilesDrawing(picture, theme);
  const plot = picture.kind === 'lines' ? linesDrawing(picture, size) : barsDrawing(picture, size);
  return { element: plot as unknown as HTMLElement, setTheme: () => undefined };
}

/** Nothing to tell apart needs no names. */
function legend(picture: LessonPicture): HTMLElement[] {
  const entries =
    picture.kind === 'lines'
      ? picture.lines.map(({ name, as }) => ({ name, look: as }))
      : picture.kind === 'bars'
        ? picture.series.map(({ name }) => ({ name, look: 'bars' }))
        : [];
  if (entries.length < 2) return [];
  const items = entries.map(({ name, look }, i) =>
    h('li', {}, h('span', { class: `swatch ${look} series-${i}` }), translationOf(name)),
  );
  return [h('ul', { class: 'own-legend', attributes: { 'aria-hidden': 'true' } }, ...items)];
}

function numbersOf({ heads, rows }: NumberTable): HTMLElement {
  const cell = (text: string, i: number): HTMLElement =>
    i === 0 ? h('th', { attributes: { scope: 'row' } }, text) : h('td', {}, text);
  const head = (text: string): HTMLElement => h('th', { attributes: { scope: 'col' } }, text);
  return h(
    'details',
    {},
    h('summary', {}, t('Show as a table')),
    h(
      'table',
      {},
      h('thead', {}, h('tr', {}, ...heads.map(head))),
      h('tbody', {}, ...rows.map((cells) => h('tr', {}, ...cells.map(cell)))),
    ),
  );
}
