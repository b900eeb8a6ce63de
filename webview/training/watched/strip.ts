/** A strip of validation images with what the network takes them for now: wrong ones turn into right ones while it learns. */
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { InkImage } from '../../shared/pixels';
import type { Theme } from '../../shared/theme';
import type { ViewRun } from '../run/viewRun';
import { type WatchedDigit, digitText, watchedDigits, watchedSummary } from './words';

interface Strip {
  element: HTMLElement;
  update(run: ViewRun): void;
  setTheme(theme: Theme): void;
}

export function strip(theme: Theme): Strip {
  let colors = theme;
  let images: ViewRun['watched'] = null;
  let reading: ViewRun['reading'] | undefined;
  let tiles: Tile[] = [];
  const list = h('ul', { class: 'strip-digits' });
  const summary = h('p', { class: 'summary' });
  // No live region: what changes five times a second can be read, but is not to be said.
  const element = h(
    'section',
    { class: 'strip', hidden: true, attributes: { 'aria-label': t('What the network reads now') } },
    list,
    summary,
  );
  const build = (watched: NonNullable<ViewRun['watched']>): void => {
    tiles = watched.images.map((pixels) => tile(pixels, watched, colors));
    list.replaceChildren(...tiles.map((one) => one.element));
  };
  return {
    element,
    update: (run) => {
      setHidden(element, run.watched === null);
      if (!run.watched || (run.watched === images && run.reading === reading)) return;
      if (run.watched !== images) build(run.watched);
      images = run.watched;
      reading = run.reading;
      watchedDigits(run).forEach((digit, i) => tiles[i].update(digit));
      setText(summary, watchedSummary(run));
    },
    setTheme: (next) => {
      colors = next;
      for (const one of tiles) one.image.setTheme(next);
    },
  };
}

interface Tile {
  element: HTMLElement;
  image: InkImage;
  update(digit: WatchedDigit): void;
}

function tile(pixels: readonly number[], { rows, cols }: { rows: number; cols: number }, theme: Theme): Tile {
  const image = new InkImage(theme);
  image.update(pixels, rows, cols, 255, '');
  // The text of the tile says it all.
  image.canvas.setAttribute('aria-hidden', 'true');
  const level = h('span', { class: 'strip-level' });
  const mark = h('span', { class: 'strip-mark', attributes: { 'aria-hidden': 'true' } });
  const words = h('span', { class: 'visually-hidden' });
  const element = h('li', {}, image.canvas, h('span', { class: 'strip-bar' }, level), mark, words);
  return {
    element,
    image,
    update: (digit) => {
      const { read, isRight, sure } = digit;
      element.className = read === null ? '' : isRight ? 'right' : 'wrong';
      level.style.width = `${Math.round(sure * 100)}%`;
      setText(mark, read === null ? '…' : isRight ? `${read} ✓` : `${read} ✗`);
      setText(words, digitText(digit));
    },
  };
}
