/** The figures that matter most, large. */
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { lineEquation } from '../run/describe';
import { figure, percent } from '../numbers';
import { type ViewRun, hasClasses } from '../run/viewRun';

interface Tiles {
  element: HTMLElement;
  update(run: ViewRun): void;
}

export function tiles(): Tiles {
  const loss = tile();
  const test = tile();
  const accuracy = tile();
  const line = tile();
  return {
    element: h('dl', { class: 'tiles' }, loss.element, test.element, accuracy.element, line.element),
    update: (run) => {
      const epoch = run.epochs.at(-1);
      const hasTest = hasClasses(run);
      if (hasTest && epoch) loss.set(t('Loss, mean of the epoch'), figure(epoch.trainLoss));
      else loss.set(t('Loss'), run.lastStep ? figure(run.lastStep.loss) : '–');
      test.set(
        t('Loss on test data'),
        hasTest ? (typeof epoch?.testLoss === 'number' ? figure(epoch.testLoss) : '–') : null,
      );
      accuracy.set(
        t('Accuracy on test data'),
        hasTest ? (typeof epoch?.testAccuracy === 'number' ? percent(epoch.testAccuracy) : '–') : null,
      );
      const { picture } = run;
      line.set(t('Line'), picture?.kind === 'line' ? lineEquation(picture.weight, picture.bias) : null);
    },
  };
}

function tile(): { element: HTMLElement; set(name: string, value: string | null): void } {
  const name = h('dt');
  const value = h('dd');
  const element = h('div', { class: 'tile' }, name, value);
  return {
    element,
    set: (text, shown) => {
      setHidden(element, shown === null);
      setText(name, text);
      if (shown !== null) setText(value, shown);
    },
  };
}
