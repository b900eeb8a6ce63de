/** The controls that send one example through the network and back, step by step, and what happens in each step, in words. */
import { button, textField } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { count } from '../numbers';
import type { NetworkAnswer, TraceAnswer } from '../../../src/protocol/networkPicture';
import type { UnitPlace } from './layout';
import { stepText, stepTitle, unitInStep, unitSentence } from './story';
import { stepsOf } from './steps';

interface FollowView {
  network: NetworkAnswer;
  /** Null: it cannot be followed now, for this reason. */
  trace: TraceAnswer | null;
  reason: string;
  /** Which step is shown; −1: the example has not been sent. */
  at: number;
  chosen: UnitPlace;
  /** See `plainRate`. */
  rate: number | null;
  /** Whose code made the numbers. */
  by: string;
}

interface FollowEvents {
  /** Another example. */
  follow(index: number): void;
  /** Another step. */
  go(at: number): void;
}

export class Follow {
  readonly element: HTMLElement;
  private readonly title = h('p', { class: 'net-step' });
  private readonly text = h('p');
  private readonly unit = h('p', { class: 'net-arithmetic' });
  private readonly by = h('p', { class: 'muted' });
  private readonly reason = h('p', { class: 'muted' });
  private readonly controls: HTMLElement;
  private readonly story: HTMLElement;
  private readonly back: ReturnType<typeof button>;
  private readonly next: ReturnType<typeof button>;
  private readonly field: ReturnType<typeof textField>;
  private readonly events: FollowEvents;
  private at = -1;
  private index = 0;
  private examples = 1;

  constructor(events: FollowEvents) {
    this.events = events;
    this.back = button({ label: t('Back'), onClick: () => events.go(this.at - 1) });
    this.next = button({ label: t('Next'), appearance: 'primary', onClick: () => events.go(this.at + 1) });
    this.field = textField({
      label: t('Example'),
      value: '0',
      numeric: true,
      onInput: () => undefined,
      onEnter: () => this.choose(Number.parseInt(this.field.value(), 10)),
    });
    const show = button({ label: t('Show'), onClick: () => this.choose(Number.parseInt(this.field.value(), 10)) });
    const before = button({ label: t('Previous example'), onClick: () => this.choose(this.index - 1) });
    const after = button({ label: t('Next example'), onClick: () => this.choose(this.index + 1) });
    this.controls = h(
      'div',
      { class: 'net-controls' },
      h('div', { class: 'actions' }, this.back.element, this.next.element),
      h('div', { class: 'actions choose-image' }, this.field.element, show.element, before.element, after.element),
    );
    this.story = h('div', { class: 'net-story' }, this.title, this.text, this.unit, this.by);
    this.element = h(
      'section',
      { class: 'net-follow', attributes: { 'aria-label': t('Follow one example') } },
      h('h4', {}, t('Follow one example')),
      this.reason,
      this.controls,
      this.story,
    );
  }

  /** What is said of the step, for people who hear the page. */
  get words(): string {
    return [this.title, this.text, this.unit].map(({ textContent }) => textContent).join(' ');
  }

  update({ network, trace, reason, at, chosen, rate, by }: FollowView): void {
    const steps = stepsOf(network.layers.length);
    this.at = at;
    this.examples = network.examples;
    setText(this.reason, reason);
    setHidden(this.reason, trace !== null);
    setHidden(this.controls, trace === null);
    setHidden(this.story, trace === null);
    this.back.set({ disabled: at < 0 });
    this.next.set({ disabled: at + 1 >= steps.length });
    if (!trace) return;
    if (trace.index !== this.index) {
      this.index = trace.index;
      this.field.setValue(String(trace.index));
    }
    setText(this.by, by);
    if (at < 0) {
      setText(this.title, '');
      setText(this.text, t('Press Next to send one example through the network, and its gradients back.'));
      setText(this.unit, '');
      setHidden(this.title, true);
      setHidden(this.unit, true);
      return;
    }
    setHidden(this.title, false);
    const step = steps[at];
    setText(this.title, t('Step {0} of {1} · {2}', count(at + 1), count(steps.length), stepTitle(step, network)));
    setText(this.text, stepText(step, network, trace));
    const worked = unitInStep(at, network, trace, chosen);
    const sentence = worked ? unitSentence(step, network, trace, worked, rate) : '';
    setText(this.unit, sentence);
    setHidden(this.unit, sentence === '');
  }

  private choose(index: number): void {
    const to = Number.isInteger(index) ? Math.max(0, Math.min(this.examples - 1, index)) : this.index;
    this.field.setValue(String(to));
    this.events.follow(to);
  }
}
