/** Below the pictures of a run: its values and data, and what can be done with it besides looking at it. */
import { button } from '../../shared/controls';
import { h, setHidden, setText, uniqueId } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Intents } from '../intents';
import { type ViewState, isActive, shownRun } from '../state';
import { configTexts, stateText } from './describe';
import type { ViewRun } from './viewRun';

interface RunAbout {
  element: HTMLElement;
  update(state: ViewState): void;
}

export function runAbout({ ask }: Intents): RunAbout {
  let run: ViewRun | null = null;
  const values = h('p');
  const data = h('p');
  const compare = button({
    label: t('Compare with Frameworks'),
    icon: 'compare',
    onClick: () => {
      if (run) ask({ type: 'compareFrameworks', config: run.config });
    },
  });
  const exports = button({
    label: t('Export Weights…'),
    icon: 'download',
    onClick: () => ask({ type: 'exportWeights' }),
  });
  const imports = button({ label: t('Import Weights…'), onClick: () => ask({ type: 'importWeights' }) });
  const reason = h('p', { class: 'muted', id: uniqueId('reason') });
  for (const { element } of [compare, exports]) element.setAttribute('aria-describedby', reason.id);
  const titleId = uniqueId('about');
  const element = h(
    'section',
    { class: 'run-about', attributes: { 'aria-labelledby': titleId } },
    h('h2', { id: titleId }, t('About this run')),
    h('div', { class: 'muted' }, values, data),
    h('div', { class: 'actions' }, compare.element, exports.element, imports.element),
    reason,
  );
  return {
    element,
    update: (state) => {
      run = shownRun(state);
      setHidden(element, run === null);
      if (!run) return;
      const texts = configTexts(run);
      setText(values, (run === state.run ? texts : [stateText(run.state), ...texts]).join(' · '));
      setText(data, run.info?.dataDescription ?? '');
      const hasFile = (run.about?.networkType ?? null) !== null;
      const why = { compare: state.canCompare ? whyNotCompared(run) : null, exports: whyNotExported(run, state.live) };
      setHidden(compare.element, !state.canCompare);
      compare.set({ disabled: why.compare !== null });
      exports.set({ disabled: !hasFile || why.exports !== null });
      setHidden(exports.element, !hasFile);
      setHidden(imports.element, !hasFile);
      imports.set({ disabled: isActive(state.run?.state) });
      const changed =
        state.canCompare && run.changes.length > 0 && why.compare === null
          ? t('The comparison trains with the values that this run began with.')
          : null;
      const reasons = [why.compare, changed, hasFile ? why.exports : null].filter((each) => each !== null);
      setText(reason, reasons.join(' '));
      setHidden(reason, reasons.length === 0);
    },
  };
}

function whyNotCompared({ config, about }: ViewRun): string | null {
  if ((about?.networkType ?? null) === null)
    return t(
      'TensorFlow.js and PyTorch are compared with networks that read ten digits: in a run of “Ten digits” or “ConvNet”.',
    );
  if (config.dropout > 0)
    return t('A run with dropout cannot be compared: each framework draws its own random numbers.');
  return null;
}

function whyNotExported(run: ViewRun, live: string | null): string | null {
  if (run.id === live) return null;
  return run.state === 'preparing'
    ? t('There are no weights before the first step.')
    : t('The weights of this run are not kept: only those of the last run are.');
}
