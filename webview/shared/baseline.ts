/** What the learner's code of lesson 1.1 makes of digits: a button, two means, digits with what `isThree` says. In guide and panel alike. */
import type { Baseline, BaselineView, ReadDigit } from '../../src/protocol/baseline';
import type { SourceLocation } from '../../src/protocol/location';
import { withCode } from './code';
import { button, link, progressRing } from './controls';
import { h, setHidden, setText } from './dom';
import { icon } from './icons';
import { t } from './l10n';
import { notice } from './notice';
import { InkImage } from './pixels';
import type { Theme } from './theme';

interface BaselineActions {
  start(): void;
  stop(): void;
  openLocation(location: SourceLocation): void;
}

interface BaselinePart {
  element: HTMLElement;
  /** @param locked why it cannot be measured now; empty: it can */
  update(view: BaselineView, locked?: string): void;
  setTheme(theme: Theme): void;
}

/** Of full ink, as bytes have it. */
const FULL = 255;

export function baselinePart(firstTheme: Theme, on: BaselineActions): BaselinePart {
  let theme = firstTheme;
  let shown: BaselineView | null = null;
  let images: InkImage[] = [];
  const start = button({
    label: t('Show What My Code Sees'),
    icon: 'play',
    appearance: 'primary',
    onClick: () => (shown?.state === 'running' ? on.stop() : on.start()),
  });
  const ring = progressRing();
  const status = h('span', { class: 'muted' });
  const problemText = h('p');
  const open = link({ label: '', onClick: () => shown?.location && on.openLocation(shown.location) });
  const problem = notice('error', problemText, open.element);
  const result = h('div', { class: 'baseline-result', hidden: true });
  const draw = ({ status: summary, baseline }: BaselineView): void => {
    images = [];
    result.replaceChildren();
    setHidden(result, baseline === null);
    if (baseline === null) return;
    const image = (pixels: readonly number[], label: string): HTMLCanvasElement => {
      const drawn = new InkImage(theme);
      images.push(drawn);
      drawn.update(pixels, baseline.rows, baseline.cols, FULL, label);
      return drawn.canvas;
    };
    result.append(...pictures(summary, baseline, image));
  };
  return {
    element: h(
      'div',
      { class: 'baseline' },
      h('div', { class: 'actions' }, start.element, ring, status),
      problem,
      result,
    ),
    update: (view, locked = '') => {
      const isRunning = view.state === 'running';
      start.set({ disabled: locked !== '' && !isRunning });
      setText(
        status,
        locked !== '' && !isRunning ? locked : ['running', 'stopped'].includes(view.state) ? view.status : '',
      );
      if (view === shown || JSON.stringify(view) === JSON.stringify(shown)) return;
      shown = view;
      start.set({
        label: isRunning ? t('Stop') : view.baseline ? t('Measure Again') : t('Show What My Code Sees'),
        icon: isRunning ? 'stop' : 'play',
      });
      setHidden(ring, !isRunning);
      const hasFailed = view.state === 'failed';
      setHidden(problem, !hasFailed);
      problemText.replaceChildren(...(hasFailed ? withCode(view.status) : []));
      setHidden(open.element, view.location === null);
      if (view.location) open.setLabel(t('{0}, line {1}', view.location.file, view.location.line));
      // What was measured before stays until there is something new.
      if (!isRunning) draw(view);
    },
    setTheme: (next) => {
      theme = next;
      for (const image of images) image.setTheme(next);
    },
  };
}

type Draw = (pixels: readonly number[], label: string) => HTMLCanvasElement;

function pictures(summary: string, { meanThree, meanSeven, first, wrong }: Baseline, image: Draw): HTMLElement[] {
  const mean = (pixels: readonly number[], name: string): HTMLElement =>
    h('figure', {}, image(pixels, name), h('figcaption', { attributes: { 'aria-hidden': 'true' } }, name));
  const parts = [
    h('p', { class: 'summary' }, summary),
    h('div', { class: 'baseline-means' }, mean(meanThree, t('Your mean 3')), mean(meanSeven, t('Your mean 7'))),
    h('p', {}, ...withCode(t('The first {0} test images, each with what your `isThree` says:', first.length))),
    digits(first, image),
  ];
  if (wrong.length > 0) parts.push(h('p', {}, t('Test images after these that it reads wrong:')), digits(wrong, image));
  return parts;
}

function digits(all: readonly ReadDigit[], image: Draw): HTMLElement {
  return h('ul', { class: 'baseline-digits' }, ...all.map((each) => digit(each, image)));
}

function digit({ pixels, isThree, saidThree }: ReadDigit, image: Draw): HTMLElement {
  const [is, said] = [isThree, saidThree].map((three) => (three ? '3' : '7'));
  const isRight = is === said;
  const label = isRight ? t('A {0}, read correctly', is) : t('A {0}, read as {1}: wrong', is, said);
  const caption = h('div', { class: 'baseline-caption', attributes: { 'aria-hidden': 'true' } }, said);
  caption.append(icon(isRight ? 'right' : 'wrong'));
  return h('li', { class: isRight ? 'right' : 'wrong' }, image(pixels, label), caption);
}
