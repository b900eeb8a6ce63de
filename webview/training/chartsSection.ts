/** The curves of a run as they grow, or what to do to get one. */
import { h, setHidden, setText } from '../shared/dom';
import { t } from '../shared/l10n';
import type { ExperimentId } from '../../src/training/protocol';
import { accuracyFigure, lossFigure } from './charts';
import { hasClasses } from './describe';
import { pictureFigure } from './picture';
import type { Section, SectionContext } from './section';
import { type ViewState, canStart, chosenExperiment, shownRun } from './state';
import { tiles } from './tiles';

const whatToExpect = (): Record<ExperimentId, string> => ({
  line: t('a line turns and shifts until it runs through the points, and the loss falls with it.'),
  '3-or-7': t('the loss falls, the accuracy climbs, and every weight is shown as a pixel of an image.'),
  'two-moons': t('the boundary bends around the two moons while the loss falls.'),
  mnist: t('the network learns to read ten digits. The curves appear here after a moment of loading.'),
});

function emptyText(state: ViewState): string {
  const experiment = chosenExperiment(state);
  if (!experiment) return '';
  const start = canStart(state) ? t('Press Start') : t('Press Watch the reference');
  return t('{0}: {1}', start, whatToExpect()[experiment.id]);
}

export function chartsSection({ intents, theme, kept }: SectionContext): Section {
  const loss = lossFigure(theme, (on) => intents.setLogarithmic(on), kept.logarithmic);
  const accuracy = accuracyFigure(theme);
  const picture = pictureFigure(theme);
  const figures = [loss, accuracy, picture];
  const numbers = tiles();
  const empty = h('p', { class: 'empty-text' });
  const emptyBox = h('div', { class: 'empty' }, emptyDrawing(), empty);
  const grid = h('div', { class: 'figures' }, ...figures.map((one) => one.element));
  const content = h('div', { class: 'run' }, numbers.element, grid);
  return {
    element: h('div', {}, emptyBox, content),
    update: (state) => {
      const run = shownRun(state);
      setHidden(emptyBox, run !== null);
      setHidden(content, run === null);
      setText(empty, emptyText(state));
      if (!run) return;
      numbers.update(run);
      // What is shown decides the grid, and the grid the size in which a chart is drawn.
      grid.dataset.count = String(
        1 + Number(run.picture !== null && run.picture.kind !== 'moons') + Number(hasClasses(run)),
      );
      for (const one of figures) one.update(run, state.logarithmic);
    },
    setTheme: (next) => figures.forEach((one) => one.setTheme(next)),
  };
}

/** A curve that has not been drawn yet. */
function emptyDrawing(): Node {
  const box = h('div', { class: 'empty-drawing', attributes: { 'aria-hidden': 'true' } });
  box.innerHTML =
    '<svg viewBox="0 0 240 96" width="240" height="96" fill="none" stroke="currentColor">' +
    '<path d="M8 4v80h228" opacity=".6"/><path d="M14 12c22 44 50 58 88 62s80 5 130 5" stroke-width="2" stroke-dasharray="2 5" stroke-linecap="round"/></svg>';
  return box;
}
