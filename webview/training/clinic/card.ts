/** Below the curves of a patient: its fault is named, and then told. */
import { FAULTS, type Fault, isFault } from '../../../src/training/patients';
import { setTextWithCode } from '../../shared/code';
import { button } from '../../shared/controls';
import { h, setHidden, setText, uniqueId } from '../../shared/dom';
import { icon } from '../../shared/icons';
import { t } from '../../shared/l10n';
import { sentences } from '../run/describe';
import { type ViewRun, isPatient } from '../run/viewRun';
import type { SectionContext } from '../section';
import { type ViewState, isActive } from '../state';
import { cureText, diagnoseText, endedText, faultName, faultOfRun, signText, whatText } from './words';

interface ClinicCard {
  element: HTMLElement;
  /** @param run the one that is looked at */
  update(run: ViewRun, state: ViewState): void;
}

export function clinicCard(context: SectionContext): ClinicCard {
  const { dispatch } = context;
  let run: ViewRun | null = null;
  /** What `diagnose` said, by run; empty while it is asked. */
  const said = new Map<string, string>();
  const name = uniqueId('fault');
  const radios = new Map(FAULTS.map((fault) => [fault, radioFor(fault)]));
  const tell = button({ label: t('Reveal the fault'), appearance: 'primary', onClick: reveal });
  const next = button({ label: t('Next patient'), icon: 'play', onClick: nextPatient });
  const verdict = h('p', { class: 'clinic-verdict' });
  const lines = [t('What it is'), t('What showed it'), t('How to mend it'), t('What `diagnose` says')].map(lineOf);
  const told = h(
    'div',
    { class: 'clinic-told' },
    verdict,
    h('dl', {}, ...lines.map(({ element }) => element)),
    h('div', { class: 'actions' }, next.element),
  );
  const choices = h(
    'fieldset',
    { class: 'clinic-faults' },
    h('legend', {}, t('What is wrong with this patient?')),
    ...[...radios.values()].map(({ label }) => label),
  );
  const ended = h('p');
  const titleId = uniqueId('clinic');
  const element = h(
    'section',
    { class: 'clinic', attributes: { 'aria-labelledby': titleId } },
    h('h2', { id: titleId }, t('Name the fault')),
    ended,
    choices,
    h('div', { class: 'actions' }, tell.element),
    told,
  );

  function radioFor(fault: Fault): { label: HTMLElement; input: HTMLInputElement } {
    const input = h('input', {
      attributes: { type: 'radio', name, value: fault },
      on: { change: () => run && dispatch({ type: 'name', run: run.id, fault }) },
    });
    return { input, label: h('label', {}, input, h('span', {}, faultName(fault), ' ', h('code', {}, fault))) };
  }

  function reveal(): void {
    if (!run) return;
    dispatch({ type: 'tell', run: run.id });
    const fault = faultOfRun(run);
    const named = FAULTS.find((one) => radios.get(one)?.input.checked) ?? fault;
    context.say(sentences(verdictText(fault, named), whatText(fault)));
  }

  /** The one after it, which begins at once. */
  function nextPatient(): void {
    const control = run?.about?.controls.find(({ id }) => id === 'patient');
    if (!run || !control) return;
    const values = control.options.map(({ value }) => value);
    const value = values[(values.indexOf(run.config.patient) + 1) % values.length];
    dispatch({ type: 'choose', experiment: run.config.experiment });
    dispatch({ type: 'edit', field: 'patient', value });
    context.start('run');
  }

  /** Only as long as its process lives, and only once. */
  function askDiagnose({ id }: ViewRun, live: string | null): void {
    if (live !== id || said.has(id)) return;
    said.set(id, '');
    void context.inspect({ kind: 'diagnosis' }).then((answer) => {
      if (run?.id !== id) said.delete(id);
      else if (answer.kind === 'diagnosis') said.set(id, diagnoseText(run, answer.says, faultOfRun(run)));
      else if (answer.kind === 'unavailable') said.set(id, answer.reason);
      if (run?.id === id) show(run);
    });
  }

  function show(shown: ViewRun): void {
    const fault = faultOfRun(shown);
    lines[0].set(whatText(fault));
    lines[1].set(signText(shown, fault));
    lines[2].set(cureText(fault));
    lines[3].set(said.get(shown.id) ?? '');
  }

  return {
    element,
    update: (shown, state) => {
      run = shown;
      setHidden(element, !isPatient(shown));
      if (!isPatient(shown)) return;
      setText(ended, endedText(shown));
      setHidden(ended, endedText(shown) === '');
      const answer = state.named[shown.id];
      const isTold = answer?.told ?? false;
      for (const [fault, { input, label }] of radios) {
        input.checked = answer?.fault === fault;
        input.disabled = isTold;
        label.classList.toggle('is-fault', isTold && fault === faultOfRun(shown));
      }
      tell.set({ disabled: !answer || isTold });
      setHidden(told, !isTold);
      if (!isTold || !isFault(answer?.fault)) return;
      const isRight = answer.fault === faultOfRun(shown);
      setText(verdict, verdictText(faultOfRun(shown), answer.fault));
      verdict.prepend(icon(isRight ? 'right' : 'wrong'));
      verdict.classList.toggle('right', isRight);
      next.set({ disabled: isActive(state.run?.state) });
      askDiagnose(shown, state.live);
      show(shown);
    },
  };
}

function verdictText(fault: Fault, named: Fault): string {
  return fault === named ? t('Right: {0}.', faultName(fault)) : t('Wrong. It is this: {0}.', faultName(fault));
}

/** Not there as long as it has nothing to say. */
function lineOf(title: string): { element: HTMLElement; set(text: string): void } {
  const term = h('dt');
  setTextWithCode(term, title);
  const text = h('dd');
  const element = h('div', {}, term, text);
  return {
    element,
    set: (next) => {
      setHidden(element, next === '');
      setTextWithCode(text, next);
    },
  };
}
