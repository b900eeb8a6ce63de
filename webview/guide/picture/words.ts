/** A lesson's picture in words and numbers, for people who do not see it. Pure: no DOM. */
import type { LessonPicture } from '../../../src/protocol/picture';
import { t, translationOf } from '../../shared/l10n';
import { brief } from '../../training/numbers';

/** Rows of a curve in its table: enough to follow it. */
const MAX_ROWS = 12;

/** Without the marks of code. */
export const titleOf = (picture: LessonPicture): string => translationOf(picture.title);

/** What a screen reader says in the place of the picture. */
export function describe(picture: LessonPicture): string {
  const title = titleOf(picture).replaceAll('`', '');
  return [title, ...partsOf(picture)].join(' ');
}

function partsOf(picture: LessonPicture): string[] {
  switch (picture.kind) {
    case 'lines':
      return picture.lines.map(({ name, x, y }) =>
        t(
          '{0}: from {1} at {2} to {3} at {4}, between {5} and {6}.',
          translationOf(name),
          brief(y[0]),
          brief(x[0]),
          brief(y[y.length - 1]),
          brief(x[x.length - 1]),
          brief(Math.min(...y)),
          brief(Math.max(...y)),
        ),
      );
    case 'tiles':
      return picture.tiles.map(({ name, rows, cols, values }) =>
        t(
          '{0}: {1} × {2} numbers between {3} and {4}.',
          translationOf(name),
          rows,
          cols,
          brief(Math.min(...values)),
          brief(Math.max(...values)),
        ),
      );
    case 'bars':
      return picture.series.map(({ name, values }) =>
        t(
          '{0}: {1}.',
          translationOf(name),
          values.map((value, i) => `${picture.labels[i]}: ${brief(value)}`).join('; '),
        ),
      );
  }
}

export interface NumberTable {
  heads: string[];
  rows: string[][];
}

/** The numbers; null where a picture has far too many of them. */
export function tableOf(picture: LessonPicture): NumberTable | null {
  if (picture.kind === 'bars')
    return {
      heads: ['', ...picture.series.map(({ name }) => translationOf(name))],
      rows: picture.labels.map((label, i) => [label, ...picture.series.map(({ values }) => brief(values[i]))]),
    };
  if (picture.kind === 'tiles') return null;
  const [first] = picture.lines;
  const together = picture.lines.filter(({ x }) => x.join() === first.x.join());
  const step = Math.max(1, Math.ceil((first.x.length - 1) / (MAX_ROWS - 1)));
  const places = first.x.map((_, i) => i).filter((i) => i % step === 0 || i === first.x.length - 1);
  return {
    heads: [translationOf(picture.xName), ...together.map(({ name }) => translationOf(name))],
    rows: places.map((i) => [brief(first.x[i]), ...together.map(({ y }) => brief(y[i]))]),
  };
}
