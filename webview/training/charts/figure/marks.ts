/** Lines across a chart where a value of the run was changed, each with its new value. */
import type { Plugin } from 'chart.js';

export interface Mark {
  /** A place on the x axis. */
  x: number;
  text: string;
}

/** Between two texts, and from a text to its line. In pixels. */
const GAP = 4;

/** @param now what to draw: the marks, and the font and colour of their words */
export function markLines(now: () => { marks: readonly Mark[]; font: string; color: string }): Plugin<'line'> {
  return {
    id: 'marks',
    afterDatasetsDraw: ({ ctx, chartArea, scales }) => {
      const { marks, font, color } = now();
      const seen = marks.filter(({ x }) => x >= scales.x.min && x <= scales.x.max);
      if (seen.length === 0) return;
      ctx.save();
      ctx.strokeStyle = color;
      ctx.fillStyle = color;
      ctx.font = font;
      ctx.textBaseline = 'top';
      // Texts that would run into each other stand below each other.
      const ends: number[] = [];
      const { actualBoundingBoxAscent: up, actualBoundingBoxDescent: down } = ctx.measureText('0');
      const height = up + down + GAP;
      for (const { x, text } of seen) {
        const at = scales.x.getPixelForValue(x);
        ctx.setLineDash([2, 3]);
        ctx.beginPath();
        ctx.moveTo(at, chartArea.top);
        ctx.lineTo(at, chartArea.bottom);
        ctx.stroke();
        const { width } = ctx.measureText(text);
        const left = at + GAP + width > chartArea.right ? at - GAP - width : at + GAP;
        const free = ends.findIndex((end) => end + GAP < left);
        const row = free >= 0 ? free : ends.length;
        ends[row] = left + width;
        ctx.fillText(text, left, chartArea.top + GAP + row * height);
      }
      ctx.restore();
    },
  };
}
