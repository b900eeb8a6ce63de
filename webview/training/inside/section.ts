/** Look inside: what the network has learned, in several views. */
import { button } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { type Tabs, tabs } from '../../shared/tabs';
import type { Theme } from '../../shared/theme';
import { count } from '../numbers';
import type { ExperimentView } from '../../../src/protocol/panel';
import type { Section, SectionContext } from '../section';
import { type ViewState, shownRun } from '../state';
import { ActivationsView } from './activationsView';
import { ConfusionView } from './confusionView';
import { FiltersView } from './filtersView';
import { GradientsView } from './gradientsView';
import { HardestView } from './hardestView';
import { imagesText, momentOf, notLiveText } from './live';
import { LoadQueue, type Loaded } from './loadQueue';
import { MapsView } from './mapsView';
import { ShiftView } from './shiftView';
import type { InsideView, ViewId } from './view';

export function insideSection(context: SectionContext): Section {
  return new InsideSection(context);
}

class InsideSection implements Section {
  readonly element: HTMLElement;
  private readonly views: readonly InsideView[];
  private readonly tabs: Tabs;
  private readonly note = h('p', { class: 'muted', hidden: true });
  private readonly status = h('p', { class: 'muted' });
  /** Which images the views show. */
  private readonly images = h('p', { class: 'muted' });
  private readonly content: HTMLElement;
  private readonly queue: LoadQueue;
  private chosen: ViewId = 'confusion';
  /** The run whose network is looked into; null: none can be. */
  private runId: string | null = null;
  private experiment: ExperimentView | undefined;
  /** What has been learned so far; a view that was filled at another moment is filled again. */
  private moment = '';
  private readonly filledAt = new Map<ViewId, string>();

  constructor({ inspect, say, dispatch, theme }: SectionContext) {
    this.queue = new LoadQueue(
      inspect,
      (loaded) => this.report(loaded),
      () => this.setBusy(true),
    );
    const activations = new ActivationsView(theme, this.surroundings(say));
    const maps = new MapsView(theme, this.surroundings(say));
    const surroundings = {
      ...this.surroundings(say),
      openActivations: (index: number) => {
        const view = this.isOpen(maps) ? maps : activations;
        view.choose(index);
        this.filledAt.delete(view.id);
        this.choose(view.id);
      },
    };
    this.views = [
      new ConfusionView(theme, surroundings),
      new HardestView(theme, surroundings),
      new FiltersView(theme),
      activations,
      maps,
      new GradientsView(),
      new ShiftView(theme, this.surroundings(say), dispatch),
    ];
    const panels = new Map(this.views.map((view) => [view.id as string, panel(view)]));
    this.tabs = tabs(panels, t('Look inside'), (id) => this.choose(id as ViewId));
    const refresh = button({ label: t('Update'), onClick: () => this.fill() });
    this.content = h(
      'div',
      { class: 'inside-content' },
      this.tabs.element,
      h('div', { class: 'actions' }, refresh.element, this.status),
      this.images,
      ...panels.values(),
    );
    this.element = h('div', { class: 'inside' }, this.note, this.content);
    this.updateTabs();
  }

  update(state: ViewState): void {
    const reason = notLiveText(state);
    const run = reason === null ? shownRun(state) : null;
    if (run && run.id !== this.runId) this.forget();
    this.runId = run?.id ?? null;
    setText(this.note, reason ?? '');
    setHidden(this.note, reason === null);
    setHidden(this.content, run === null);
    if (!run) return;
    if (run.about !== this.experiment) {
      this.experiment = run.about;
      const chosen = this.views.find(({ id }) => id === this.chosen);
      if (!chosen || !this.isOpen(chosen)) this.chosen = this.views[0].id;
      this.updateTabs();
    }
    setText(this.images, imagesText(run));
    for (const view of this.views) view.update?.(state);
    this.moment = momentOf(run);
    if (this.filledAt.get(this.chosen) !== this.moment) this.fill();
  }

  setTheme(theme: Theme): void {
    for (const view of this.views) view.setTheme(theme);
  }

  private surroundings(announce: (text: string) => void): {
    load: LoadQueue['load'];
    openActivations(index: number): void;
    announce(text: string): void;
  } {
    return { load: (load) => this.queue.load(load), openActivations: () => undefined, announce };
  }

  private forget(): void {
    this.queue.clear();
    this.filledAt.clear();
    for (const view of this.views) view.clear();
    this.setBusy(false);
    setText(this.status, '');
  }

  private fill(): void {
    const view = this.views.find(({ id }) => id === this.chosen);
    if (!view) return;
    this.filledAt.set(view.id, this.moment);
    this.queue.loadAll(view.id, (inspect) => view.refresh(inspect));
  }

  private setBusy(isBusy: boolean): void {
    this.content.setAttribute('aria-busy', String(isBusy));
    if (isBusy) setText(this.status, t('Looking…'));
  }

  private report(loaded: Loaded): void {
    this.setBusy(false);
    if ('step' in loaded) setText(this.status, t('After step {0}.', count(loaded.step)));
    else setText(this.status, loaded.unavailable);
  }

  private choose(id: ViewId): void {
    this.chosen = id;
    this.updateTabs();
    if (this.runId !== null && this.filledAt.get(id) !== this.moment) this.fill();
  }

  private isOpen({ suits }: InsideView): boolean {
    return !suits || !this.experiment || suits(this.experiment);
  }

  private updateTabs(): void {
    this.tabs.update(
      this.views.map((view) => ({ id: view.id, label: view.title, hidden: !this.isOpen(view) })),
      this.chosen,
    );
  }
}

function panel(view: InsideView): HTMLElement {
  return h('div', { class: 'inside-panel' }, h('p', { class: 'look-for' }, view.lookFor), view.element);
}
