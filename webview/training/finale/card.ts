/** The picture at the end of the course, as large as networks of people like it. */
import { t } from '../../shared/l10n';
import { count } from '../numbers';
import { Brush } from './brush';
import type { Facts } from './facts';
import { PALETTE } from './palette';
import { curve, digit, matrix, panel } from './panels';

const WIDTH = 1200;
const HEIGHT = 675;
/** Twice the pixels, so that small letters stay sharp. */
const DENSITY = 2;
const MARGIN = 48;
const GAP = 16;

/** @param titles of what stands in the panels */
export function drawCard(canvas: HTMLCanvasElement, facts: Facts, titles: { matrix: string }, font: string): void {
  canvas.width = WIDTH * DENSITY;
  canvas.height = HEIGHT * DENSITY;
  const context = canvas.getContext('2d');
  if (!context) return;
  context.scale(DENSITY, DENSITY);
  const brush = new Brush(context, font);
  const inner = WIDTH - 2 * MARGIN;
  brush.fill({ x: 0, y: 0, width: WIDTH, height: HEIGHT }, PALETTE.paper);
  brush.text(facts.title, MARGIN, 84, { size: 44, color: PALETTE.ink, bold: true, width: inner });
  brush.text(facts.network, MARGIN, 122, { size: 20, color: PALETTE.muted, width: inner });

  const [y, height] = [150, 330];
  const widths = [430, 344, inner - 430 - 344 - 2 * GAP];
  const boxes = widths.map((width, i) => ({
    x: MARGIN + widths.slice(0, i).reduce((sum, one) => sum + one + GAP, 0),
    ...{ y, width, height },
  }));
  curve(brush, panel(brush, boxes[0], t('How it learned')), facts);
  const matrixBox = panel(brush, boxes[1], titles.matrix);
  if (facts.matrix) matrix(brush, matrixBox, facts.matrix);
  else
    brush.text(t('Its matrix is gone: only the network of the last run is kept.'), matrixBox.x, matrixBox.y + 24, {
      ...{ size: 15, color: PALETTE.muted, width: matrixBox.width },
    });
  digit(brush, panel(brush, boxes[2], t('A digit drawn by hand')), facts.drawing);

  result(brush, facts);
  built(brush, facts);
  brush.text(t('Neural Network from Scratch'), WIDTH - MARGIN, HEIGHT - 22, {
    ...{ size: 15, color: PALETTE.muted, align: 'right' as const },
  });
}

function result(brush: Brush, { result: measured }: Facts): void {
  if (!measured) return;
  const right = count(measured.right);
  brush.text(right, MARGIN, 566, { size: 60, color: PALETTE.green, bold: true });
  const after = MARGIN + brush.widthOf(right, 60, true) + 14;
  brush.text(t('of {0}', count(measured.all)), after, 566, { size: 30, color: PALETTE.ink });
  brush.text(measured.text, MARGIN, 602, {
    ...{ size: 20, color: PALETTE.ink, width: 520 },
  });
}

/** What was built: a tick for each part that is done, and how far the others are. */
function built(brush: Brush, { parts }: Facts): void {
  const left = 660;
  const width = WIDTH - MARGIN - left;
  parts.forEach(({ title, passed, lessons }, i) => {
    const y = 520 + i * 30;
    const isDone = passed === lessons;
    brush.text(isDone ? '✓' : '·', left, y, { size: 18, color: PALETTE.green, bold: true });
    brush.text(title, left + 26, y, { size: 17, color: PALETTE.ink, width: width - 100 });
    brush.text(t('{0} of {1}', passed, lessons), WIDTH - MARGIN, y, {
      ...{ size: 15, color: PALETTE.muted, align: 'right' as const },
    });
  });
}
