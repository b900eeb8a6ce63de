/** One chart of curves over epochs: Chart.js with only the parts in use, drawn when `draw` is called, at most once a frame. */
import {
  Chart,
  type ChartDataset,
  type ChartEvent,
  Interaction,
  LineController,
  LineElement,
  LinearScale,
  LogarithmicScale,
  type InteractionModeFunction,
  type Plugin,
  PointElement,
  Tooltip,
} from 'chart.js';
import { withAlpha } from '../../../shared/color';
import { h } from '../../../shared/dom';
import { language, t } from '../../../shared/l10n';
import type { Theme } from '../../../shared/theme';
import type { Point } from '../../run/series';
import type { Window } from '../../run/stepSeries';
import type { Range } from '../zoom';
import { fontOf, tooltipStyle } from './chartDefaults';
import { type Mark, markLines } from './marks';

export type PointShape = 'circle' | 'triangle' | 'rect' | 'rectRot' | 'star' | 'cross';

export interface CurveStyle {
  label: string;
  /** Place in `Theme.series`; a guide line is muted. */
  color: number | 'guide';
  width: number;
  /** Lengths of line and gap in pixels, so that curves differ by more than colour. */
  dash: readonly number[];
  /** 0 … 1. */
  opacity: number;
  /** Dots for curves of few points; null: none. */
  dots: PointShape | null;
}

export interface Curve {
  style: CurveStyle;
  /** The points in a part of the x axis, thinned; NaN is a gap. */
  points(window: Window): Point[];
}

interface Drawing {
  curves: Curve[];
  /** Where the x axis ends when nothing is zoomed. */
  xMax: number;
  /** The part that is shown; null: from 0 to `xMax`. */
  zoom: Range | null;
  /** Lines across the chart; left out: none. */
  marks?: readonly Mark[];
  /** Of the y axis, when nothing is zoomed; undefined: what the curves need. */
  yMin: number | undefined;
  yMax: number | undefined;
  logarithmic: boolean;
}

interface CurveOptions {
  /** Names the chart for people who do not see it; the text beside it says what it shows. */
  label: string;
  /** Below the x axis. Left out: epoch. */
  xTitle?: string;
  formatY: (value: number) => string;
  formatTick: (value: number) => string;
  /** First line of the tooltip, for a place on the x axis. */
  formatX: (value: number) => string;
}

/** Above so many points, dots would run into each other. */
const MAX_DOTS = 60;

type LineChart = Chart<'line', Point[], never>;

declare module 'chart.js' {
  interface InteractionModeMap {
    nearestOfEach: InteractionModeFunction;
  }
}

// Decimation is done here, on arrays of our own: Chart.js's plug-in replaces the data that it was given.
Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, Tooltip);

/** Of every curve the point that is nearest in x: curves of different runs have their points at different places. */
Interaction.modes.nearestOfEach = (chart: Chart, event: ChartEvent) => {
  const x = chart.scales.x.getValueForPixel(event.x ?? 0) ?? 0;
  return chart.data.datasets.flatMap((dataset, datasetIndex) => {
    const points = dataset.data as Point[];
    const index = nearest(points, x);
    const element = chart.getDatasetMeta(datasetIndex).data.at(index);
    const isValue = element && Number.isFinite(points[index].y) && !isGuide(dataset);
    return isValue ? [{ element, datasetIndex, index }] : [];
  });
};

/** A thin line under the pointer, through all curves. */
const crosshair: Plugin<'line'> = {
  id: 'crosshair',
  afterDatasetsDraw: ({ ctx, chartArea, tooltip }) => {
    if (!tooltip || tooltip.opacity === 0 || tooltip.dataPoints.length === 0) return;
    ctx.save();
    ctx.strokeStyle = tooltip.options.borderColor as string; // A theme's, see below.
    ctx.globalAlpha = 0.6;
    ctx.beginPath();
    ctx.moveTo(tooltip.caretX, chartArea.top);
    ctx.lineTo(tooltip.caretX, chartArea.bottom);
    ctx.stroke();
    ctx.restore();
  },
};

export class CurveChart {
  readonly element: HTMLElement;
  readonly canvas = document.createElement('canvas');
  private chart: LineChart | null = null;
  /** How the curves look now. */
  private readonly keys: string[] = [];
  private isLogarithmic = false;
  private marks: readonly Mark[] = [];
  private readonly options: CurveOptions;
  private theme: Theme;

  constructor(options: CurveOptions, theme: Theme) {
    this.options = options;
    this.theme = theme;
    this.canvas.setAttribute('role', 'img');
    this.canvas.setAttribute('aria-label', options.label);
    this.element = h('div', { class: 'chart' }, this.canvas);
  }

  /** Takes effect with the next `draw`. */
  setTheme(theme: Theme): void {
    this.theme = theme;
    this.forget();
  }

  /** Where the curves are drawn, in CSS pixels from the left of the element; null before the first drawing. */
  get plot(): { left: number; right: number } | null {
    return this.chart?.chartArea ?? null;
  }

  /** Draws now. The element must be in the document and visible. */
  draw(drawing: Drawing): void {
    const { zoom, xMax, logarithmic, marks = [] } = drawing;
    this.marks = marks;
    if (logarithmic !== this.isLogarithmic) this.forget();
    this.isLogarithmic = logarithmic;
    this.chart ??= this.create(logarithmic);
    const { chart } = this;
    const window: Window = {
      from: zoom?.from ?? 0,
      to: zoom?.to ?? xMax,
      buckets: Math.max(50, Math.round(chart.width / 2)),
    };
    drawing.curves.forEach((curve, i) => this.setDataset(chart, i, curve.style, curve.points(window)));
    chart.data.datasets.length = drawing.curves.length;
    this.keys.length = drawing.curves.length;
    const { x, y } = chart.options.scales ?? {};
    if (x) {
      x.min = window.from;
      x.max = window.to;
    }
    if (y) {
      y.min = logarithmic || zoom ? undefined : drawing.yMin;
      y.max = zoom ? undefined : drawing.yMax;
    }
    chart.update('none');
  }

  private forget(): void {
    this.chart?.destroy();
    this.chart = null;
    this.keys.length = 0;
  }

  private setDataset(chart: LineChart, i: number, style: CurveStyle, points: Point[]): void {
    // A logarithm of 0 is a gap.
    const data = this.isLogarithmic ? points.map(({ x, y }) => ({ x, y: y > 0 ? y : Number.NaN })) : points;
    const pointRadius = style.dots !== null && data.length <= MAX_DOTS ? 3.5 : 0;
    const key = JSON.stringify([style, pointRadius]);
    // Another style is another data set: Chart.js remembers how it drew the points of the old one.
    if (this.keys[i] === key) chart.data.datasets[i].data = data;
    else chart.data.datasets[i] = { ...this.datasetOf(style), order: -i, data, pointRadius };
    this.keys[i] = key;
  }

  private create(logarithmic: boolean): LineChart {
    const { theme, options } = this;
    const font = fontOf(theme);
    const axis = {
      border: { color: theme.grid },
      grid: { color: theme.grid, drawTicks: false },
      ticks: { color: theme.muted, font, padding: 6, maxRotation: 0 },
    };
    return new Chart<'line', Point[], never>(this.canvas, {
      type: 'line',
      data: { datasets: [] },
      plugins: [
        crosshair,
        markLines(() => ({ marks: this.marks, font: `${font.size}px ${font.family}`, color: theme.muted })),
      ],
      options: {
        locale: language,
        animation: false,
        parsing: false,
        normalized: true,
        responsive: true,
        maintainAspectRatio: false,
        layout: { padding: { top: 6, right: 6 } },
        interaction: { mode: 'nearestOfEach', intersect: false },
        elements: { line: { tension: 0 } },
        scales: {
          x: {
            ...axis,
            type: 'linear',
            ticks: { ...axis.ticks, maxTicksLimit: 7, includeBounds: false },
            title: { display: true, text: this.options.xTitle ?? t('epoch'), color: theme.muted, font, padding: 0 },
          },
          y: {
            ...axis,
            type: logarithmic ? 'logarithmic' : 'linear',
            ticks: {
              ...axis.ticks,
              maxTicksLimit: 6,
              callback: (value) => (logarithmic && !isRound(Number(value)) ? null : options.formatTick(Number(value))),
            },
          },
        },
        plugins: {
          tooltip: {
            ...tooltipStyle(theme),
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

  private datasetOf(style: CurveStyle): Omit<ChartDataset<'line', Point[]>, 'data'> {
    const base = style.color === 'guide' ? this.theme.muted : this.theme.series[style.color];
    return {
      label: style.label,
      borderColor: style.opacity < 1 ? withAlpha(base, style.opacity) : base,
      backgroundColor: base,
      borderWidth: style.width,
      borderDash: [...style.dash],
      pointHoverRadius: style.color === 'guide' ? 0 : 4,
      pointStyle: style.dots ?? 'circle',
      pointBackgroundColor: base,
      pointBorderColor: base,
      spanGaps: false,
      // Room for the dots at the edges.
      clip: 6,
    };
  }
}

function isGuide(dataset: object): boolean {
  return (dataset as { pointHoverRadius?: number }).pointHoverRadius === 0;
}

/** On a logarithmic scale, 1, 2 and 5 and their tenfolds are enough. */
function isRound(value: number): boolean {
  return ['1', '2', '5'].includes(value.toExponential().replace(/e.*/, ''));
}

/** The place of the point nearest to x; points are in their order. */
function nearest(points: readonly Point[], x: number): number {
  let low = 0;
  let high = points.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (points[middle].x < x) low = middle;
    else high = middle;
  }
  return high > 0 && Math.abs(points[high].x - x) < Math.abs(points[low].x - x) ? high : Math.max(0, low);
}
