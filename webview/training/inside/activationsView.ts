/** What each unit of the hidden layers makes of one image. */
import { button, textField } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import type { Inspection } from '../../../src/protocol/inspection';
import { InkImage } from '../../shared/pixels';
import { ProbabilityTable } from '../pictures/probabilities';
import { digitText } from './digits';
import { LayerParts } from './layerParts';
import { type Inspect, type Loaded, notAnswered } from './loadQueue';
import type { InsideView, Surroundings } from './view';

type Activations = Extract<Inspection, { kind: 'activations' }>;

export class ActivationsView implements InsideView {
  readonly id = 'activations';
  readonly title = t('Activations');
  readonly lookFor = t(
    'Each square is a neuron of a hidden layer, the stronger its colour, the more active. Look which neurons answer to this image, and whether other images of the same digit wake up the same ones.',
  );
  readonly element: HTMLElement;
  private readonly image: InkImage;
  private readonly text = h('p');
  private readonly table = new ProbabilityTable(t('Probabilities of this image'));
  private readonly layers: LayerParts;
  private readonly content: HTMLElement;
  private readonly field: ReturnType<typeof textField>;
  private readonly surroundings: Surroundings;
  private index = 0;
  /** How many images there are, as far as is known. */
  private of: number | null = null;

  constructor(theme: Theme, surroundings: Surroundings) {
    this.surroundings = surroundings;
    this.image = new InkImage(theme, 'digit-large');
    this.layers = new LayerParts(theme);
    this.field = textField({
      label: t('Image'),
      value: '0',
      numeric: true,
      onInput: () => undefined,
      onEnter: () => this.go(Number.parseInt(this.field.value(), 10)),
    });
    const show = button({ label: t('Show'), onClick: () => this.go(Number.parseInt(this.field.value(), 10)) });
    const before = button({ label: t('Previous image'), onClick: () => this.go(this.index - 1) });
    const next = button({ label: t('Next image'), onClick: () => this.go(this.index + 1) });
    this.content = h(
      'div',
      { class: 'browser', hidden: true },
      h(
        'div',
        { class: 'digit-detail' },
        h('div', { class: 'digit-words' }, this.image.canvas, this.text),
        this.table.element,
      ),
      this.layers.element,
    );
    this.element = h(
      'div',
      { class: 'inside-view' },
      h('div', { class: 'actions choose-image' }, this.field.element, show.element, before.element, next.element),
      this.content,
    );
  }

  /** The image that is shown at the next refresh. */
  choose(index: number): void {
    this.index = index;
    this.field.setValue(String(index));
  }

  async refresh(inspect: Inspect): Promise<Loaded> {
    const answer = await inspect({ kind: 'activations', index: this.index });
    if (answer.kind !== 'activations') return notAnswered(answer);
    this.show(answer);
    return { step: answer.step };
  }

  clear(): void {
    this.index = 0;
    this.of = null;
    this.field.setValue('0');
    setHidden(this.content, true);
  }

  setTheme(theme: Theme): void {
    this.image.setTheme(theme);
    this.layers.setTheme(theme);
  }

  private go(index: number): void {
    const last = (this.of ?? Number.POSITIVE_INFINITY) - 1;
    this.choose(Number.isInteger(index) ? Math.max(0, Math.min(last, index)) : this.index);
    this.surroundings.load(async (inspect) => {
      const loaded = await this.refresh(inspect);
      if ('step' in loaded) this.surroundings.announce(this.text.textContent ?? '');
      return loaded;
    });
  }

  private show(answer: Activations): void {
    const { digit, classes, rows, cols, of } = answer;
    this.of = of;
    const text = digitText(digit, classes);
    this.image.update(digit.pixels, rows, cols, 255, text);
    setText(this.text, text);
    this.table.update(classes, digit.probabilities, digit.label);
    // The output stands beside it, as probabilities.
    this.layers.show(answer.layers.slice(0, -1));
    setHidden(this.content, false);
  }
}
