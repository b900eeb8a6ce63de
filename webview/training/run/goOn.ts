/** Why a run was cut, and how it goes on, in words. Pure: no DOM. */
import type { KeptView } from '../../../src/protocol/panel';
import { t } from '../../shared/l10n';
import { count } from '../numbers';
import { sentences } from './describe';
import { type ViewRun, stepsPerEpoch } from './viewRun';

interface GoOn {
  text: string;
  /** The whole epochs after which it goes on; null: it cannot. */
  epoch: number | null;
}

/** @param kept what is kept of the last run @returns null where there is nothing to say: it is under way, or finished */
export function goOnOf(run: ViewRun, kept: KeptView | null): GoOn | null {
  if (run.state !== 'stopped' && run.state !== 'failed') return null;
  const { epoch, lost, problem } = kept?.runId === run.id ? kept : { epoch: 0, lost: '', problem: '' };
  if (epoch === 0 || epoch >= run.config.epochs) {
    const isCut = run.cut === 'window' && run.state === 'stopped';
    return isCut ? { text: [whyText(run), problem].reduce(sentences), epoch: null } : null;
  }
  const again = (run.lastStep?.step ?? 0) - epoch * stepsPerEpoch(run);
  const parts = [
    whyText(run),
    howText(run, epoch, lost === ''),
    again === 0
      ? ''
      : again === 1
        ? t('One step after that is done again.')
        : t('{0} steps after that are done again.', count(again)),
    lost,
  ];
  return { text: parts.filter((part) => part !== '').reduce(sentences), epoch };
}

function howText({ config }: ViewRun, epoch: number, isAll: boolean): string {
  if (!isAll) return t('It can go on after epoch {0}.', count(epoch));
  if (config.optimizer === 'adam')
    return t(
      'It can go on after epoch {0}: its weights, the means of Adam and its learning rate continue from there.',
      count(epoch),
    );
  return config.momentum > 0
    ? t(
        'It can go on after epoch {0}: its weights, its momentum and its learning rate continue from there.',
        count(epoch),
      )
    : t('It can go on after epoch {0}: its weights and its learning rate continue from there.', count(epoch));
}

/** A run that failed says why in a notice of its own. */
function whyText({ state, cut, lastStep, info }: ViewRun): string {
  if (state === 'failed') return '';
  const why =
    cut === 'window'
      ? t('This run was cut: the window was closed or loaded again while it trained.')
      : t('You stopped this run.');
  if (!lastStep || !info) return why;
  return sentences(why, t('It was at step {0} of {1}.', count(lastStep.step), count(info.totalSteps)));
}
