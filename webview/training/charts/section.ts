/** The curves of the runs as they grow, or what to do to get some. */
import { button, checkbox } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { accuracyChart } from './accuracy';
import { type ChartFigure, chartFigure } from './figure/chartFigure';
import { Frames } from './figure/frames';
import { gradientChart, updateChart } from './layers';
import { lossChart } from './loss';
import { rateChart } from './rate';
import type { ChartId } from './ids';
import type { ChartSpec, ChartsView } from './spec';
import type { Intents } from '../intents';
import { pictureFigure } from '../pictures/picture';
import type { Section, SectionContext } from '../section';
import { type ViewState, canStart, chosenExperiment, shownRuns } from '../state';
import { axisEnd } from '../run/series';
import { tiles } from './tiles';
import { type ShownRun, type ViewRun, hasClasses, isPatient, stepsPerEpoch } from '../run/viewRun';
import { adjust } from '../adjust/adjust';
import { clinicCard } from '../clinic/card';
import { markText } from '../adjust/words';
import { filtersFigure } from '../replay/filtersFigure';
import { replayable } from '../replay/words';
import type { Mark } from './figure/marks';
import { smoothingControl } from './smoothing';
import { strip } from '../watched/strip';
import { ZOOM_STEP, type ZoomMove } from './zoom';
import { rangeText } from '../run/describe';

/** A chart needs at least so many steps in width, or the first few look like a plateau. */
const MIN_STEPS = 8;

function emptyText(state: ViewState): string {
  const experiment = chosenExperiment(state);
  if (!experiment) return '';
  const start = canStart(state) ? t('Press Start') : t('Press Watch the reference');
  return t('{0}: {1}', start, experiment.outlook);
}

export function chartsSection(context: SectionContext): Section {
  const { theme } = context;
  const frames = new Frames((callback) => requestAnimationFrame(callback));
  const make = (spec: ChartSpec): [ChartId, ChartFigure] => [spec.id, chartFigure(spec, context, theme, frames)];
  const outcome = [lossChart(), accuracyChart()].map(make);
  const picture = pictureFigure(theme, context, frames);
  const filters = filtersFigure(theme, context);
  const digits = strip(theme);
  const motion = [updateChart(), gradientChart(), rateChart()].map(make);
  const numbers = tiles();
  const tools = chartTools(context);
  const values = adjust(context);
  const patient = clinicCard(context);
  const marks = marksOf();
  const empty = h('p', { class: 'empty-text' });
  const emptyBox = h('div', { class: 'empty' }, emptyDrawing(), empty);
  // What the experiment is about comes first.
  const grid = h('div', { class: 'figures' }, picture.element, ...outcome.map(([, one]) => one.element));
  const below = h('div', { class: 'figures figures-small' }, ...motion.map(([, one]) => one.element));
  const belowBox = h('details', { class: 'motion' }, h('summary', {}, h('h2', {}, t('How the layers learn'))), below);
  const content = h(
    'div',
    { class: 'run' },
    digits.element,
    grid,
    filters.element,
    values.element,
    numbers.element,
    belowBox,
    patient.element,
    tools.element,
  );
  let front: ViewRun | undefined;

  function update(state: ViewState): void {
    const runs = shownRuns(state);
    const isOther = front?.id !== runs.at(0)?.run.id;
    front = runs.at(0)?.run;
    setHidden(emptyBox, front !== undefined);
    setHidden(content, front === undefined);
    setText(empty, emptyText(state));
    if (!front) return;
    const view: ChartsView = {
      runs,
      xMax: Math.max(...runs.map(xMaxOf)),
      zoom: state.zoom,
      smoothing: state.smoothing,
      marks: marks(front, replayable(state)?.run === front ? state.replayAt : null),
      isRunning: front === state.run && front.state === 'running',
    };
    numbers.update(front);
    tools.update(state, view);
    // What is shown decides the grid, and the grid the size in which a chart is drawn.
    const anyAccuracy = runs.some(({ run }) => hasClasses(run));
    grid.dataset.count = String(1 + Number(front.picture !== null) + Number(anyAccuracy));
    setHidden(belowBox, !runs.some(({ run }) => run.samples.length > 0));
    // Before Part 3, nothing has been said about layers.
    if (isOther) belowBox.open = front.about?.isComplete === true || isPatient(front);
    for (const [id, one] of [...outcome, ...motion]) one.update(view, state.scales[id]);
    picture.update(front, state);
    filters.update(state);
    digits.update(front);
    values.update(state);
    patient.update(front, state);
  }

  return {
    element: h('div', { class: 'charts' }, emptyBox, content),
    update,
    setTheme: (next) => {
      for (const [, one] of [...outcome, ...motion]) one.setTheme(next);
      picture.setTheme(next);
      filters.setTheme(next);
      digits.setTheme(next);
    },
  };
}

/** What is said and done for all charts at once. */
function chartTools(intents: Intents): {
  element: HTMLElement;
  update(state: ViewState, view: ChartsView): void;
} {
  const { dispatch } = intents;
  let end = 1;
  const move = (what: ZoomMove) => (): void => dispatch({ type: 'zoom', move: what, end });
  const zoomIn = button({ label: t('Zoom in'), onClick: move({ kind: 'zoom', factor: ZOOM_STEP, at: 0.5 }) });
  const zoomOut = button({ label: t('Zoom out'), onClick: move({ kind: 'zoom', factor: 1 / ZOOM_STEP, at: 0.5 }) });
  const whole = button({ label: t('Show everything'), onClick: move({ kind: 'whole' }) });
  const range = h('span', { class: 'muted' });
  const smoothing = smoothingControl(intents);
  const tone = checkbox({
    label: t('Play the loss as a sound'),
    checked: false,
    onChange: (on) => dispatch({ type: 'tone', on }),
  });
  return {
    element: h(
      'div',
      { class: 'chart-tools', role: 'group', attributes: { 'aria-label': t('All charts') } },
      h('div', { class: 'actions' }, zoomIn.element, zoomOut.element, whole.element, range),
      smoothing.element,
      tone.element,
    ),
    update: (state, view) => {
      end = view.xMax;
      zoomOut.set({ disabled: state.zoom === null });
      whole.set({ disabled: state.zoom === null });
      setText(range, state.zoom ? rangeText(state.zoom) : t('Drag over a chart to zoom into a part of it.'));
      smoothing.update(state.smoothing);
      tone.set(state.tone);
    },
  };
}

/** The same list as long as nothing has changed: what is drawn is compared with what was drawn. */
function marksOf(): (run: ViewRun, replayAt: number | null) => readonly Mark[] {
  let changes: ViewRun['changes'] | null = null;
  let at: number | null = null;
  let marks: readonly Mark[] = [];
  return (run, replayAt) => {
    if (run.changes !== changes || replayAt !== at) {
      const each = stepsPerEpoch(run);
      marks = run.changes.map((change) => ({ x: (change.step - 1) / each, text: markText(run, change) }));
      if (replayAt !== null) marks = [...marks, { x: replayAt / each, text: t('Replay') }];
      [changes, at] = [run.changes, replayAt];
    }
    return marks;
  };
}

function xMaxOf({ run }: ShownRun): number {
  const each = stepsPerEpoch(run);
  const reached = (run.lastStep?.step ?? 0) / each;
  return axisEnd(run.config.epochs, reached, Math.min(run.config.epochs, MIN_STEPS / each));
}

/** A curve that has not been drawn yet. */
function emptyDrawing(): Node {
  const box = h('div', { class: 'empty-drawing', attributes: { 'aria-hidden': 'true' } });
  box.innerHTML =
    '<svg viewBox="0 0 240 96" width="240" height="96" fill="none" stroke="currentColor">' +
    '<path d="M8 4v80h228" opacity=".6"/><path d="M14 12c22 44 50 58 88 62s80 5 130 5" stroke-width="2" stroke-dasharray="2 5" stroke-linecap="round"/></svg>';
  return box;
}
