/** The figures that matter most, large. */
import { h, setHidden, setText } from '../../shared/dom';
import { t } from '../../shared/l10n';
import { measuredOn } from '../../../src/training/measuredOn';
import { lineEquation, measuredOnText, sampleText } from '../run/describe';
import { figure, percent } from '../numbers';
import { lossNow } from '../run/lossNow';
import { type ViewRun, hasClasses, hasValidation } from '../run/viewRun';

interface Tiles {
  element: HTMLElement;
  update(run: ViewRun): void;
}

export function tiles(): Tiles {
  const loss = tile();
  const measuredLoss = tile();
  const accuracy = tile();
  const test = tile();
  const line = tile();
  const difference = tile();
  const all = [loss, measuredLoss, accuracy, test, line, difference].map(({ element }) => element);
  return {
    element: h('dl', { class: 'tiles' }, ...all),
    update: (run) => {
      const epoch = run.epochs.at(-1);
      const isMeasured = hasClasses(run);
      const measured = epoch ? measuredOn(epoch) : null;
      const what = measuredOnText([run]);
      const now = lossNow(run);
      const name = isMeasured ? t('Training loss') : t('Loss');
      loss.set(now && now.what !== '' ? t('Training loss: {0}', now.what) : name, now ? figure(now.loss) : '–');
      measuredLoss.set(t('Loss on {0}', what), isMeasured ? textOf(measured?.loss, figure) : null);
      // Before the first epoch is over, the sample is all there is.
      const sample = epoch ? undefined : run.interim.at(-1);
      if (sample) accuracy.set(t('Accuracy on {0}', sampleText(run)), percent(sample.accuracy));
      else accuracy.set(t('Accuracy on {0}', what), isMeasured ? textOf(measured?.accuracy, percent) : null);
      test.set(
        t('Accuracy on {0}, once at the end', t('test images')),
        isMeasured && hasValidation(run) ? textOf(run.test?.accuracy, percent) : null,
      );
      const { picture } = run;
      line.set(t('Line'), picture?.kind === 'line' ? lineEquation(picture.weight, picture.bias) : null);
      const found = picture?.kind === 'autodiff' ? textOf(picture.difference?.largest, figure) : null;
      difference.set(t('Largest difference of two gradients'), found);
    },
  };
}

const textOf = (value: number | null | undefined, text: (value: number) => string): string =>
  value === null || value === undefined ? '–' : text(value);

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
