/** Images side by side; the chosen one large, with its probabilities. */
import { button } from '../../shared/controls';
import { h, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import type { DigitView } from '../../../src/protocol/inspection';
import { mix } from '../../shared/color';
import { InkImage, inkColors, paintPixels } from '../../shared/pixels';
import { ProbabilityTable } from '../pictures/probabilities';
import { digitCaption, digitText, lossText } from './digits';
import { Gallery, type GalleryItem } from './gallery';

interface Digits {
  digits: readonly DigitView[];
  rows: number;
  cols: number;
  classes: readonly string[];
}

export class DigitBrowser {
  readonly element: HTMLElement;
  private readonly gallery: Gallery;
  private readonly large: InkImage;
  private readonly text = h('p');
  private readonly loss = h('p', { class: 'muted' });
  private readonly table = new ProbabilityTable(t('Probabilities of the chosen image'));
  private shown: Digits = { digits: [], rows: 0, cols: 0, classes: [] };

  constructor(name: string, theme: Theme, openActivations: (index: number) => void) {
    this.gallery = new Gallery(name, theme, () => this.showChosen());
    this.large = new InkImage(theme, 'digit-large');
    const activations = button({
      label: t('Show its activations'),
      onClick: () => {
        const digit = this.chosen();
        if (digit) openActivations(digit.index);
      },
    });
    this.element = h(
      'div',
      { class: 'browser', hidden: true },
      this.gallery.element,
      h(
        'div',
        { class: 'digit-detail' },
        h('div', { class: 'digit-words' }, this.large.canvas, this.text, this.loss, activations.element),
        this.table.element,
      ),
    );
  }

  update(shown: Digits): void {
    this.shown = shown;
    this.element.hidden = shown.digits.length === 0;
    this.gallery.update(shown.digits.map((digit) => this.item(digit)));
    this.showChosen();
  }

  setTheme(theme: Theme): void {
    this.gallery.setTheme(theme);
    this.large.setTheme(theme);
  }

  private chosen(): DigitView | undefined {
    return this.shown.digits.at(this.gallery.choice);
  }

  private item(digit: DigitView): GalleryItem {
    const { rows, cols, classes } = this.shown;
    return {
      key: String(digit.index),
      label: digitText(digit, classes),
      caption: digitCaption(digit, classes),
      paint: (canvas, theme) => {
        const { paper, ink } = inkColors(theme);
        paintPixels(canvas, rows, cols, (i) => mix(paper, ink, digit.pixels[i] / 255));
      },
    };
  }

  private showChosen(): void {
    const digit = this.chosen();
    if (!digit) return;
    const { rows, cols, classes } = this.shown;
    const text = digitText(digit, classes);
    this.large.update(digit.pixels, rows, cols, 255, text);
    setText(this.text, text);
    setText(this.loss, lossText(digit, classes));
    this.table.update(classes, digit.probabilities, digit.label);
  }
}
