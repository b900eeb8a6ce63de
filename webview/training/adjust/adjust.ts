/** Below the pictures of a run under way: its values, to be changed while it learns; and what was changed. */
import type { AdjustableId } from '../../../src/protocol/adjust';
import { button } from '../../shared/controls';
import { h, setHidden, setText, uniqueId } from '../../shared/dom';
import { type Field, textEntry } from '../../shared/field';
import { t } from '../../shared/l10n';
import type { Intents } from '../intents';
import type { ViewRun } from '../run/viewRun';
import { parseNumber } from '../settings/form';
import { type ViewState, shownRun } from '../state';
import { adjustableLabel, adjustableNow, changeText, missingText, valueNow, whenText } from './words';

interface Adjust {
  element: HTMLElement;
  update(state: ViewState): void;
}

export function adjust({ ask, dispatch }: Intents): Adjust {
  let run: ViewRun | null = null;
  let built = '';
  let fields = new Map<AdjustableId, Field>();
  /** What was typed and not sent yet. */
  const drafts = new Map<AdjustableId, string>();
  const errors = new Map<AdjustableId, string>();

  const row = h('div', { class: 'adjust-fields' });
  const send = (): void => {
    for (const [field, text] of drafts) {
      const value = parseNumber(text);
      if (value === null) {
        errors.set(field, t('Enter a number, for example {0}.', run ? valueNow(run, field) : 0));
        fields.get(field)?.setError(errors.get(field) ?? null);
        continue;
      }
      errors.delete(field);
      drafts.delete(field);
      if (run && value === valueNow(run, field)) continue;
      dispatch({ type: 'ask', field, value });
      ask({ type: 'adjust', field, value });
    }
  };
  const change = button({ label: t('Change'), onClick: send });
  const when = h('p', { class: 'muted' });
  const missing = h('p', { class: 'muted' });
  const titleId = uniqueId('adjust');
  const form = h(
    'div',
    { class: 'adjust-form', role: 'group', attributes: { 'aria-labelledby': titleId } },
    h('h3', { id: titleId }, t('Change while it runs')),
    row,
    when,
    missing,
  );
  const log = h('ul', { class: 'changes', attributes: { 'aria-label': t('Changed while it ran') } });
  const element = h('div', { class: 'adjust' }, form, log);

  const build = (shown: ViewRun, ids: readonly AdjustableId[]): void => {
    const key = `${shown.id} ${ids.join()}`;
    if (key === built) return;
    built = key;
    drafts.clear();
    errors.clear();
    fields = new Map(
      ids.map((field) => [
        field,
        textEntry({
          label: adjustableLabel(shown, field),
          explanation: '',
          numeric: true,
          onChange: (text) => drafts.set(field, text),
          onEnter: send,
        }),
      ]),
    );
    row.replaceChildren(...[...fields.values()].map((one) => one.element), change.element);
  };

  return {
    element,
    update: (state) => {
      const shown = shownRun(state);
      const ids = shown && shown === state.run ? adjustableNow(shown) : [];
      setHidden(element, !shown || (ids.length === 0 && shown.changes.length === 0));
      if (!shown) return;
      setHidden(form, ids.length === 0);
      run = shown;
      if (ids.length > 0) {
        build(shown, ids);
        const refused = state.notAdjusted;
        for (const [field, control] of fields) {
          control.set(drafts.get(field) ?? String(state.asked[field] ?? valueNow(shown, field)));
          control.setError(errors.get(field) ?? (refused?.field === field ? refused.message : null));
        }
        setText(when, whenText(shown, state));
        const text = missingText(shown);
        setText(missing, text);
        setHidden(missing, text === '');
      }
      setHidden(log, shown.changes.length === 0);
      while (log.childElementCount > shown.changes.length) log.lastElementChild?.remove();
      shown.changes.forEach((one, i) => {
        const item = log.children.item(i) ?? log.appendChild(h('li'));
        setText(item, changeText(shown, one));
      });
    },
  };
}
