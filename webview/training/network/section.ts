/** The network as a picture: its units and weights, what each unit sees, and one example on its way through and back. */
import { css } from '../../shared/color';
import { button } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import type { NetworkAnswer, TraceAnswer } from '../../../src/protocol/networkPicture';
import { isLearners } from '../../../src/training/engine';
import { goneText, momentOf } from '../inside/live';
import { LoadQueue, type Inspect, type Loaded, notAnswered } from '../inside/loadQueue';
import { NumberTable } from '../inside/numberTable';
import { count } from '../numbers';
import { SCALES } from '../pictures/diverging';
import type { ViewRun } from '../run/viewRun';
import type { Section, SectionContext } from '../section';
import { type ViewState, chosenExperiment, shownRun } from '../state';
import { Drawing, type Shown } from './drawing';
import { Follow } from './follow';
import type { UnitPlace } from './layout';
import { plainRate } from './steps';
import { UnitDetail } from './unitDetail';
import { networkText, unitRows, weightRows } from './words';

/** While it trains, the network is looked at this often at most, in milliseconds, and for no more than one part in so many of the time. */
const EVERY_MS = 300;
const SHARE = 20;

/** Whether the run that is shown, or else the chosen experiment, trains a network of layers. */
export function hasNetwork(state: ViewState): boolean {
  const about = shownRun(state)?.about ?? chosenExperiment(state);
  return about?.controls.some(({ id }) => id === 'hidden') ?? false;
}

export function networkSection(context: SectionContext): Section {
  return new NetworkSection(context);
}

class NetworkSection implements Section {
  readonly element: HTMLElement;
  private readonly note = h('p', { class: 'muted', hidden: true });
  private readonly status = h('p', { class: 'muted' });
  private readonly summary = h('p', { class: 'summary' });
  private readonly drawing: Drawing;
  private readonly follow: Follow;
  private readonly detail: UnitDetail;
  private readonly units = h('div');
  private unitTable: NumberTable | null = null;
  private weightTable: NumberTable | null = null;
  /** Which columns the tables have. */
  private tables = '';
  private readonly content: HTMLElement;
  private readonly queue: LoadQueue;
  private readonly say: (text: string) => void;
  private run: ViewRun | null = null;
  private network: NetworkAnswer | null = null;
  private trace: TraceAnswer | null = null;
  /** Why no example can be followed. */
  private reason = '';
  private chosen: UnitPlace = { layer: 0, unit: 0 };
  private at = -1;
  private example = 0;
  private filledAt = '';
  private askedAt = -Infinity;
  /** How long the last answer took. */
  private tookMs = 0;
  private isAsking = false;

  constructor({ inspect, say, theme }: SectionContext) {
    this.say = say;
    this.queue = new LoadQueue(inspect, (loaded) => this.report(loaded));
    this.drawing = new Drawing(theme, (unit) => this.choose(unit));
    this.follow = new Follow({ follow: (index) => this.takeExample(index), go: (at) => this.go(at) });
    this.detail = new UnitDetail(theme, (index) => this.takeExample(index));
    const refresh = button({ label: t('Update'), onClick: () => this.fill() });
    this.content = h(
      'div',
      { class: 'net', hidden: true },
      h(
        'p',
        { class: 'look-for' },
        t(
          'Each node is a neuron and shows what it sees; each line is a weight, the thicker the larger. Choose a neuron to see it large, and follow an example to see every number that your network works with.',
        ),
      ),
      h(
        'figure',
        { class: 'figure net-figure' },
        h('div', { class: 'figure-head' }, h('h3', {}, t('The network')), legend()),
        this.drawing.element,
        h('figcaption', {}, this.summary),
      ),
      h('div', { class: 'net-below' }, this.follow.element, this.detail.element),
      h('div', { class: 'actions' }, refresh.element, this.status),
      this.units,
    );
    this.element = h('div', { class: 'inside' }, this.note, this.content);
    this.giveColors(theme);
  }

  update(state: ViewState): void {
    const run = shownRun(state);
    const reason = goneText(state);
    const shown = reason === null ? run : null;
    if (shown?.id !== this.run?.id) this.forget();
    this.run = shown;
    setText(this.note, reason ?? '');
    setHidden(this.note, reason === null);
    setHidden(this.content, this.network === null);
    if (!shown) return;
    if (this.isResting) {
      if (this.filledAt !== momentOf(shown)) this.fill();
    } else if (!this.isAsking && performance.now() - this.askedAt >= Math.max(EVERY_MS, SHARE * this.tookMs)) {
      this.fill();
    }
  }

  setTheme(theme: Theme): void {
    this.giveColors(theme);
    this.drawing.setTheme(theme);
    this.detail.setTheme(theme);
  }

  private giveColors({ kind }: Theme): void {
    const { positive, negative } = SCALES[kind];
    this.element.style.setProperty('--net-positive', css(positive));
    this.element.style.setProperty('--net-negative', css(negative));
  }

  /** Nothing is learned at the moment. */
  private get isResting(): boolean {
    return this.run !== null && this.run.state !== 'running' && this.run.state !== 'preparing';
  }

  private forget(): void {
    this.queue.clear();
    this.network = null;
    this.trace = null;
    this.filledAt = '';
    this.at = -1;
    this.example = 0;
    this.chosen = { layer: 0, unit: 0 };
    this.isAsking = false;
    setText(this.status, '');
  }

  private fill(): void {
    if (!this.run) return;
    this.filledAt = this.isResting ? momentOf(this.run) : '';
    this.isAsking = true;
    this.queue.loadAll('network', (inspect) => this.load(inspect));
  }

  /** Asked in one breath, both are of the same step. While it trains, no example is followed: the next step changes all its numbers. */
  private async load(inspect: Inspect): Promise<Loaded> {
    this.askedAt = performance.now();
    const [network, trace] = await Promise.all([
      inspect({ kind: 'network' }),
      this.isResting ? inspect({ kind: 'trace', index: this.example }) : null,
    ]);
    this.tookMs = performance.now() - this.askedAt;
    if (network.kind !== 'network') return notAnswered(network);
    this.network = network;
    this.trace = trace?.kind === 'trace' && trace.step === network.step ? trace : null;
    this.reason = trace?.kind === 'unavailable' ? trace.reason : t('Pause the run to send an example through it.');
    this.chosen = within(this.chosen, network);
    this.show();
    return { step: network.step };
  }

  private report(loaded: Loaded): void {
    this.isAsking = false;
    if ('step' in loaded) setText(this.status, t('As it was after step {0}.', count(loaded.step)));
    else {
      setText(this.status, loaded.unavailable);
      setHidden(this.content, false);
    }
  }

  private show(): void {
    const { network, trace, run, at, chosen, reason } = this;
    if (!network || !run) return;
    setHidden(this.content, false);
    const shown: Shown = { network, chosen, followed: trace && at >= 0 ? { trace, at } : null };
    setText(this.summary, networkText(network));
    this.drawing.update(shown);
    this.detail.update(shown, run.picture?.kind === 'moons' ? run.picture : null);
    const by = isLearners(run.config.network)
      ? t('Every number here was worked out by your own code.')
      : t('Every number here was worked out by the reference solution.');
    this.follow.update({ network, trace, reason, at, chosen, by, rate: plainRate(run.config, run.changes) });
    this.showTables(network, trace);
  }

  private showTables(network: NetworkAnswer, trace: TraceAnswer | null): void {
    const key = `${trace !== null}`;
    if (key !== this.tables) {
      this.tables = key;
      const [gradientOf, numbers] = trace
        ? [[t('Gradient')], ['z', 'a', t('Gradient at a'), t('Gradient at z')]]
        : [[], []];
      this.unitTable = new NumberTable(t('Neurons of the network'), t('Table of the neurons'), [
        t('Neuron'),
        t('Bias'),
        ...numbers,
      ]);
      this.weightTable = new NumberTable(t('Weights of the network'), t('Table of the weights'), [
        t('From'),
        t('To'),
        t('Weight'),
        ...gradientOf,
      ]);
      this.units.replaceChildren(this.unitTable.element, this.weightTable.element);
    }
    this.unitTable?.update(unitRows(network, trace));
    this.weightTable?.update(weightRows(network, trace));
  }

  private choose(unit: UnitPlace): void {
    this.chosen = unit;
    this.show();
    this.say(this.detail.words);
  }

  private go(at: number): void {
    this.at = at;
    this.show();
    this.say(this.follow.words);
  }

  private takeExample(index: number): void {
    if (!this.trace) return;
    this.example = index;
    if (this.at < 0) this.at = 0;
    this.queue.load(async (inspect) => {
      const loaded = await this.load(inspect);
      if ('step' in loaded) this.say(this.follow.words);
      return loaded;
    });
  }
}

/** The same unit, or where there is none any more, the first one. */
function within({ layer, unit }: UnitPlace, { layers }: NetworkAnswer): UnitPlace {
  return layers.at(layer)?.units[unit] === undefined ? { layer: 0, unit: 0 } : { layer, unit };
}

function legend(): HTMLElement {
  const sample = (name: string): HTMLElement =>
    h('span', { class: `net-sample ${name}`, attributes: { 'aria-hidden': 'true' } });
  return h(
    'ul',
    { class: 'legend' },
    h('li', {}, sample('net-positive'), t('above 0')),
    h('li', {}, sample('net-negative'), t('below 0')),
  );
}
