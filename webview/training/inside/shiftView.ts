/** Images moved by a few pixels: how many of them are still read correctly. Measured part by part, so that it can be stopped. */
import { type ButtonControl, button } from '../../shared/controls';
import { h, setHidden, setText, uniqueId } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { meter } from '../../shared/meter';
import { InkImage } from '../../shared/pixels';
import type { Theme } from '../../shared/theme';
import type { Inspection } from '../../../src/protocol/inspection';
import { count } from '../numbers';
import type { ViewRun } from '../run/viewRun';
import type { SectionContext } from '../section';
import { type ShiftResult, type ViewState, isActive, shownRun } from '../state';
import { type Inspect, type Loaded, notAnswered } from './loadQueue';
import { NumberTable } from './numberTable';
import {
  MAX_SHIFT,
  STILL,
  type Shift,
  downText,
  isSame,
  otherRun,
  otherText,
  ownText,
  resultAt,
  resultsOf,
  rightText,
  shiftRows,
  shiftText,
} from './shifts';
import type { InsideView, Surroundings } from './view';

type Answer = Extract<Inspection, { kind: 'shifted' }>;

const NOTHING = { correct: 0, of: 0, to: 0 };

export class ShiftView implements InsideView {
  readonly id = 'shifted';
  readonly title = t('Moved images');
  readonly lookFor = t(
    'The same images, moved by a few pixels. Look how many of them are still read correctly. A dense layer has weights of its own for each pixel; a convolution uses the same weights everywhere.',
  );
  readonly suits = ({ networkType }: { networkType: string | null }): boolean => networkType !== null;
  readonly element: HTMLElement;
  private readonly surroundings: Surroundings;
  private readonly dispatch: SectionContext['dispatch'];
  private readonly image: InkImage;
  private readonly sliders: Record<keyof Shift, Slider>;
  private readonly note = h('p', { class: 'muted' });
  private readonly bar = meter(t('Progress of the measurement'));
  private readonly own = h('p', { class: 'summary' });
  private readonly other = h('p', { class: 'muted' });
  private readonly table: NumberTable;
  private readonly measure: ButtonControl;
  private readonly all: ButtonControl;
  private readonly cancel: ButtonControl;
  private state: ViewState | null = null;
  private run: ViewRun | null = null;
  private shift = STILL;
  /** How far the network was trained that was measured; null: not measured yet. And for which run and step that holds. */
  private step: number | null = null;
  private moment = '';
  /** What is still to be measured; of the first one, as far as it is done. */
  private waiting: Shift[] = [];
  private done = NOTHING;
  /** How far a measurement was when it was cancelled. */
  private cancelled: typeof NOTHING | null = null;
  /** A part is asked for, or waits for its turn. */
  private isWorking = false;
  /** The first image as it was moved, by the place. */
  private readonly images = new Map<string, Pick<Answer, 'pixels' | 'rows' | 'cols'>>();

  constructor(theme: Theme, surroundings: Surroundings, dispatch: SectionContext['dispatch']) {
    this.surroundings = surroundings;
    this.dispatch = dispatch;
    this.image = new InkImage(theme, 'digit-large');
    const choose = (change: Partial<Shift>): void => {
      this.shift = { ...this.shift, ...change };
      this.begin([this.shift, STILL]);
    };
    this.sliders = {
      right: slider(t('Sideways'), rightText, (right) => choose({ right })),
      down: slider(t('Up and down'), downText, (down) => choose({ down })),
    };
    this.measure = button({ label: t('Measure'), onClick: () => this.begin([this.shift, STILL]) });
    this.all = button({ label: t('Measure all places of this row'), onClick: () => this.begin(this.row()) });
    this.cancel = button({ label: t('Cancel'), onClick: () => this.stop() });
    this.table = new NumberTable(t('Share of moved images that is read correctly'), t('Show as a table'), [
      t('Moved'),
      t('This network'),
      t('The other type of network'),
    ]);
    this.element = h(
      'div',
      { class: 'inside-view' },
      h(
        'div',
        { class: 'digit-detail' },
        this.image.canvas,
        h(
          'div',
          { class: 'digit-words' },
          this.sliders.right.element,
          this.sliders.down.element,
          h('div', { class: 'actions' }, this.measure.element, this.all.element, this.cancel.element),
          this.bar.element,
          this.note,
        ),
      ),
      this.own,
      this.other,
      this.table.element,
    );
    this.show();
  }

  update(state: ViewState): void {
    this.state = state;
    this.run = shownRun(state);
    if (!this.isResting()) this.waiting = [];
    const moment = `${this.run?.id} ${this.run?.lastStep?.step}`;
    if (moment !== this.moment) this.forget();
    this.moment = moment;
    this.show();
  }

  refresh(inspect: Inspect): Promise<Loaded> {
    this.plan([this.shift, STILL]);
    if (this.isWorking || this.waiting.length === 0) return Promise.resolve({ unavailable: '' });
    this.isWorking = true;
    return this.part(inspect);
  }

  clear(): void {
    this.waiting = [];
    this.isWorking = false;
    this.forget();
    this.show();
  }

  setTheme(theme: Theme): void {
    this.image.setTheme(theme);
  }

  private forget(): void {
    this.step = null;
    this.images.clear();
  }

  private row(): Shift[] {
    const places = Array.from({ length: 2 * MAX_SHIFT + 1 }, (_, i) => i - MAX_SHIFT);
    return [...places.map((right) => ({ ...this.shift, right })), STILL];
  }

  /** What is not known of these places is measured next, and nothing else. */
  private plan(places: readonly Shift[]): void {
    const results = this.results();
    const isKnown = (place: Shift): boolean => resultAt(results, place) !== undefined && this.images.has(keyOf(place));
    const different = places.filter((place, i) => places.findIndex((one) => isSame(one, place)) === i);
    this.waiting = this.isResting() ? different.filter((place) => !isKnown(place)) : [];
    this.done = NOTHING;
    this.cancelled = null;
    this.show();
  }

  private begin(places: readonly Shift[]): void {
    this.plan(places);
    if (this.isWorking || this.waiting.length === 0) return;
    this.isWorking = true;
    this.surroundings.load((inspect) => this.part(inspect));
  }

  /** Some of the images; then the next part has its turn, behind what else was asked meanwhile. */
  private async part(inspect: Inspect): Promise<Loaded> {
    const [place] = this.waiting;
    if (!place) {
      this.isWorking = false;
      return { unavailable: '' };
    }
    const answer = await inspect({ kind: 'shifted', ...place, from: this.done.to });
    if (answer.kind !== 'shifted') this.waiting = [];
    // Meanwhile another place may have been chosen, or the same one anew.
    else if (place === this.waiting.at(0) && answer.from === this.done.to) this.take(place, answer);
    this.isWorking = this.waiting.length > 0;
    if (this.isWorking) this.surroundings.load((next) => this.part(next));
    this.show();
    return answer.kind === 'shifted' ? { step: answer.step } : notAnswered(answer);
  }

  private take(place: Shift, { to, of, correct, pixels, rows, cols, step }: Answer): void {
    this.step = step;
    if (this.done.to === 0) this.images.set(keyOf(place), { pixels, rows, cols });
    this.done = { to, of, correct: this.done.correct + correct };
    if (to < of || !this.run) return;
    const result = { runId: this.run.id, step, ...place, correct: this.done.correct, of };
    this.waiting.shift();
    this.done = NOTHING;
    this.dispatch({ type: 'shifted', result });
    if (isSame(place, this.shift)) this.surroundings.announce(ownText(this.run, [result], place));
  }

  private stop(): void {
    this.cancelled = this.done;
    this.waiting = [];
    this.show();
  }

  private isResting(): boolean {
    return this.run !== null && (this.run.state === 'paused' || !isActive(this.run.state));
  }

  private results(): ShiftResult[] {
    return this.state && this.run && this.step !== null ? resultsOf(this.state, this.run, this.step) : [];
  }

  private show(): void {
    const { state, run, shift, waiting, done } = this;
    const isBusy = waiting.length > 0;
    const isResting = this.isResting();
    this.sliders.right.set(shift.right, isResting);
    this.sliders.down.set(shift.down, isResting);
    const image = this.images.get(keyOf(shift));
    setHidden(this.image.canvas, !image);
    if (image)
      this.image.update(image.pixels, image.rows, image.cols, 255, t('The first image, {0}', shiftText(shift)));
    this.measure.set({ disabled: !isResting || isBusy });
    this.all.set({ disabled: !isResting || isBusy });
    this.cancel.set({ disabled: !isBusy });
    setHidden(this.bar.element, !isBusy);
    this.bar.set(done.of === 0 ? 0 : done.to / done.of);
    setText(this.note, this.noteText());
    if (!state || !run) return;
    const results = this.results();
    const other = otherRun(state, run);
    const others = other ? resultsOf(state, other) : [];
    setText(this.own, ownText(run, results, shift));
    setText(this.other, otherText(other, others, shift));
    this.table.update(shiftRows(results, others));
    setHidden(this.table.element, results.length + others.length === 0);
  }

  private noteText(): string {
    const { done, cancelled } = this;
    const [place] = this.waiting;
    if (!this.isResting()) return t('Pause the run to measure: the network must not learn meanwhile.');
    if (place)
      return t(
        'Measuring, {0}: {1} of {2} images are done.',
        shiftText(place),
        count(done.to),
        done.of ? count(done.of) : '…',
      );
    if (cancelled)
      return t('Cancelled after {0} of {1} images.', count(cancelled.to), cancelled.of ? count(cancelled.of) : '…');
    return '';
  }
}

const keyOf = ({ right, down }: Shift): string => `${right} ${down}`;

interface Slider {
  element: HTMLElement;
  set(value: number, enabled: boolean): void;
}

/** Its value in words is read aloud, and stands beside it. */
function slider(label: string, words: (value: number) => string, onInput: (value: number) => void): Slider {
  const id = uniqueId('shift');
  const attributes = { type: 'range', min: String(-MAX_SHIFT), max: String(MAX_SHIFT), step: '1' };
  const input = h('input', { id, attributes, on: { input: () => onInput(Number(input.value)) } });
  const value = h('span', { class: 'muted', attributes: { 'aria-hidden': 'true' } });
  return {
    element: h('div', { class: 'shift-row' }, h('label', { attributes: { for: id } }, label), value, input),
    set: (now, enabled) => {
      if (input.value !== String(now)) input.value = String(now);
      input.disabled = !enabled;
      input.setAttribute('aria-valuetext', words(now));
      setText(value, words(now));
    },
  };
}
