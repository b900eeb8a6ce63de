/** What the last check said, in a sheet above the bar: it comes without moving what one reads. */
import type { FailureView, VerdictView } from '../../src/protocol/guide';
import { withCode } from '../shared/code';
import { iconButton, link } from '../shared/controls';
import { h, setHidden } from '../shared/dom';
import { icon } from '../shared/icons';
import { t } from '../shared/l10n';
import { ENGLISH } from './content';
import type { Ask } from './intents';

interface Verdict {
  element: HTMLElement;
  heading: HTMLElement;
  update(verdict: VerdictView | null): void;
  /** Opens or closes the sheet. It shows once there is a verdict. */
  setOpen(open: boolean): void;
}

interface VerdictActions {
  toDebrief(): void;
  /** The learner has closed the sheet, which had the focus. */
  close(): void;
}

/** @param end what stands below the sentence of a check that passed */
export function verdictSheet(ask: Ask, end: HTMLElement, on: VerdictActions): Verdict {
  const name = t('Result of the check');
  const heading = h('h2', { class: 'visually-hidden', attributes: { tabindex: '-1' } }, name);
  const close = iconButton({ label: t('Close the result'), icon: 'wrong', onClick: on.close });
  const body = h('div', { class: 'verdict-body' });
  const element = h(
    'section',
    {
      id: 'verdict',
      class: 'verdict',
      hidden: true,
      attributes: { 'aria-label': name },
      on: {
        keydown: (event) => {
          if (event.key === 'Escape') on.close();
        },
      },
    },
    h('div', { class: 'verdict-inner' }, heading, body, h('div', { class: 'verdict-close' }, close.element)),
  );
  let shown = '';
  let isOpen = false;
  const show = (): void => setHidden(element, !isOpen || shown === '');
  return {
    element,
    heading,
    setOpen: (open) => {
      isOpen = open;
      show();
    },
    update: (verdict) => {
      const text = verdict === null ? '' : JSON.stringify(verdict);
      if (text === shown) return;
      shown = text;
      show();
      if (verdict === null) return;
      element.classList.toggle('outdated', verdict.outdated);
      element.dataset.outcome = verdict.kind;
      const wereOpen = [...body.querySelectorAll('details')].map(({ open }) => open);
      body.replaceChildren(...content(verdict, ask, end, on.toDebrief));
      body.querySelectorAll('details').forEach((one, i) => one.toggleAttribute('open', wereOpen[i] ?? false));
    },
  };
}

function content(verdict: VerdictView, ask: Ask, end: HTMLElement, toDebrief: () => void): Node[] {
  const count = verdict.causes.length;
  const sentence =
    count > 1
      ? h('p', { class: 'verdict-text' }, t('{0} mistakes', count))
      : h('p', { class: 'verdict-text', attributes: ENGLISH }, ...withCode(verdict.text));
  const links = verdict.offers.map(({ label, id }) => link({ label, onClick: () => ask({ type: 'act', id }) }));
  if (verdict.kind === 'passed') links.unshift(link({ label: t('Read the debrief'), onClick: toDebrief }));
  const actions = links.length > 0 ? h('div', { class: 'actions' }, ...links.map(({ element }) => element)) : null;
  const parts: (Node | null)[] = [
    h('div', { class: 'verdict-head' }, sentence),
    // What comes after a pass is above its picture, which may be high.
    ...(verdict.kind === 'passed' ? [actions, end] : []),
    ...verdict.causes.flatMap((failures, i) => cause(failures, i, count, ask)),
    verdict.note ? h('p', { class: 'muted' }, verdict.note) : null,
    verdict.kind === 'passed' || verdict.total === 0
      ? null
      : h('p', { class: 'muted' }, t('{0} of {1} checks pass', verdict.passed, verdict.total)),
    verdict.kind === 'passed' ? null : actions,
    verdict.outdated ? h('p', { class: 'verdict-outdated' }, t('You have edited the file since this check.')) : null,
  ];
  parts[0]?.insertBefore(icon(verdict.icon), sentence);
  return parts.filter((part) => part !== null);
}

/** The check that says most, and the others that fail for the same reason, to be unfolded. */
function cause([first, ...others]: FailureView[], index: number, count: number, ask: Ask): HTMLElement[] {
  const parts: HTMLElement[] = [h('div', { class: 'failure' }, ...details(first, ask, count > 1))];
  if (count > 1) parts.unshift(h('h3', { class: 'cause' }, t('Mistake {0} of {1}', index + 1, count)));
  if (others.length > 0) parts.push(more(others, ask));
  return parts;
}

/** @param message false where the sentence above it has said it already */
function details(failure: FailureView, ask: Ask, message: boolean): Node[] {
  const { location, symbol } = failure;
  const parts: Node[] = [];
  const name = failure.of ? `${failure.of}: ${failure.name}` : failure.name;
  parts.push(h('p', { class: 'failure-name', attributes: ENGLISH }, ...(message ? [h('strong', {}, name)] : [name])));
  if (message)
    parts.push(
      h('p', {}, `${failure.outcomeText}: `, h('span', { attributes: ENGLISH }, ...withCode(failure.message))),
    );
  if (failure.table)
    parts.push(
      h(
        'pre',
        {
          class: 'scroll code',
          attributes: { 'aria-description': t('Your numbers and the expected ones') },
        },
        failure.table,
      ),
    );
  if (location) {
    const file = location.file.split('/').at(-1) ?? location.file;
    // A wrong result says which function is wrong, and not which line of it.
    const label = symbol ? t('Show {0} in {1}', symbol, file) : t('Show line {0} of {1}', location.line, file);
    const show = link({ label, onClick: () => ask({ type: 'openLocation', location }) });
    parts.push(h('p', {}, show.element));
  }
  return parts;
}

function more(failures: FailureView[], ask: Ask): HTMLElement {
  return h(
    'details',
    { class: 'more-failures' },
    h('summary', {}, t('Other checks that fail: {0}', failures.length)),
    h('ul', {}, ...failures.map((failure) => h('li', {}, ...details(failure, ask, true)))),
  );
}
