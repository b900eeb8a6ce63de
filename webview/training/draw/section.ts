/** Draw a digit: what is drawn becomes an image of MNIST's kind, and the network says what it reads in it, live. */
import { button } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import type { Inspection } from '../../../src/protocol/inspection';
import { percent } from '../numbers';
import { InkImage } from '../../shared/pixels';
import { ProbabilityTable } from '../pictures/probabilities';
import type { Section, SectionContext } from '../section';
import { type Drawing, type ViewState, shownRun } from '../state';
import { LayerParts } from '../inside/layerParts';
import { notLiveText } from '../inside/live';
import { MapParts } from '../inside/mapParts';
import { Newest } from './newest';
import { Pad } from './pad';
import { SIDE, placeDrawing } from './placement';

const EMPTY = new Array<number>(SIDE * SIDE).fill(0);

export function drawSection(context: SectionContext): Section {
  return new DrawSection(context);
}

class DrawSection implements Section {
  readonly element: HTMLElement;
  private readonly pad: Pad;
  private readonly small: InkImage;
  private readonly table = new ProbabilityTable(t('What the network reads in the drawing'));
  private readonly reading = h('p', { class: 'reading' });
  private readonly note = h('p', { class: 'muted' });
  private readonly layers: LayerParts;
  private readonly layersPart: HTMLElement;
  private readonly maps: MapParts;
  private readonly mapsPart: HTMLElement;
  private readonly say: (text: string) => void;
  private readonly drew: (drawing: Drawing) => void;
  private readonly newest: Newest<number[], Inspection>;
  private isFrameDue = false;
  private pixels: number[] | null = null;
  private classes: readonly string[] = [];
  /** The class that was announced last. */
  private said: number | null = null;
  /** Whose network is asked, and how far it has learned; null: none can be asked. */
  private live: string | null = null;
  private runId: string | null = null;

  constructor({ inspect, say, dispatch, theme }: SectionContext) {
    this.say = say;
    this.drew = (drawing) => dispatch({ type: 'drew', drawing });
    this.pad = new Pad(theme, () => this.schedule());
    this.small = new InkImage(theme, 'draw-image');
    this.layers = new LayerParts(theme);
    this.layersPart = h(
      'div',
      { class: 'draw-layers', hidden: true },
      h('h3', {}, t('What its hidden neurons make of it')),
      h(
        'p',
        { class: 'explanation' },
        t(
          'Each square is a neuron, the stronger its colour, the more active. Watch which ones wake up while you draw.',
        ),
      ),
      this.layers.element,
    );
    this.maps = new MapParts(theme);
    this.mapsPart = h(
      'div',
      { class: 'draw-layers', hidden: true },
      h('h3', {}, t('What its filters make of it')),
      h(
        'p',
        { class: 'explanation' },
        t(
          'Each filter has a map: the stronger the colour, the stronger its answer at this place. Watch the maps while you draw.',
        ),
      ),
      this.maps.element,
    );
    this.newest = new Newest(
      (pixels) => inspect({ kind: 'predict', pixels }),
      (answer, pixels) => this.show(answer, pixels),
    );
    const clear = button({ label: t('Clear'), onClick: () => this.pad.clear() });
    this.element = h(
      'div',
      { class: 'draw' },
      h('div', { class: 'draw-pad' }, this.pad.element, h('div', { class: 'actions' }, clear.element)),
      h(
        'div',
        { class: 'draw-result' },
        h(
          'div',
          { class: 'draw-image-part' },
          this.small.canvas,
          h(
            'div',
            { class: 'draw-image-words' },
            h('h3', {}, t('What the network gets')),
            h(
              'p',
              { class: 'explanation' },
              t(
                '{0} × {0} pixels: fitted into 20 × 20, then moved so that its centre of mass lies in the middle, as MNIST was made.',
                SIDE,
              ),
            ),
          ),
        ),
        h('h3', {}, t('What it reads')),
        this.reading,
        this.note,
        this.table.element,
      ),
      this.layersPart,
      this.mapsPart,
    );
    this.showImage();
  }

  update(state: ViewState): void {
    const run = shownRun(state);
    const reason = notLiveText(state);
    const live = run && reason === null ? `${run.id} ${run.lastStep?.step ?? 0}` : null;
    if (live !== null && live === this.live) return;
    const isSameRun = live !== null && this.live?.startsWith(`${run?.id} `);
    this.live = live;
    this.runId = live === null || !run ? null : run.id;
    if (!isSameRun) {
      this.newest.forget();
      if (run) this.classes = run.about?.classes ?? [];
      this.showNothing();
    }
    setText(this.note, reason ?? '');
    setHidden(this.note, reason === null);
    if (live !== null && this.pixels) this.ask(this.pixels);
  }

  setTheme(theme: Theme): void {
    this.pad.setTheme(theme);
    this.small.setTheme(theme);
    this.layers.setTheme(theme);
    this.maps.setTheme(theme);
  }

  private schedule(): void {
    if (this.isFrameDue) return;
    this.isFrameDue = true;
    requestAnimationFrame(() => {
      this.isFrameDue = false;
      this.pad.draw();
      this.pixels = placeDrawing(this.pad.ink);
      this.showImage();
      if (!this.pixels) {
        this.newest.forget();
        this.showNothing();
      } else if (this.live !== null) {
        this.ask(this.pixels);
      }
    });
  }

  private ask(pixels: number[]): void {
    // A network that was kept is brought back by the first question.
    if (this.said === null) setText(this.reading, t('The network is reading…'));
    this.newest.put(pixels);
  }

  private showImage(): void {
    const label = this.pixels
      ? t('The drawing as an image of {0} by {0} pixels', SIDE)
      : t('An empty image of {0} by {0} pixels', SIDE);
    this.small.update(this.pixels ?? EMPTY, SIDE, SIDE, 1, label);
  }

  private showNothing(): void {
    this.said = null;
    this.table.update(this.classes, null);
    setHidden(this.layersPart, true);
    setHidden(this.mapsPart, true);
    setText(this.reading, this.live === null ? '' : t('Draw something.'));
  }

  private show(answer: Inspection, pixels: readonly number[]): void {
    switch (answer.kind) {
      case 'predict': {
        const { classes, probabilities, predicted, layers, maps } = answer;
        this.classes = classes;
        this.table.update(classes, probabilities);
        setText(this.reading, readingText(classes[predicted], probabilities[predicted]));
        if (this.runId !== null)
          this.drew({
            runId: this.runId,
            pixels: pixels.map((pixel) => Number(pixel.toFixed(2))),
            side: SIDE,
            read: classes[predicted],
            sure: probabilities[predicted],
          });
        setHidden(this.note, true);
        this.layers.show(layers);
        setHidden(this.layersPart, layers.length === 0);
        if (maps) this.maps.show(maps);
        setHidden(this.mapsPart, !maps);
        // While one draws, and while the network learns, the share changes all the time.
        if (predicted !== this.said) this.say(this.reading.textContent ?? '');
        this.said = predicted;
        return;
      }
      case 'unavailable':
        this.showNothing();
        setText(this.reading, '');
        setText(this.note, answer.reason);
        setHidden(this.note, false);
        return;
      default:
        return;
    }
  }
}

function readingText(name: string, probability: number): string {
  return t('{0}, with {1}', name, percent(probability));
}
