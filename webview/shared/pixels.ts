/** An image with one canvas pixel for each of its own; CSS makes it large and keeps the pixels sharp. */
import { type Rgb, mix, parseColor } from './color';
import type { Theme } from './theme';

/** Paints `rows` × `cols` colours, row by row. */
export function paintPixels(canvas: HTMLCanvasElement, rows: number, cols: number, color: (i: number) => Rgb): void {
  if (canvas.width !== cols) canvas.width = cols;
  if (canvas.height !== rows) canvas.height = rows;
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(cols, rows);
  for (let i = 0; i < rows * cols; i++) {
    const [r, g, b] = color(i);
    image.data.set([r, g, b, 255], i * 4);
  }
  context.putImageData(image, 0, 0);
}

/** The theme's paper and ink. */
export function inkColors(theme: Theme): { paper: Rgb; ink: Rgb } {
  const dark = theme.kind === 'dark' || theme.kind === 'high-contrast-dark';
  return {
    paper: parseColor(theme.background) ?? (dark ? [0, 0, 0] : [255, 255, 255]),
    ink: parseColor(theme.foreground) ?? (dark ? [255, 255, 255] : [0, 0, 0]),
  };
}

/** An image of ink on paper, in the theme's colours. `full` is the value of full ink: 1, or 255 for bytes. */
export class InkImage {
  readonly canvas = document.createElement('canvas');
  private theme: Theme;
  private shown: { pixels: readonly number[]; rows: number; cols: number; full: number } | null = null;

  constructor(theme: Theme, className = '') {
    this.theme = theme;
    this.canvas.className = `pixels ${className}`.trim();
    this.canvas.setAttribute('role', 'img');
  }

  update(pixels: readonly number[], rows: number, cols: number, full: number, label: string): void {
    this.canvas.setAttribute('aria-label', label);
    this.shown = { pixels, rows, cols, full };
    this.paint();
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.paint();
  }

  private paint(): void {
    if (!this.shown) return;
    const { pixels, rows, cols, full } = this.shown;
    const { paper, ink } = inkColors(this.theme);
    paintPixels(this.canvas, rows, cols, (i) => mix(paper, ink, Math.max(0, Math.min(1, pixels[i] / full))));
  }
}
