/** A chart as a picture that can be shown elsewhere: with its background, its title and its legend. */
import { withAlpha } from '../../../shared/color';
import type { Theme } from '../../../shared/theme';
import type { CurveStyle } from './curve';

const PAD = 16;
const LINE = 20;
const SAMPLE = 30;

/** @returns the PNG in base64 */
export function pngOf(title: string, legend: readonly CurveStyle[], chart: HTMLCanvasElement, theme: Theme): string {
  // The chart has the pixels of the screen; everything else is drawn at the same density.
  const density = chart.width / Math.max(1, chart.clientWidth);
  const rows = rowsOf(legend, chart.clientWidth, theme);
  const head = PAD + LINE + rows.length * LINE + 8;
  const canvas = document.createElement('canvas');
  canvas.width = chart.width + 2 * PAD * density;
  canvas.height = chart.height + (head + PAD) * density;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('This browser draws no pictures.');
  context.scale(density, density);
  context.fillStyle = theme.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = 'middle';
  context.fillStyle = theme.foreground;
  context.font = `600 ${theme.fontSize + 1}px ${theme.fontFamily}`;
  context.fillText(title, PAD, PAD + LINE / 2);
  context.font = fontOf(theme);
  rows.forEach((row, i) => {
    const y = PAD + LINE * (i + 1.5);
    for (const { style, x } of row) swatch(context, style, PAD + x, y, theme);
  });
  context.drawImage(chart, PAD, head, chart.clientWidth, chart.clientHeight);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}

/** Entries of the legend in rows that are no wider than the chart. */
function rowsOf(legend: readonly CurveStyle[], width: number, theme: Theme): { style: CurveStyle; x: number }[][] {
  const context = document.createElement('canvas').getContext('2d');
  if (context) context.font = fontOf(theme);
  const rows: { style: CurveStyle; x: number }[][] = [];
  let x = Infinity;
  for (const style of legend) {
    const size = SAMPLE + 24 + (context?.measureText(style.label).width ?? 100);
    if (x + size > width) {
      rows.push([]);
      x = 0;
    }
    rows.at(-1)?.push({ style, x });
    x += size;
  }
  return rows;
}

function swatch(context: CanvasRenderingContext2D, style: CurveStyle, x: number, y: number, theme: Theme): void {
  const color = style.color === 'guide' ? theme.muted : theme.series[style.color];
  context.save();
  context.strokeStyle = withAlpha(color, style.opacity);
  context.lineWidth = style.width;
  context.setLineDash([...style.dash]);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + SAMPLE, y);
  context.stroke();
  context.restore();
  context.fillStyle = theme.foreground;
  context.fillText(style.label, x + SAMPLE + 6, y);
}

function fontOf(theme: Theme): string {
  return `${Math.max(10, theme.fontSize - 1)}px ${theme.fontFamily}`;
}
