/** Moves through the moments of a run: a slider, a button that plays them, and what the run was there. */
import { button } from '../../shared/controls';
import { h, setHidden, setText, uniqueId } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { prefersStillness } from '../../shared/motion';
import type { Intents } from '../intents';
import type { ViewState } from '../state';
import { momentText, placeText, replayable } from './words';

/** From one moment to the next while it plays. */
const PLAY_MS = 120;

interface ReplaySlider {
  element: HTMLElement;
  update(state: ViewState): void;
}

/** @param shows what the figure around it shows: it is hidden where the moments are of the other kind */
export function replaySlider({ ask, dispatch }: Intents, shows: 'picture' | 'filters'): ReplaySlider {
  const id = uniqueId('replay');
  let steps: readonly number[] = [];
  let runId = '';
  let place = 0;
  let timer: ReturnType<typeof setInterval> | null = null;
  const input = h('input', { id, attributes: { type: 'range', min: '0', step: '1' } });
  const text = h('p', { class: 'summary', attributes: { 'aria-hidden': 'true' } });

  const goTo = (next: number): void => {
    place = Math.max(0, Math.min(steps.length - 1, next));
    dispatch({ type: 'replay', step: place === steps.length - 1 ? null : steps[place] });
    ask({ type: 'lookBack', runId, step: steps[place] });
  };
  const stop = (): void => {
    if (timer !== null) clearInterval(timer);
    timer = null;
    play.set({ label: t('Play'), icon: 'play' });
  };
  const start = (): void => {
    // At the end there is nothing left to play.
    if (place === steps.length - 1) goTo(0);
    play.set({ label: t('Hold'), icon: 'pause' });
    timer = setInterval(() => {
      goTo(place + 1);
      if (place === steps.length - 1) stop();
    }, PLAY_MS);
  };
  const play = button({
    label: t('Play'),
    icon: 'play',
    onClick: () => {
      if (timer === null) start();
      else stop();
    },
  });
  input.addEventListener('input', () => {
    stop();
    goTo(Number(input.value));
  });
  const element = h(
    'div',
    { class: 'replay', role: 'group', hidden: true, attributes: { 'aria-label': t('Replay') } },
    h('div', { class: 'replay-row' }, play.element, h('label', { attributes: { for: id } }, t('Replay')), input),
    text,
  );
  return {
    element,
    update: (state) => {
      const found = state.moments?.shows === shows ? replayable(state) : null;
      setHidden(element, found === null);
      if (!found) {
        stop();
        return;
      }
      // The slider is there for all; what moves by itself is not.
      setHidden(play.element, prefersStillness());
      ({ steps } = found);
      runId = found.run.id;
      const at = state.replayAt === null ? steps.length - 1 : steps.indexOf(state.replayAt);
      place = Math.max(0, at);
      input.max = String(steps.length - 1);
      if (input.value !== String(place)) input.value = String(place);
      input.setAttribute('aria-valuetext', placeText(found.run, steps[place]));
      setText(text, momentText(found.run, steps[place]));
    },
  };
}
