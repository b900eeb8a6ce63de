/** Weights as an image: no weight is the colour of the page, positive goes one way, negative the other. */
import type { Picture } from '../../src/training/protocol';
import type { Theme, ThemeKind } from '../shared/theme';

type WeightsPicture = Extract<Picture, { kind: 'weights' }>;
type Rgb = readonly [number, number, number];

interface Scale {
  negative: Rgb;
  zero: Rgb;
  positive: Rgb;
}

/** Blue and orange are told apart with every common colour vision; the middle is close to the editor's background. */
const SCALES: Record<ThemeKind, Scale> = {
  dark: { negative: [74, 163, 255], zero: [37, 37, 38], positive: [255, 158, 66] },
  light: { negative: [0, 84, 180], zero: [248, 248, 248], positive: [196, 86, 0] },
  'high-contrast-dark': { negative: [90, 180, 255], zero: [0, 0, 0], positive: [255, 176, 64] },
  'high-contrast-light': { negative: [0, 60, 150], zero: [255, 255, 255], positive: [170, 70, 0] },
};

/** Edge of a cell on the canvas, in canvas pixels: sharp on screens with twice the pixels, too. */
const CELL = 20;

export class WeightImage {
  readonly canvas = document.createElement('canvas');
  readonly scale = document.createElement('div');
  private theme: Theme;
  private picture: WeightsPicture | null = null;

  constructor(theme: Theme) {
    this.theme = theme;
    this.canvas.className = 'weights';
    this.canvas.setAttribute('role', 'img');
    this.scale.className = 'weights-scale';
    this.scale.setAttribute('aria-hidden', 'true');
    this.paintScale();
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.paintScale();
    if (this.picture) this.paint(this.picture);
  }

  update(picture: WeightsPicture, label: string): void {
    this.canvas.setAttribute('aria-label', label);
    if (picture === this.picture) return;
    this.picture = picture;
    this.paint(picture);
  }

  /** The largest size of a weight, which has the full colour; 1 where all are 0. */
  get reach(): number {
    return reachOf(this.picture?.values ?? []);
  }

  private paint({ rows, cols, values }: WeightsPicture): void {
    const { canvas } = this;
    if (canvas.width !== cols * CELL) canvas.width = cols * CELL;
    if (canvas.height !== rows * CELL) canvas.height = rows * CELL;
    const context = canvas.getContext('2d');
    if (!context) return;
    const scale = SCALES[this.theme.kind];
    const reach = reachOf(values);
    values.forEach((value, i) => {
      const x = (i % cols) * CELL;
      const y = Math.floor(i / cols) * CELL;
      const share = Number.isFinite(value) ? value / reach : 0;
      context.fillStyle = mix(scale, share);
      context.fillRect(x, y, CELL, CELL);
      if (this.theme.highContrast && Math.abs(share) > 0.25) drawSign(context, x, y, share > 0, scale.zero);
    });
  }

  private paintScale(): void {
    const scale = SCALES[this.theme.kind];
    this.scale.style.background = `linear-gradient(to right, ${[-1, -0.5, 0, 0.5, 1].map((share) => mix(scale, share)).join(', ')})`;
  }
}

function reachOf(values: readonly number[]): number {
  return values.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0) || 1;
}

function mix(scale: Scale, share: number): string {
  const end = share < 0 ? scale.negative : scale.positive;
  const part = Math.min(1, Math.abs(share));
  return `rgb(${scale.zero.map((zero, i) => Math.round(zero + (end[i] - zero) * part)).join(' ')})`;
}

/** High contrast: the sign itself, so that it is not said by colour alone. */
function drawSign(context: CanvasRenderingContext2D, x: number, y: number, positive: boolean, [r, g, b]: Rgb): void {
  context.fillStyle = `rgb(${r} ${g} ${b})`;
  context.fillRect(x + CELL * 0.25, y + CELL * 0.45, CELL * 0.5, CELL * 0.1);
  if (positive) context.fillRect(x + CELL * 0.45, y + CELL * 0.25, CELL * 0.1, CELL * 0.5);
}
