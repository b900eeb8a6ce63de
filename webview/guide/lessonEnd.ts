/** The end of a lesson, in the sheet of a check that passed: how far its part is built, the learner's own picture, how the debrief begins. */
import type { LessonPage } from '../../src/protocol/guidePage';
import type { LessonView } from '../../src/protocol/guide';
import { h, setHidden, setText } from '../shared/dom';
import { icon } from '../shared/icons';
import { t } from '../shared/l10n';
import { InkImage } from '../shared/pixels';
import type { Theme } from '../shared/theme';
import { prose } from './content';
import { opening } from './opening';
import { picturePart } from './picture/picture';

interface LessonEnd {
  element: HTMLElement;
  update(view: LessonView): void;
  setTheme(theme: Theme): void;
}

/** Of full ink, as bytes have it. */
const FULL = 255;

export function lessonEnd(page: LessonPage, theme: Theme): LessonEnd {
  const steps = h('span', { class: 'path-steps', attributes: { 'aria-hidden': 'true' } });
  const words = h('span', { class: 'muted' });
  const means = [new InkImage(theme), new InkImage(theme)];
  const pictures = h('div', { class: 'end-means', hidden: true }, ...means.map(({ canvas }) => canvas));
  const own = picturePart(theme, false);
  const element = h(
    'div',
    { class: 'lesson-end' },
    h('div', { class: 'path' }, steps, words),
    h('div', { class: 'end-debrief' }, pictures, own.element, prose(opening(page.debriefHtml))),
  );
  return {
    element,
    update: ({ part, baseline, picture }) => {
      steps.replaceChildren(
        ...part.map(({ passed, number }) => {
          const step = h('span', { class: passed ? 'path-step passed' : 'path-step', title: number });
          if (passed) step.append(icon('right'));
          if (number === page.number) step.classList.add('here');
          return step;
        }),
      );
      const done = part.filter(({ passed }) => passed).length;
      setText(
        words,
        done === part.length
          ? t('Part {0} is complete: all {1} lessons.', page.part.number, done)
          : t('{0} of {1} lessons of Part {2}', done, part.length, page.part.number),
      );
      own.update(picture);
      const measured = baseline?.baseline ?? null;
      setHidden(pictures, measured === null);
      if (!measured) return;
      const { rows, cols, meanThree, meanSeven } = measured;
      means[0].update(meanThree, rows, cols, FULL, t('Your mean 3'));
      means[1].update(meanSeven, rows, cols, FULL, t('Your mean 7'));
    },
    setTheme: (next) => {
      for (const mean of means) mean.setTheme(next);
      own.setTheme(next);
    },
  };
}
