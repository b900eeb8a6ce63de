/** The three panels of the picture at the end of the course: curve, matrix, digit. */
import { mix } from '../../shared/color';
import { t } from '../../shared/l10n';
import { shades } from '../inside/confusion';
import { count, figure, percent } from '../numbers';
import type { Box, Brush } from './brush';
import { type Facts, type Matrix, type Point, sureText } from './facts';
import { PALETTE } from './palette';

const PAD = 20;
/** Height of a panel's title. */
const HEAD = 44;

export function panel(brush: Brush, box: Box, title: string): Box {
  brush.fill(box, PALETTE.panel, 10);
  const inside = { x: box.x + PAD, y: box.y + HEAD, width: box.width - 2 * PAD, height: box.height - HEAD - PAD };
  brush.text(title, inside.x, box.y + 30, { size: 16, color: PALETTE.muted, width: inside.width });
  return inside;
}

/** Loss on a logarithmic axis, with what it began and ended with; and the accuracy of each epoch as a line of text. */
export function curve(brush: Brush, box: Box, { losses, accuracies }: Pick<Facts, 'losses' | 'accuracies'>): void {
  const [first, last] = [losses.at(0), losses.at(-1)];
  if (!first || !last) return;
  const plot = { x: box.x, y: box.y + 26, width: box.width, height: box.height - 58 };
  const values = losses.map(({ y }) => Math.log(Math.max(y, 1e-9)));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const end = last.x;
  const place = ({ x, y }: Point): Point => ({
    x: plot.x + (x / end) * plot.width,
    y: plot.y + ((high - Math.log(Math.max(y, 1e-9))) / (high - low || 1)) * plot.height,
  });
  for (const part of [0, 0.5, 1]) {
    const y = plot.y + part * plot.height;
    brush.curve(
      [
        { x: plot.x, y },
        { x: plot.x + plot.width, y },
      ],
      PALETTE.line,
      1,
    );
  }
  const points = losses.map(place);
  brush.curve(points, PALETTE.blue, 3);
  const [from, to] = [points[0], points[points.length - 1]];
  brush.dot(to.x, to.y, 5, PALETTE.blue);
  brush.text(t('Loss {0}', figure(first.y)), from.x, plot.y - 8, { size: 15, color: PALETTE.ink });
  brush.text(figure(last.y), to.x, to.y - 12, { size: 15, color: PALETTE.ink, align: 'right', halo: PALETTE.panel });
  const best = accuracies.at(-1);
  const words = best
    ? t('Accuracy after epoch {0}: {1}', count(best.x), percent(best.y))
    : t('{0} epochs', count(Math.ceil(end)));
  brush.text(words, box.x, box.y + box.height, { size: 15, color: PALETTE.orange, width: box.width });
}

/** Rows: what it really is; columns: what the network reads. */
export function matrix(brush: Brush, box: Box, { classes, matrix: rows }: Matrix): void {
  const label = 22;
  const size = Math.min(box.width - label, box.height - label) / classes.length;
  const left = box.x + label + (box.width - label - size * classes.length) / 2;
  const top = box.y + label;
  const shade = shades(rows);
  classes.forEach((name, i) => {
    const middle = (i + 0.5) * size;
    const style = { size: 14, color: PALETTE.muted, align: 'center' as const };
    brush.text(name, left + middle, top - 7, style);
    brush.text(name, left - 11, top + middle + 5, style);
  });
  rows.forEach((row, i) =>
    row.forEach((value, j) => {
      const tint = i === j ? PALETTE.blue : PALETTE.orange;
      const cell = { x: left + j * size + 1, y: top + i * size + 1, width: size - 2, height: size - 2 };
      brush.fill(cell, mix(PALETTE.panel, tint, value === 0 ? 0.06 : 0.12 + 0.88 * shade[i][j]), 3);
    }),
  );
}

export function digit(brush: Brush, box: Box, drawing: Facts['drawing']): void {
  const size = Math.min(box.width, box.height - 64);
  const left = box.x + (box.width - size) / 2;
  brush.fill({ x: left, y: box.y, width: size, height: size }, PALETTE.paper, 6);
  const middle = box.x + box.width / 2;
  if (!drawing) {
    brush.text('?', middle, box.y + size / 2 + 30, { size: 90, color: PALETTE.line, bold: true, align: 'center' });
    return;
  }
  const { pixels, side, read, sure } = drawing;
  const each = size / side;
  pixels.forEach((ink, i) => {
    if (ink <= 0) return;
    const [x, y] = [left + (i % side) * each, box.y + Math.floor(i / side) * each];
    // Half a pixel more, so that no seam shows between two of them.
    brush.fill({ x, y, width: each + 0.5, height: each + 0.5 }, mix(PALETTE.paper, PALETTE.ink, Math.min(1, ink)));
  });
  brush.text(t('It reads: {0}', read), middle, box.y + size + 38, {
    ...{ size: 26, color: PALETTE.green, bold: true, align: 'center' as const },
    width: box.width,
  });
  brush.text(t('{0} sure', sureText(sure)), middle, box.y + size + 62, {
    ...{ size: 15, color: PALETTE.muted, align: 'center' as const },
  });
}
