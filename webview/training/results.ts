/** The right side: what the run is, and its sections as tabs. Only the section on the screen is kept up to date. */
import { h, setHidden } from '../shared/dom';
import { t } from '../shared/l10n';
import { tabs } from '../shared/tabs';
import type { Theme } from '../shared/theme';
import { estimateNotice } from './estimate/estimate';
import { endingBox } from './run/endingBox';
import { goOnBox } from './run/goOnBox';
import { runAbout } from './run/runAbout';
import { runHead } from './run/runHead';
import type { Section, SectionContext } from './section';
import { SECTIONS, shownSection } from './sections';
import { type ViewState, shownRun } from './state';

interface Results {
  element: HTMLElement;
  update(state: ViewState): void;
  setTheme(theme: Theme): void;
}

export function results(context: SectionContext): Results {
  const heading = runHead(context);
  const estimate = estimateNotice(context);
  const ending = endingBox(context);
  const goOn = goOnBox(context);
  const about = runAbout(context);
  const sections = new Map<string, Section>(SECTIONS.map((entry) => [entry.id, entry.make(context)]));
  const panels = new Map([...sections].map(([id, section]) => [id, section.element]));
  const bar = tabs(panels, t('Results'), (section) => context.dispatch({ type: 'section', section }));
  return {
    element: h(
      'section',
      { class: 'results', attributes: { 'aria-label': t('Results') } },
      heading.element,
      estimate.element,
      ending.element,
      goOn.element,
      bar.element,
      ...panels.values(),
      about.element,
    ),
    update: (state) => {
      const run = shownRun(state);
      heading.update(run, run !== state.run);
      estimate.update(state);
      ending.update(state);
      goOn.update(state);
      about.update(state);
      const chosen = shownSection(state).id;
      const views = SECTIONS.map(({ id, label, isOpen }) => ({ id, label, hidden: !isOpen(state) }));
      setHidden(bar.element, views.filter((view) => !view.hidden).length < 2);
      bar.update(views, chosen);
      sections.get(chosen)?.update(state);
    },
    setTheme: (theme) => {
      for (const section of sections.values()) section.setTheme(theme);
    },
  };
}
