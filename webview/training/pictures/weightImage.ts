/** Weights as an image: no weight is the colour of the page, positive goes one way, negative the other. */
import type { Picture } from '../../../src/protocol/metrics';
import { type Rgb, css } from '../../shared/color';
import type { Theme } from '../../shared/theme';
import { SCALES, divergingColor, reachOf, scaleGradient } from './diverging';

type WeightsPicture = Extract<Picture, { kind: 'weights' }>;

/** Edge of a cell on the canvas, in canvas pixels: sharp on screens with twice the pixels, too. */
const CELL = 20;

export class WeightImage {
  readonly canvas = document.createElement('canvas');
  readonly scale = document.createElement('div');
  private theme: Theme;
  private picture: WeightsPicture | null = null;
  private fixedReach: number | undefined;

  constructor(theme: Theme) {
    this.theme = theme;
    this.canvas.className = 'weights';
    this.canvas.setAttribute('role', 'img');
    this.scale.className = 'weights-scale';
    this.scale.setAttribute('aria-hidden', 'true');
    this.scale.style.background = scaleGradient(SCALES[theme.kind]);
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.scale.style.background = scaleGradient(SCALES[theme.kind]);
    if (this.picture) this.paint(this.picture);
  }

  /** `reach`: the size of a weight that has the full colour, where several images share one; else the largest of these. */
  update(picture: WeightsPicture, label: string, reach?: number): void {
    this.canvas.setAttribute('aria-label', label);
    if (picture === this.picture && reach === this.fixedReach) return;
    this.picture = picture;
    this.fixedReach = reach;
    this.paint(picture);
  }

  /** The largest size of a weight, which has the full colour; 1 where all are 0. */
  get reach(): number {
    return this.fixedReach ?? reachOf(this.picture?.values ?? []);
  }

  private paint({ rows, cols, values }: WeightsPicture): void {
    const { canvas, reach } = this;
    if (canvas.width !== cols * CELL) canvas.width = cols * CELL;
    if (canvas.height !== rows * CELL) canvas.height = rows * CELL;
    const context = canvas.getContext('2d');
    if (!context) return;
    const scale = SCALES[this.theme.kind];
    values.forEach((value, i) => {
      const x = (i % cols) * CELL;
      const y = Math.floor(i / cols) * CELL;
      const share = Number.isFinite(value) ? value / reach : 0;
      context.fillStyle = css(divergingColor(scale, share));
      context.fillRect(x, y, CELL, CELL);
      if (this.theme.highContrast && Math.abs(share) > 0.25) drawSign(context, x, y, share > 0, scale.zero);
    });
  }
}

/** High contrast: the sign itself, so that it is not said by colour alone. */
function drawSign(context: CanvasRenderingContext2D, x: number, y: number, positive: boolean, color: Rgb): void {
  context.fillStyle = css(color);
  context.fillRect(x + CELL * 0.25, y + CELL * 0.45, CELL * 0.5, CELL * 0.1);
  if (positive) context.fillRect(x + CELL * 0.45, y + CELL * 0.25, CELL * 0.1, CELL * 0.5);
}
