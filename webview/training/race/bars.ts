/** The bar chart of a race: a group of bars for each runner, a bar for each size, its number at its end. */
import { BarController, BarElement, CategoryScale, Chart, LinearScale, type Plugin, Tooltip } from 'chart.js';
import { h } from '../../shared/dom';
import { language, t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import type { RaceView } from '../../../src/protocol/panel';
import { fontOf, tooltipStyle } from '../charts/figure/chartDefaults';
import { gflops } from './words';

/** The same in all languages. */
const UNIT = 'GFLOP/s';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip);

type BarChart = Chart<'bar', (number | null)[], string>;

export class RaceBars {
  readonly element: HTMLElement;
  private readonly canvas = document.createElement('canvas');
  private chart: BarChart | null = null;
  private theme: Theme;

  constructor(label: string, theme: Theme) {
    this.theme = theme;
    this.canvas.setAttribute('role', 'img');
    this.canvas.setAttribute('aria-label', label);
    this.element = h('div', { class: 'race-chart' }, this.canvas);
  }

  /** Takes effect with the next `draw`. */
  setTheme(theme: Theme): void {
    this.theme = theme;
    this.chart?.destroy();
    this.chart = null;
  }

  /** Draws now. The element must be in the document and visible. */
  draw({ sizes, bars }: RaceView): void {
    this.chart ??= this.create();
    const { chart, theme } = this;
    const mine = bars.findIndex((bar) => bar.isMine);
    chart.data.labels = bars.map(({ name }) => name);
    chart.data.datasets = sizes.map((label, size) => ({
      label,
      data: bars.map((bar) => bar.gflops[size]),
      backgroundColor: theme.series[size],
      borderColor: theme.highContrast ? theme.foreground : theme.series[size],
      borderWidth: 1,
      barPercentage: 0.9,
      categoryPercentage: 0.8,
      // A bar of next to nothing is still seen.
      minBarLength: 2,
    }));
    const { ticks } = chart.options.scales?.y ?? {};
    if (ticks) ticks.font = ({ index }) => ({ ...fontOf(theme), weight: index === mine ? 'bold' : 'normal' });
    chart.update('none');
  }

  private create(): BarChart {
    const { theme } = this;
    const font = fontOf(theme);
    return new Chart<'bar', (number | null)[], string>(this.canvas, {
      type: 'bar',
      data: { labels: [], datasets: [] },
      plugins: [numbersAtTheEnds(theme)],
      options: {
        indexAxis: 'y',
        locale: language,
        animation: false,
        responsive: true,
        maintainAspectRatio: false,
        // Room for the numbers.
        layout: { padding: { right: 40 } },
        scales: {
          x: {
            beginAtZero: true,
            border: { color: theme.grid },
            grid: { color: theme.grid, drawTicks: false },
            ticks: { color: theme.muted, font, padding: 6, maxTicksLimit: 8 },
            title: { display: true, text: UNIT, color: theme.muted, font, padding: 0 },
          },
          y: {
            border: { color: theme.grid },
            grid: { display: false },
            ticks: { color: theme.foreground, font, crossAlign: 'far', autoSkip: false },
          },
        },
        plugins: {
          tooltip: {
            ...tooltipStyle(theme),
            callbacks: {
              label: (item) =>
                t('{0}: {1}', item.dataset.label ?? '', `${gflops(item.parsed.x ?? Number.NaN)} ${UNIT}`),
            },
          },
        },
      },
    });
  }
}

function numbersAtTheEnds(theme: Theme): Plugin<'bar'> {
  return {
    id: 'numbersAtTheEnds',
    afterDatasetsDraw: (chart) => {
      const { ctx } = chart;
      const { family, size } = fontOf(theme);
      ctx.save();
      ctx.font = `${size}px ${family}`;
      ctx.fillStyle = theme.foreground;
      ctx.textBaseline = 'middle';
      chart.data.datasets.forEach((dataset, i) => {
        chart.getDatasetMeta(i).data.forEach((bar, j) => {
          const value = dataset.data[j];
          if (typeof value === 'number') ctx.fillText(gflops(value), bar.x + 4, bar.y);
        });
      });
      ctx.restore();
    },
  };
}
