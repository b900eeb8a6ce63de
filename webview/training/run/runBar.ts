/** The bar that stays in sight: start, pause, step, stop, and how far the run is. */
import { button, progressRing } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { meter } from '../../shared/meter';
import type { RunState } from '../../../src/protocol/run';
import { leftText, throughputTexts, progressOf, progressText, stateText } from './describe';
import type { Intents } from '../intents';
import { type ViewState, canStart, isActive } from '../state';

interface RunBar {
  element: HTMLElement;
  update(state: ViewState): void;
}

export function runBar({ ask, dispatch, start }: Intents): RunBar {
  let runId = '';
  let runState: RunState | undefined;
  const main = button({
    label: t('Start'),
    icon: 'play',
    appearance: 'primary',
    onClick: () => {
      if (runState === 'running') {
        ask({ type: 'pause' });
        // Shown at once: the step under way is still to end.
        dispatch({ type: 'pausing', runId });
      } else if (runState === 'paused') ask({ type: 'resume' });
      else if (!isActive(runState)) start('run');
    },
  });
  const forward = (type: 'step' | 'epoch') => (): void => {
    if (runState === 'paused') ask({ type });
    else if (!isActive(runState)) start(type);
  };
  const step = button({ label: t('One step'), icon: 'step', onClick: forward('step') });
  const epoch = button({ label: t('One epoch'), icon: 'epoch', onClick: forward('epoch') });
  const stop = button({ label: t('Stop'), icon: 'stop', onClick: () => ask({ type: 'stop' }) });

  const ring = progressRing();
  const state = h('strong', { class: 'state' });
  const detail = h('span', { class: 'detail' });
  const throughput = h('span', { class: 'detail' });
  const progressBar = meter(t('Progress of the run'));
  return {
    element: h(
      'div',
      { class: 'bar' },
      h(
        'div',
        { class: 'bar-row' },
        h(
          'div',
          { class: 'buttons', role: 'group', attributes: { 'aria-label': t('Run') } },
          main.element,
          step.element,
          epoch.element,
          stop.element,
        ),
        h('div', { class: 'status' }, ring, state, detail, throughput),
      ),
      progressBar.element,
    ),
    update: (view) => {
      const { ready, run, throughput: now } = view;
      const isPausing = run !== null && view.pausing === run.id;
      runId = run?.id ?? '';
      runState = run?.state;
      const active = isActive(runState);
      const isBusy = runState === 'preparing' || runState === 'testing';
      const label = runState === 'running' ? t('Pause') : runState === 'paused' ? t('Resume') : t('Start');
      // A locked experiment has a button of its own that leads on.
      const appearance = active || !ready || canStart(view) ? 'primary' : 'secondary';
      main.set({
        appearance,
        label,
        icon: runState === 'running' ? 'pause' : 'play',
        disabled: !ready || isBusy || isPausing,
      });
      const canStep = ready && (!active || runState === 'paused');
      step.set({ disabled: !canStep });
      epoch.set({ disabled: !canStep });
      stop.set({ disabled: !active });

      const progress = run && progressOf(run);
      setHidden(ring, !isBusy);
      setText(state, isPausing ? t('Pausing') : runState ? stateText(runState) : t('Ready'));
      setText(detail, progress && progress.step > 0 ? progressText(progress) : '');
      const texts = now && runState === 'running' ? throughputTexts(now) : null;
      // Until there is a speed, the rehearsal has told it.
      const rehearsed = runState === 'running' ? run?.info?.estimate : undefined;
      const before = rehearsed && !run?.lastStep ? leftText(rehearsed.seconds) : '';
      setText(throughput, texts ? `${texts.speed} · ${texts.left}` : before);
      progressBar.set(progress?.fraction ?? 0);
      const { element } = progressBar;
      element.setAttribute('aria-valuetext', progress ? progressText(progress) : t('not started'));
      element.dataset.run = runId;
    },
  };
}
