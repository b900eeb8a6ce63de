/** Draws words and shapes into the picture at the end of the course. */
import { type Rgb, css } from '../../shared/color';

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface TextStyle {
  size: number;
  color: Rgb;
  bold?: boolean;
  align?: CanvasTextAlign;
  /** A longer text is set smaller. */
  width?: number;
  /** Keeps the letters clear of what they are drawn over. */
  halo?: Rgb;
}

export class Brush {
  readonly context: CanvasRenderingContext2D;
  private readonly font: string;

  constructor(context: CanvasRenderingContext2D, font: string) {
    this.context = context;
    this.font = font;
  }

  fill({ x, y, width, height }: Box, color: Rgb, radius = 0): void {
    const { context } = this;
    context.fillStyle = css(color);
    context.beginPath();
    context.roundRect(x, y, width, height, radius);
    context.fill();
  }

  /** @param y of the line on which the letters stand */
  text(
    words: string,
    x: number,
    y: number,
    { size, color, bold = false, align = 'left', width, halo }: TextStyle,
  ): void {
    const { context } = this;
    const fontOf = (px: number): string => `${bold ? '600 ' : ''}${px}px ${this.font}`;
    context.font = fontOf(size);
    const needed = context.measureText(words).width;
    if (width !== undefined && needed > width) context.font = fontOf((size * width) / needed);
    context.textAlign = align;
    context.textBaseline = 'alphabetic';
    if (halo) {
      context.strokeStyle = css(halo);
      context.lineWidth = 6;
      context.lineJoin = 'round';
      context.strokeText(words, x, y);
    }
    context.fillStyle = css(color);
    context.fillText(words, x, y);
  }

  widthOf(words: string, size: number, bold = false): number {
    this.context.font = `${bold ? '600 ' : ''}${size}px ${this.font}`;
    return this.context.measureText(words).width;
  }

  curve(points: readonly { x: number; y: number }[], color: Rgb, width: number): void {
    const { context } = this;
    context.strokeStyle = css(color);
    context.lineWidth = width;
    context.lineJoin = 'round';
    context.lineCap = 'round';
    context.beginPath();
    points.forEach(({ x, y }, i) => (i === 0 ? context.moveTo(x, y) : context.lineTo(x, y)));
    context.stroke();
  }

  dot(x: number, y: number, radius: number, color: Rgb): void {
    const { context } = this;
    context.fillStyle = css(color);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}
