/** One chart of curves over epochs: Chart.js with only the parts in use, drawn at most once a frame by whoever calls `draw`. */
import {
  Chart,
  type ChartDataset,
  Filler,
  LineController,
  LineElement,
  LinearScale,
  LogarithmicScale,
  PointElement,
  Tooltip,
} from 'chart.js';
import { withAlpha } from '../shared/color';
import { language, t } from '../shared/l10n';
import type { Theme } from '../shared/theme';
import { type Point, minMax } from './series';

// Decimation is done here, on arrays of our own: Chart.js's plug-in replaces the data that it was given.
Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Tooltip, Filler);

export interface CurveStyle {
  label: string;
  color: 'first' | 'second';
  width: number;
  /** Lengths of line and gap in pixels, so that curves differ by more than colour. */
  dash: number[];
  /** 0 … 1. */
  opacity: number;
  /** Dots for curves of few points; long ones have none. */
  dots: boolean;
  fill: boolean;
}

export interface Curve {
  style: CurveStyle;
  points: Point[];
}

export interface Drawing {
  curves: Curve[];
  xMax: number;
  yMin: number | undefined;
  yMax: number | undefined;
  logarithmic: boolean;
}

export interface CurveOptions {
  /** Names the chart for people who do not see it; the text beside it says what it shows. */
  label: string;
  formatY: (value: number) => string;
  formatTick: (value: number) => string;
  /** First line of the tooltip, for a place on the x axis. */
  formatX: (value: number) => string;
}

/** Above so many points, dots would run into each other. */
const MOST_DOTS = 60;

type LineChart = Chart<'line', Point[], never>;

export class CurveChart {
  readonly element: HTMLElement;
  private readonly canvas = document.createElement('canvas');
  private chart: LineChart | null = null;
  private drawing: Drawing | null = null;
  private readonly options: CurveOptions;
  private theme: Theme;

  constructor(options: CurveOptions, theme: Theme) {
    this.options = options;
    this.theme = theme;
    this.canvas.setAttribute('role', 'img');
    this.canvas.setAttribute('aria-label', options.label);
    this.element = document.createElement('div');
    this.element.className = 'chart';
    this.element.append(this.canvas);
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    if (!this.chart) return;
    this.chart.destroy();
    this.chart = null;
    if (this.drawing) this.draw(this.drawing);
  }

  /** Draws now. The element must be in the document and visible. */
  draw(drawing: Drawing): void {
    const isNewScale = this.drawing?.logarithmic !== drawing.logarithmic;
    this.drawing = drawing;
    if (this.chart && isNewScale) {
      this.chart.destroy();
      this.chart = null;
    }
    this.chart ??= this.create(drawing);
    const { chart } = this;
    const buckets = Math.max(50, Math.round(chart.width));
    drawing.curves.forEach((curve, i) => {
      const points = minMax(curve.points, buckets, (point) => point.y);
      const radius = curve.style.dots && points.length <= MOST_DOTS ? 3 : 0;
      const drawn = chart.data.datasets[i];
      // Another kind of run has other curves.
      if (drawn?.label === curve.style.label) Object.assign(drawn, { data: points, pointRadius: radius });
      // The last curve is on top.
      else chart.data.datasets[i] = { ...this.dataset(curve.style), order: -i, data: points, pointRadius: radius };
    });
    chart.data.datasets.length = drawing.curves.length;
    const { x, y } = chart.options.scales ?? {};
    if (x) x.max = drawing.xMax;
    if (y) {
      y.min = drawing.logarithmic ? undefined : drawing.yMin;
      y.max = drawing.yMax;
    }
    chart.update('none');
  }

  private create(drawing: Drawing): LineChart {
    const { theme, options } = this;
    const font = { family: theme.fontFamily, size: Math.max(10, theme.fontSize - 2) };
    const axis = {
      border: { color: theme.grid },
      grid: { color: theme.grid, drawTicks: false },
      ticks: { color: theme.muted, font, padding: 6, maxRotation: 0 },
    };
    return new Chart<'line', Point[], never>(this.canvas, {
      type: 'line',
      data: { datasets: [] },
      options: {
        locale: language,
        animation: false,
        parsing: false,
        normalized: true,
        responsive: true,
        maintainAspectRatio: false,
        layout: { padding: { top: 6, right: 6 } },
        interaction: { mode: 'nearest', axis: 'x', intersect: false },
        elements: { line: { tension: 0 } },
        scales: {
          x: {
            ...axis,
            type: 'linear',
            min: 0,
            ticks: { ...axis.ticks, maxTicksLimit: 7, includeBounds: false },
            title: { display: true, text: t('epoch'), color: theme.muted, font, padding: 0 },
          },
          y: {
            ...axis,
            type: drawing.logarithmic ? ('logarithmic' as 'linear') : 'linear',
            ticks: {
              ...axis.ticks,
              maxTicksLimit: 6,
              callback: (value) => options.formatTick(Number(value)),
            },
          },
        },
        plugins: {
          tooltip: {
            backgroundColor: theme.tooltipBackground,
            borderColor: theme.tooltipBorder,
            borderWidth: 1,
            cornerRadius: 3,
            padding: 8,
            titleColor: theme.tooltipForeground,
            bodyColor: theme.tooltipForeground,
            titleFont: { ...font, weight: 'bold' },
            bodyFont: font,
            usePointStyle: true,
            boxPadding: 4,
            callbacks: {
              title: (items) => (items[0] ? options.formatX(items[0].parsed.x ?? 0) : ''),
              label: (item) => t('{0}: {1}', item.dataset.label ?? '', options.formatY(item.parsed.y ?? Number.NaN)),
            },
          },
        },
      },
    });
  }

  private dataset(style: CurveStyle): ChartDataset<'line', Point[]> {
    const base = this.theme[style.color];
    const color = style.opacity < 1 ? withAlpha(base, style.opacity) : base;
    return {
      label: style.label,
      data: [],
      borderColor: color,
      backgroundColor: style.fill ? withAlpha(base, 0.1) : base,
      fill: style.fill ? 'origin' : false,
      borderWidth: style.width,
      borderDash: style.dash,
      pointRadius: 0,
      pointHoverRadius: 4,
      pointBackgroundColor: base,
      pointBorderColor: base,
      spanGaps: false,
      // Room for the dots at the edges.
      clip: 6,
    };
  }
}
