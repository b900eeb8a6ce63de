/** The baseline of 3 or 7: what the learner's code of lesson 1.1, which learns nothing, reads right. */
import { baselinePart } from '../../shared/baseline';
import { baselineSaid } from '../../shared/baselineSaid';
import { h } from '../../shared/dom';
import { t } from '../../shared/l10n';
import type { BaselineView } from '../../../src/protocol/baseline';
import type { Section, SectionContext } from '../section';

export function baselineSection({ ask, theme, say }: SectionContext): Section {
  let shown: BaselineView | null = null;
  const part = baselinePart(theme, {
    start: () => ask({ type: 'startBaseline' }),
    stop: () => ask({ type: 'stopBaseline' }),
    openLocation: (location) => ask({ type: 'openLocation', location }),
  });
  return {
    element: h(
      'div',
      { class: 'baseline' },
      h('h3', {}, t('The baseline')),
      h(
        'p',
        {},
        t(
          'Your code of the first lesson tells a 3 from a 7 by their mean images, and learns nothing. A model that learns has to beat it.',
        ),
      ),
      part.element,
    ),
    update: ({ baseline }) => {
      if (baseline === null) return;
      const said = baselineSaid(shown, baseline);
      shown = baseline;
      part.update(baseline);
      if (said) say(said);
    },
    setTheme: (next) => part.setTheme(next),
  };
}
