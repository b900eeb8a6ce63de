/** One question of the quiz: choosing an answer says at once whether it is right, and why. It can be answered again. */
import type { PageQuestion } from '../../src/protocol/guidePage';
import { h, setHidden, setText, uniqueId } from '../shared/dom';
import { icon } from '../shared/icons';
import { t } from '../shared/l10n';
import { phrase, prose } from './content';

interface Question {
  element: HTMLElement;
  update(answer: number | null): void;
}

export function question({ html, bodyHtml, answers }: PageQuestion, onAnswer: (answer: number) => void): Question {
  const name = uniqueId('question');
  const rows = answers.map((answer, i) => {
    const radio = h('input', {
      class: 'choice',
      attributes: { type: 'radio', name },
      on: { change: () => onAnswer(i), keydown: (event) => moveFocus(event, radios) },
    });
    const word = h('strong');
    const reason = h('p', { class: 'because', hidden: true }, word, ' ', phrase(answer.becauseHtml));
    reason.prepend(icon(answer.right ? 'right' : 'wrong'));
    setText(word, answer.right ? t('Right.') : t('Not this one.'));
    const row = h('div', { class: 'answer' }, h('label', {}, radio, phrase(answer.html)), reason);
    return { row, radio, reason };
  });
  const radios = rows.map(({ radio }) => radio);
  // There from the start, so that what changes in it is said.
  const list = h('div', { attributes: { 'aria-live': 'polite' } }, ...rows.map(({ row }) => row));
  const body = bodyHtml ? prose(bodyHtml) : null;
  return {
    element: h('fieldset', { class: 'question' }, h('legend', {}, phrase(html)), body, list),
    update: (chosen) =>
      rows.forEach(({ row, radio, reason }, i) => {
        const isChosen = i === chosen;
        if (radio.checked !== isChosen) radio.checked = isChosen;
        setHidden(reason, !isChosen);
        row.classList.toggle('right', isChosen && answers[i].right);
        row.classList.toggle('wrong', isChosen && !answers[i].right);
      }),
  };
}

/** Arrow keys only move; choosing is the space bar's. Otherwise a walk through the answers would give them all away. */
function moveFocus(event: KeyboardEvent, radios: HTMLInputElement[]): void {
  const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const at = radios.indexOf(event.currentTarget as HTMLInputElement);
  radios[(at + by + radios.length) % radios.length].focus();
}
