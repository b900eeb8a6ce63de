/** Images, matrices, functions over the plane: one canvas for each, and over it their examples or numbers. */
import type { Tile, TilesPicture } from '../../../src/protocol/picture';
import { type Rgb, contrast, css, mix } from '../../shared/color';
import { SCALES, divergingColor, reachOf } from '../../training/pictures/diverging';
import { h, svg } from '../../shared/dom';
import { translationOf } from '../../shared/l10n';
import { inkColors, paintPixels } from '../../shared/pixels';
import type { Theme } from '../../shared/theme';
import { brief } from '../../training/numbers';

interface Drawing {
  element: HTMLElement;
  setTheme(theme: Theme): void;
}

export function tilesDrawing(picture: TilesPicture, theme: Theme): Drawing {
  const tiles = picture.tiles.map((tile) => tileDrawing(tile, picture, theme));
  return {
    element: h('div', { class: 'tiles' }, ...tiles.map(({ element }) => element)),
    setTheme: (next) => {
      for (const tile of tiles) tile.setTheme(next);
    },
  };
}

function tileDrawing(tile: Tile, { scale, numbers, tiles }: TilesPicture, first: Theme): Drawing {
  const { name, rows, cols, values, dots } = tile;
  const canvas = h('canvas', { class: 'pixels' });
  // In cells; each number stands in the middle of its own.
  const over = svg('svg', { class: 'over', viewBox: `-0.5 -0.5 ${cols} ${rows}` });
  const texts = numbers ? values.map((value, i) => number(value, i % cols, Math.floor(i / cols))) : [];
  const radius = Math.max(cols, rows) / 55;
  over.append(
    ...texts,
    ...dots.map(({ col, row, isFirst }) =>
      svg('circle', { class: isFirst ? 'example first' : 'example', cx: col, cy: row, r: radius }),
    ),
  );
  const reach = scale === 'ink' && !numbers ? 1 : reachOf(tiles.flatMap((each) => each.values));
  const paint = (theme: Theme): void => {
    const { paper, ink } = inkColors(theme);
    const color = (i: number): Rgb =>
      scale === 'ink'
        ? // Numbers are read on it.
          mix(paper, ink, Math.max(0, Math.min(1, values[i] / reach)) * (numbers ? 0.45 : 1))
        : divergingColor(SCALES[theme.kind], values[i] / reach);
    paintPixels(canvas, rows, cols, color);
    texts.forEach((text, i) => text.setAttribute('fill', css(readable(color(i), paper, ink))));
  };
  paint(first);
  return {
    element: h(
      'div',
      { class: numbers ? 'tile numbers' : 'tile' },
      h('div', { class: 'tile-image' }, canvas, over as unknown as HTMLElement),
      h('div', { class: 'tile-name' }, translationOf(name)),
    ),
    setTheme: paint,
  };
}

function number(value: number, x: number, y: number): SVGTextElement {
  const text = svg('text', { x, y: y + 0.1, 'text-anchor': 'middle', 'font-size': 0.3 });
  text.textContent = brief(value);
  return text;
}

const readable = (ground: Rgb, paper: Rgb, ink: Rgb): Rgb =>
  contrast(ground, ink) >= contrast(ground, paper) ? ink : paper;
