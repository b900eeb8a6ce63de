/** The images with the highest loss. */
import { h, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { Theme } from '../../shared/theme';
import { count } from '../numbers';
import { DigitBrowser } from './digitBrowser';
import { type Inspect, type Loaded, notAnswered } from './loadQueue';
import type { InsideView, Surroundings } from './view';

export class HardestView implements InsideView {
  readonly id = 'worst';
  readonly title = t('Hardest digits');
  readonly lookFor = t(
    'The images that the network gets most wrong, highest loss first. Look for what they have in common: a stroke that is missing, an unusual slant, a label that you would argue with.',
  );
  readonly element: HTMLElement;
  private readonly browser: DigitBrowser;
  private readonly summary = h('p', { class: 'summary' });

  constructor(theme: Theme, surroundings: Surroundings) {
    this.browser = new DigitBrowser(t('Hardest digits'), theme, (i) => surroundings.openActivations(i));
    this.element = h('div', { class: 'inside-view' }, this.summary, this.browser.element);
  }

  async refresh(inspect: Inspect): Promise<Loaded> {
    const answer = await inspect({ kind: 'worst' });
    if (answer.kind !== 'worst') return notAnswered(answer);
    const { digits, rows, cols, classes } = answer;
    setText(
      this.summary,
      digits.length === 0
        ? t('No image is read wrong.')
        : t('{0} images that are read wrong, highest loss first.', count(digits.length)),
    );
    this.browser.update({ digits, rows, cols, classes });
    return { step: answer.step };
  }

  clear(): void {
    setText(this.summary, '');
    this.browser.update({ digits: [], rows: 0, cols: 0, classes: [] });
  }

  setTheme(theme: Theme): void {
    this.browser.setTheme(theme);
  }
}
