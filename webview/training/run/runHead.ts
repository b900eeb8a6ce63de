/** What is looked at: the run's name, whose code stood in, and why it failed. */
import { setTextWithCode } from '../../shared/code';
import { link } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { notice } from '../../shared/notice';
import type { RunFailure } from '../../../src/protocol/run';
import { engineText } from '../../../src/training/engine';
import { count, figure } from '../numbers';
import type { Intents } from '../intents';
import type { ViewRun } from './viewRun';

interface RunHead {
  element: HTMLElement;
  /** `earlier`: it is not the current run. */
  update(run: ViewRun | null, earlier: boolean): void;
}

export function runHead({ ask, dispatch }: Intents): RunHead {
  const title = h('h2');
  const engine = h('p');
  const engineBox = notice('info', engine);
  const borrowed = h('p');
  const borrowedBox = notice('info', borrowed);
  const back = link({ label: t('Back to the current run'), onClick: () => dispatch({ type: 'show', run: null }) });
  const past = h('p', { class: 'past' }, t('This is an earlier run.'), ' ', back.element);
  const failure = failureNotice(ask);
  const element = h('header', { class: 'run-head' }, title, past, engineBox, borrowedBox, failure.element);
  return {
    element,
    update: (run, earlier) => {
      setHidden(element, run === null);
      if (!run) return;
      setText(title, run.name);
      setHidden(past, !earlier);
      const who = run.info?.engine ? engineText(run.info.engine, { t, count, figure }) : '';
      setTextWithCode(engine, who);
      setHidden(engineBox, who === '');
      const used = run.info?.usedReference ?? [];
      setHidden(borrowedBox, used.length === 0);
      setText(borrowed, borrowedText(used));
      failure.update(run);
    },
  };
}

function borrowedText(lessons: readonly string[]): string {
  return lessons.length === 1
    ? t('The reference solution stands in for lesson {0}: your file does not pass its checks yet.', lessons[0])
    : t(
        'The reference solution stands in for lessons {0}: your files do not pass their checks yet.',
        lessons.join(', '),
      );
}

function failureNotice(ask: Intents['ask']): { element: HTMLElement; update(run: ViewRun): void } {
  const message = h('p');
  let location: RunFailure['location'] = null;
  const open = link({
    label: '',
    onClick: () => {
      if (location) ask({ type: 'openLocation', location });
    },
  });
  const line = h('p', {}, t('Look at'), ' ', open.element);
  const element = notice('error', message, line);
  return {
    element,
    update: ({ error }) => {
      setHidden(element, error === null);
      if (!error) return;
      location = error.location;
      setText(message, error.message);
      setHidden(line, location === null);
      if (location) open.setLabel(t('{0}, line {1}', location.file, location.line));
    },
  };
}
