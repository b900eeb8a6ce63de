/** The runs of this folder, to look at an earlier one again. */
import { link } from '../shared/controls';
import { h, setHidden } from '../shared/dom';
import { t } from '../shared/l10n';
import type { RunSnapshot } from '../../src/training/history';
import { configTexts, stateWord } from './describe';
import type { Intents } from './intents';
import { count, figure, percent } from './numbers';
import type { Section, SectionContext } from './section';
import { isActive, shownRun } from './state';

export function runsSection({ intents }: SectionContext): Section {
  const list = h('ul', { class: 'runs' });
  const clear = link({ label: t('Forget the earlier runs'), onClick: () => intents.clearHistory() });
  const element = h('div', { class: 'run-list' }, list, clear.element);
  let drawn = '';
  return {
    element,
    update: (state) => {
      const { run, history } = state;
      setHidden(clear.element, history.length === 0);
      const shown = shownRun(state)?.id;
      const runs = run ? [run, ...history] : history;
      const key = JSON.stringify([shown, runs.map((one) => [one.id, one.state, one.epochs.length])]);
      if (key === drawn) return;
      drawn = key;
      const focused = list.contains(document.activeElement);
      list.replaceChildren(...runs.map((one) => entry(one, one.id === shown, intents)));
      if (focused) list.querySelector<HTMLElement>('[aria-current] vscode-link')?.focus();
    },
    setTheme: () => undefined,
  };
}

function entry(run: RunSnapshot, current: boolean, intents: Intents): HTMLElement {
  const open = link({
    label: run.name,
    onClick: () => {
      intents.show(run.id);
      intents.openSection('charts');
    },
  });
  const item = h(
    'li',
    {},
    h('span', { class: 'run-name' }, open.element),
    h('span', { class: 'run-result' }, result(run)),
    h('span', { class: 'muted' }, configTexts(run).slice(1).join(' · ')),
  );
  if (current) item.setAttribute('aria-current', 'true');
  return item;
}

function result(run: RunSnapshot): string {
  const epoch = run.epochs.at(-1);
  const texts = isActive(run.state) || run.state !== 'finished' ? [stateWord(run.state)] : [];
  if (epoch) {
    texts.push(epoch.epoch === 1 ? t('{0} epoch', 1) : t('{0} epochs', count(epoch.epoch)));
    texts.push(epoch.testAccuracy === null ? t('loss {0}', figure(epoch.trainLoss)) : percent(epoch.testAccuracy));
  }
  return texts.join(' · ');
}
