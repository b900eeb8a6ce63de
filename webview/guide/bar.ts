/** The bar that stays in reach: what the last check said in a word, and what to do next. */
import type { LessonView } from '../../src/protocol/guide';
import { button, progressRing } from '../shared/controls';
import { h, setHidden, setText } from '../shared/dom';
import { icon } from '../shared/icons';
import { t } from '../shared/l10n';

interface Bar {
  element: HTMLElement;
  update(view: LessonView): void;
  /** To where the result can be opened again. */
  focusState(): void;
}

interface BarActions {
  check(): void;
  hint(): void;
  solution(): void;
  next(): void;
  toVerdict(): void;
}

export function lessonBar(on: BarActions): Bar {
  const check = button({ label: t('Check My Solution'), icon: 'right', appearance: 'primary', onClick: on.check });
  const hint = button({ label: t('Hint'), icon: 'hint', onClick: on.hint });
  const solution = button({ label: t('Solution'), icon: null, onClick: on.solution });
  const next = button({ label: t('Next Lesson'), icon: 'next', onClick: on.next });
  const ring = progressRing();
  const mark = h('span', { class: 'bar-mark' });
  const text = h('span');
  const state = h(
    'button',
    { class: 'bar-state', attributes: { type: 'button' }, on: { click: on.toVerdict } },
    mark,
    text,
  );
  const waiting = h('span', { class: 'bar-waiting' }, ring, t('Checking…'));
  return {
    element: h(
      'section',
      { class: 'bar', attributes: { 'aria-label': t('Lesson') } },
      h('div', { class: 'bar-row' }, waiting, state),
      h('div', { class: 'bar-row buttons' }, check.element, hint.element, solution.element, next.element),
    ),
    focusState: () => state.focus(),
    update: ({ state: progress, checking, verdict, hasNext }) => {
      const passed = progress === 'passed';
      check.set({ appearance: passed ? 'secondary' : 'primary', disabled: checking });
      next.set({ appearance: passed ? 'primary' : 'secondary' });
      setHidden(next.element, !hasNext);
      setHidden(waiting, !checking);
      setHidden(state, checking || verdict === null);
      if (!verdict) return;
      state.dataset.outcome = verdict.kind;
      mark.replaceChildren(icon(verdict.icon));
      const mistakes = verdict.causes.length;
      const count =
        verdict.total === 0
          ? t('The check could not be run')
          : mistakes > 1
            ? t('{0} mistakes, {1} of {2} checks pass', mistakes, verdict.passed, verdict.total)
            : t('{0} of {1} checks pass', verdict.passed, verdict.total);
      setText(text, verdict.outdated ? `${count} · ${t('You have edited the file since this check.')}` : count);
      state.title = t('See the result');
    },
  };
}
