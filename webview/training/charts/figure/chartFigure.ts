/** One chart with all that belongs to it: title, scale, picture, legend, summary, table. */
import { checkbox, iconButton } from '../../../shared/controls';
import { h, setHidden, setText, uniqueId } from '../../../shared/dom';
import { t } from '../../../shared/l10n';
import type { Theme } from '../../../shared/theme';
import type { Intents } from '../../intents';
import type { ShownRun } from '../../run/viewRun';
import { CurveChart } from './curve';
import { DataTable } from './dataTable';
import type { Frames } from './frames';
import { zoomGestures } from './gestures';
import { Legend } from './legend';
import { frontNote } from '../layers';
import { pngOf } from './png';
import type { ChartSpec, ChartsView } from '../spec';

/** While training goes on, words and rows change at most so often: they are to be read. */
const WORDS_MS = 400;

export interface ChartFigure {
  element: HTMLElement;
  /** Hides the figure when there is nothing to show; draws it in one of the next frames. */
  update(view: ChartsView, logarithmic: boolean): void;
  setTheme(theme: Theme): void;
}

export function chartFigure(spec: ChartSpec, { ask, dispatch }: Intents, theme: Theme, frames: Frames): ChartFigure {
  let runs: readonly ShownRun[] = [];
  let xMax = 1;
  let smoothing = 1;
  let colours = theme;
  const chart = new CurveChart(
    {
      label: spec.label,
      formatY: spec.formatY,
      formatTick: spec.formatTick,
      formatX: (x) => (runs.length > 0 ? spec.formatX(x, runs) : ''),
    },
    theme,
  );
  const titleId = uniqueId('chart');
  const keysId = uniqueId('keys');
  const area = h(
    'div',
    {
      class: 'chart-area',
      role: 'group',
      attributes: {
        tabindex: '0',
        'aria-labelledby': titleId,
        'aria-describedby': keysId,
        'aria-keyshortcuts': '+ - 0',
      },
    },
    chart.element,
  );
  zoomGestures(
    chart.element,
    area,
    () => chart.plot,
    (move) => dispatch({ type: 'zoom', move, end: xMax }),
  );
  const scale = checkbox({
    label: t('Logarithmic'),
    checked: false,
    onChange: (on) => dispatch({ type: 'scale', chart: spec.id, logarithmic: on }),
  });
  const save = iconButton({
    label: t('Save the chart “{0}” as a picture', spec.title),
    icon: 'picture',
    onClick: () => {
      const png = pngOf(spec.title, spec.legend(runs, smoothing), chart.canvas, colours);
      ask({ type: 'exportImage', name: nameOf(spec.title, runs), png });
    },
  });
  const legend = new Legend();
  const front = h('p', { class: 'explanation', hidden: true });
  const summary = h('p', { class: 'summary' });
  const table = new DataTable();
  const element = h(
    'figure',
    { class: 'figure', attributes: { 'data-chart': spec.id } },
    h(
      'div',
      { class: 'figure-head' },
      h('h3', { id: titleId }, spec.title),
      h('div', { class: 'figure-tools' }, spec.hasScale && scale.element, save.element),
    ),
    front,
    area,
    legend.element,
    h('p', { class: 'visually-hidden', id: keysId }, t('Plus and minus zoom, arrow keys move, 0 shows everything.')),
    h('figcaption', {}, summary, spec.note !== null && h('p', { class: 'explanation' }, spec.note)),
    table.element,
  );

  const sight = new Sight(element, () => frames.ask(draw));
  let asked: { view: ChartsView; logarithmic: boolean } | null = null;
  let drawn: unknown[] = [];
  let told = -Infinity;
  const tell = (): void => {
    if (!asked || runs.length === 0) return;
    const { view } = asked;
    told = performance.now();
    // Also of a chart that is not in sight: its words can be read without scrolling there.
    const isShort = spec.frontOnly && view.runs.length > 1;
    setHidden(front, !isShort);
    if (isShort) setText(front, frontNote(runs));
    setText(summary, spec.summary(runs).join('\n'));
    table.update(() => spec.table(runs));
  };

  const draw = (): void => {
    if (!asked || runs.length === 0) return;
    const { view, logarithmic } = asked;
    const key = [
      ...runs.flatMap(({ run, slot }) => [run.name, slot, ...spec.parts(run)]),
      view.runs.length,
      view.xMax,
      view.zoom,
      view.marks,
      view.smoothing,
      logarithmic,
      colours,
    ];
    if (key.length === drawn.length && key.every((one, i) => one === drawn[i])) return;
    drawn = key;
    const { yMin, yMax } = spec.bounds(runs);
    const { xMax, zoom, marks } = view;
    chart.draw({ curves: spec.curves(runs, view.smoothing), xMax, zoom, marks, yMin, yMax, logarithmic });
  };

  return {
    element,
    update: (view, logarithmic) => {
      const mine = view.runs.filter(({ run }) => spec.has(run));
      setHidden(element, mine.length === 0);
      runs = spec.frontOnly ? mine.slice(0, 1) : mine;
      if (mine.length === 0) return;
      asked = { view, logarithmic };
      ({ xMax, smoothing } = view);
      scale.set(logarithmic);
      legend.update(spec.legend(runs, view.smoothing));
      const restMs = told + WORDS_MS - performance.now();
      if (view.isRunning && restMs > 0) frames.askAfter(tell, restMs);
      else tell();
      if (!sight.isSeen()) return;
      if (view.isRunning && spec.restMs > 0) frames.askAfter(draw, spec.restMs);
      else frames.ask(draw);
    },
    setTheme: (next) => {
      colours = next;
      chart.setTheme(next);
    },
  };
}

/** Whether an element is on the screen or near it: charts far below are not drawn. */
class Sight {
  private seen = true;
  private missed = false;

  constructor(element: Element, onSeen: () => void) {
    new IntersectionObserver(
      (entries) => {
        this.seen = entries.at(-1)?.isIntersecting ?? true;
        if (!this.seen || !this.missed) return;
        this.missed = false;
        onSeen();
      },
      { rootMargin: '200px' },
    ).observe(element);
  }

  isSeen(): boolean {
    if (!this.seen) this.missed = true;
    return this.seen;
  }
}

function nameOf(title: string, runs: readonly ShownRun[]): string {
  return runs.length === 1 ? `${title} - ${runs[0].run.name}` : title;
}
