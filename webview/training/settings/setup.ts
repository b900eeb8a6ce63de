/** The left side: what to train, who trains, and with which values. */
import { button, link } from '../../shared/controls';
import { h, setHidden, setText, uniqueId } from '../../shared/dom';
import { type Field, choice, textEntry } from '../../shared/field';
import { t } from '../../shared/l10n';
import { notice } from '../../shared/notice';
import type { Control, ControlId, ExperimentView } from '../../../src/protocol/panel';
import { isLearners } from '../../../src/training/engine';
import { dataPart } from './dataPart';
import { dataKey } from './form';
import { initialWeightsPart } from './initialWeights';
import type { Intents } from '../intents';
import { type ViewState, chosenExperiment, formOf, isActive } from '../state';

type Option = { value: string; label: string };

interface Setup {
  element: HTMLElement;
  update(state: ViewState): void;
  /** Closes the settings. A focus in them goes to their title. */
  close(): void;
  /** Opens the settings where they are closed, and puts the cursor on the experiment. */
  open(): void;
  /** Puts the cursor into the first field whose value was refused. */
  focusProblem(state: ViewState): void;
  /** Brings into sight what the next run starts from. */
  showWeights(): void;
}

export function setup(intents: Intents): Setup {
  const { dispatch } = intents;
  const experiment = choice({
    label: t('Experiment'),
    explanation: '',
    onChange: (value) => dispatch({ type: 'choose', experiment: value }),
  });
  const locked = lockedNotice(intents);
  const data = dataPart(intents, () => fields.get('data')?.focus());
  const weights = initialWeightsPart(intents, () => (fields.get('hidden') ?? fields.get('data'))?.focus());
  const first = h('div', { class: 'fields' });
  const rest = h('div', { class: 'setting-groups' });
  const more = h('details', { class: 'more' }, h('summary', {}, t('More settings')), rest);
  const reset = link({ label: t('Back to the suggested values'), onClick: () => dispatch({ type: 'reset' }) });
  const resetLine = h('p', { class: 'reset' }, reset.element);
  let fields = new Map<ControlId, Field>();
  let built = '';

  const below = (id: ControlId, { controls }: ExperimentView): HTMLElement[] => {
    switch (id) {
      case 'network':
        return [locked.element];
      case 'data':
        return controls.some((one) => one.id === 'hidden') ? [data.element] : [data.element, weights.element];
      case 'hidden':
        return [weights.element];
      default:
        return [];
    }
  };

  const build = (view: ExperimentView): void => {
    const key = JSON.stringify(view.controls);
    if (key === built) return;
    built = key;
    fields = new Map(view.controls.map((control) => [control.id, fieldOf(control, intents)]));
    const elementsOf = (group: string | null): HTMLElement[] =>
      view.controls
        .filter((control) => control.group === group)
        .flatMap(({ id }) => [fields.get(id)?.element ?? [], below(id, view)].flat());
    first.replaceChildren(...elementsOf(null));
    const titles = new Set(view.controls.map(({ group }) => group).filter((group) => group !== null));
    rest.replaceChildren(...[...titles].map((title) => groupOf({ title, elements: elementsOf(title) })));
    setHidden(more, rest.childElementCount === 0);
  };

  const body = h('div', { class: 'settings-body' }, experiment.element, first, more, resetLine);
  const title = h('summary', {}, h('h2', { id: 'setup-title' }, t('Settings')));
  const whole = h('details', { attributes: { open: '' } }, title, body);

  return {
    element: h('section', { class: 'setup', attributes: { 'aria-labelledby': 'setup-title' } }, whole),
    close: () => {
      if (body.contains(document.activeElement)) title.focus();
      whole.open = false;
    },
    open: () => {
      if (whole.open) return;
      whole.open = true;
      experiment.focus();
    },
    update: (state) => {
      const view = chosenExperiment(state);
      if (!view) return;
      build(view);
      const values = formOf(state);
      experiment.set(view.id, state.experiments.map(experimentOption));
      experiment.setExplanation(view.summary);
      experiment.setError(problemOf(state, 'experiment'));
      for (const control of view.controls) {
        const problem = problemOf(state, control.id);
        const field = fields.get(control.id);
        field?.set(values[control.id], optionsOf(control, state, view));
        field?.setError(problem);
        if (problem !== null && control.group !== null) more.open = true;
      }
      locked.update(view, state, values.network);
      data.update(state, fields.has('data') ? values.data : null);
      weights.update(state);
      setHidden(resetLine, !state.forms[view.id]);
    },
    focusProblem: (state) => {
      const problem = state.problems.at(0);
      if (!problem) return;
      whole.open = true;
      if (problem.field === 'experiment') experiment.focus();
      else fields.get(problem.field)?.focus();
    },
    showWeights: () => {
      whole.open = true;
      weights.element.scrollIntoView({ block: 'center' });
    },
  };
}

function groupOf({ title, elements }: { title: string; elements: HTMLElement[] }): HTMLElement {
  const id = uniqueId('group');
  return h(
    'div',
    { class: 'setting-group', role: 'group', attributes: { 'aria-labelledby': id } },
    h('h3', { id }, title),
    h('div', { class: 'fields' }, ...elements),
  );
}

function fieldOf(control: Control, { dispatch, start }: Intents): Field {
  const { id, kind, label, explanation } = control;
  const onChange = (value: string): void => dispatch({ type: 'edit', field: id, value });
  if (kind === 'choice' || kind === 'data') return choice({ label, explanation, onChange });
  return textEntry({ label, explanation, onChange, numeric: kind !== 'numbers', onEnter: () => start('run') });
}

function optionsOf({ id, options }: Control, { data }: ViewState, view: ExperimentView): Option[] {
  if (id === 'data') return data.map((one) => ({ value: dataKey(one.choice), label: one.label }));
  return options.map(({ value, label }) => ({
    value,
    label: isLearners(value) && !view.unlocked ? opensLater(label, view) : label,
  }));
}

function opensLater(name: string, { lesson }: ExperimentView): string {
  return t('{0} (opens with lesson {1})', name, lesson.number);
}

function experimentOption(view: ExperimentView): Option {
  return { value: view.id, label: view.unlocked ? view.title : opensLater(view.title, view) };
}

function problemOf(state: ViewState, field: ControlId | 'experiment'): string | null {
  return state.problems.find((problem) => problem.field === field)?.message ?? null;
}

function lockedNotice({ ask, dispatch, start }: Intents): {
  element: HTMLElement;
  update(view: ExperimentView, state: ViewState, network: string): void;
} {
  const text = h('p');
  let lesson = '';
  const watch = button({
    label: t('Watch the reference'),
    icon: 'play',
    appearance: 'primary',
    onClick: () => {
      dispatch({ type: 'edit', field: 'network', value: 'reference' });
      start('run');
    },
  });
  const open = link({ label: '', onClick: () => ask({ type: 'openLesson', lesson }) });
  const element = notice('lock', text, h('div', { class: 'actions' }, watch.element, open.element));
  return {
    element,
    update: (view, state, network) => {
      const { id, number, title } = view.lesson;
      lesson = id;
      setHidden(element, view.unlocked || !isLearners(network));
      // After a refused start it stands right above.
      setHidden(text, problemOf(state, 'network') !== null);
      setText(
        text,
        t(
          'Your own code trains here once lesson {0}, {1}, passes. Until then you can watch the reference solution.',
          number,
          title,
        ),
      );
      open.setLabel(t('Open lesson {0}', number));
      watch.set({ disabled: isActive(state.run?.state) });
    },
  };
}
