/** A view of one image: which one is chosen, the image itself, what it is read as, and below it what the network makes of it. */
import { button, textField } from '../../shared/controls';
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { InkImage } from '../../shared/pixels';
import type { Theme } from '../../shared/theme';
import type { DigitView } from '../../../src/protocol/inspection';
import { ProbabilityTable } from '../pictures/probabilities';
import { digitText } from './digits';
import type { Inspect, Loaded } from './loadQueue';
import type { InsideView, Surroundings, ViewId } from './view';

interface Answer {
  digit: DigitView;
  classes: readonly string[];
  rows: number;
  cols: number;
  /** How many images there are. */
  of: number;
  step: number;
}

export abstract class OneDigitView implements InsideView {
  abstract readonly id: ViewId;
  abstract readonly title: string;
  abstract readonly lookFor: string;
  abstract readonly suits: InsideView['suits'];
  readonly element: HTMLElement;
  protected index = 0;
  private readonly image: InkImage;
  private readonly text = h('p');
  private readonly table = new ProbabilityTable(t('Probabilities of this image'));
  private readonly parts: { element: HTMLElement; setTheme(theme: Theme): void };
  private readonly content: HTMLElement;
  private readonly field: ReturnType<typeof textField>;
  private readonly surroundings: Surroundings;
  /** How many images there are, as far as is known. */
  private of: number | null = null;

  constructor(theme: Theme, surroundings: Surroundings, parts: OneDigitView['parts']) {
    this.surroundings = surroundings;
    this.parts = parts;
    this.image = new InkImage(theme, 'digit-large');
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
      parts.element,
    );
    this.element = h(
      'div',
      { class: 'inside-view' },
      h('div', { class: 'actions choose-image' }, this.field.element, show.element, before.element, next.element),
      this.content,
    );
  }

  /** Asks about the image `index`, shows the answer in the parts, and the image by `showDigit`. */
  abstract refresh(inspect: Inspect): Promise<Loaded>;

  /** The image that is shown at the next refresh. */
  choose(index: number): void {
    this.index = index;
    this.field.setValue(String(index));
  }

  clear(): void {
    this.of = null;
    this.choose(0);
    setHidden(this.content, true);
  }

  setTheme(theme: Theme): void {
    this.image.setTheme(theme);
    this.parts.setTheme(theme);
  }

  protected showDigit({ digit, classes, rows, cols, of, step }: Answer): Loaded {
    this.of = of;
    const text = digitText(digit, classes);
    this.image.update(digit.pixels, rows, cols, 255, text);
    setText(this.text, text);
    this.table.update(classes, digit.probabilities, digit.label);
    setHidden(this.content, false);
    return { step };
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
}
