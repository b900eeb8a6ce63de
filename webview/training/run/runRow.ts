/** One run in the list: look at it, compare it, pin, rename and delete it. */
import { type ButtonControl, button, checkbox, iconButton, link, textField } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { swatchOf } from '../charts/figure/legend';
import { slotDots } from '../charts/styles';
import { configTexts, stateText } from './describe';
import type { Intents } from '../intents';
import { measuredOn } from '../../../src/training/measuredOn';
import { count, figure, percent } from '../numbers';
import { isActive } from '../state';
import type { ViewRun } from './viewRun';

interface RowView {
  run: ViewRun;
  /** It is the one that is looked at. */
  isFront: boolean;
  /** Its slot among the runs that are compared; null: it is not one of them. */
  slot: number | null;
  /** It cannot be compared, because there are as many as there may be. */
  isFull: boolean;
}

export interface RunRow {
  element: HTMLElement;
  update(view: RowView): void;
  focus(): void;
}

export function runRow(runId: string, { ask, dispatch }: Intents): RunRow {
  let view: RowView | null = null;
  const name = link({ label: '', onClick: () => dispatch({ type: 'show', run: runId }) });
  const compare = checkbox({
    label: '',
    checked: false,
    onChange: (on) => dispatch({ type: 'compare', run: runId, on }),
  });
  const swatch = h('span', { class: 'run-swatch' });
  const result = h('span', { class: 'run-result' });
  const values = h('span', { class: 'muted run-values' });
  const pin = iconButton({
    label: '',
    icon: 'pin',
    onClick: () => view && ask({ type: 'pinRun', runId, pinned: !view.run.pinned }),
  });
  const rename = iconButton({ label: '', icon: 'rename', onClick: () => edit(true) });
  const remove = iconButton({ label: '', icon: 'delete', onClick: () => confirm(true) });
  const tools = h('div', { class: 'run-tools' }, pin.element, rename.element, remove.element);

  const editor = textField({ label: t('New name'), value: '', onInput: () => undefined, onEnter: () => save() });
  const saveButton = button({ label: t('Rename'), appearance: 'primary', onClick: () => save() });
  const editBox = inline([editor.element, saveButton, button({ label: t('Cancel'), onClick: () => edit(false) })], () =>
    edit(false),
  );
  const question = h('span', {}, t('Delete this run for good?'));
  const keep = button({ label: t('Keep it'), onClick: () => confirm(false) });
  const deleteButton = button({
    label: t('Delete'),
    appearance: 'primary',
    onClick: () => ask({ type: 'deleteRun', runId }),
  });
  const askBox = inline([question, deleteButton, keep], () => confirm(false));

  function edit(on: boolean): void {
    setHidden(editBox, !on);
    setHidden(askBox, true);
    if (on) {
      editor.setValue(view?.run.name ?? '');
      editor.focus();
    } else rename.element.focus();
  }
  function save(): void {
    const text = editor.value().trim();
    if (text !== '' && text !== view?.run.name) ask({ type: 'renameRun', runId, name: text });
    edit(false);
  }
  function confirm(on: boolean): void {
    setHidden(askBox, !on);
    setHidden(editBox, true);
    (on ? keep : remove).element.focus();
  }

  const element = h(
    'li',
    { class: 'run-row' },
    h('span', { class: 'run-compare' }, compare.element, swatch),
    h('span', { class: 'run-name' }, name.element),
    result,
    tools,
    values,
    editBox,
    askBox,
  );
  return {
    element,
    update: (next) => {
      if (view && sameRow(view, next)) return;
      view = next;
      const { run, isFront, slot, isFull } = next;
      if (isFront) element.setAttribute('aria-current', 'true');
      else element.removeAttribute('aria-current');
      name.setLabel(run.name);
      compare.element.setAttribute('aria-label', t('Show “{0}” in the charts', run.name));
      compare.set(isFront || slot !== null);
      // The only run in the charts stays there; more than fit cannot come in.
      compare.setDisabled((isFront && slot === null) || (!isFront && slot === null && isFull));
      swatch.replaceChildren(...(slot === null ? [] : [swatchOf({ ...slotDots(slot, ''), width: 2 })]));
      setText(result, resultText(run));
      setText(values, configTexts(run).join(' · '));
      pin.set({ label: run.pinned ? t('Unpin “{0}”', run.name) : t('Pin “{0}”', run.name), pressed: run.pinned });
      rename.set({ label: t('Rename “{0}”', run.name) });
      remove.set({ label: t('Delete “{0}”', run.name) });
      setHidden(remove.element, isActive(run.state));
    },
    focus: () => name.element.focus(),
  };
}

/** A line of controls in a row that Escape closes. */
function inline(parts: (HTMLElement | ButtonControl)[], onEscape: () => void): HTMLElement {
  return h(
    'div',
    {
      class: 'run-inline',
      hidden: true,
      on: {
        keydown: (event) => {
          if (event.key === 'Escape') onEscape();
        },
      },
    },
    ...parts.map((part) => ('set' in part ? part.element : part)),
  );
}

function sameRow(a: RowView, b: RowView): boolean {
  return (
    a.isFront === b.isFront &&
    a.slot === b.slot &&
    a.isFull === b.isFull &&
    a.run.name === b.run.name &&
    a.run.pinned === b.run.pinned &&
    a.run.state === b.run.state &&
    a.run.changes === b.run.changes &&
    a.run.epochs === b.run.epochs
  );
}

function resultText(run: ViewRun): string {
  const epoch = run.epochs.at(-1);
  const texts = run.state === 'finished' ? [] : [stateText(run.state)];
  if (epoch) {
    texts.push(epoch.epoch === 1 ? t('{0} epoch', 1) : t('{0} epochs', count(epoch.epoch)));
    const { accuracy } = measuredOn(epoch);
    texts.push(accuracy === null ? t('loss {0}', figure(epoch.trainLoss)) : percent(accuracy));
  }
  return texts.join(' · ');
}
