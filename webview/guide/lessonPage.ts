/** A lesson's page: built once, then kept up to date with what the host says. */
import type { LessonPage } from '../../src/protocol/guidePage';
import type { Anchor, LessonView, NoticeView } from '../../src/protocol/guide';
import { baselinePart } from '../shared/baseline';
import { link } from '../shared/controls';
import { h, setHidden, setText } from '../shared/dom';
import { language, t } from '../shared/l10n';
import { notice } from '../shared/notice';
import { type Theme, readTheme } from '../shared/theme';
import { lessonBar } from './bar';
import { ENGLISH, prose } from './content';
import { contentsLine } from './contents';
import { graphPart } from './graph/graph';
import { headingOf } from './headings';
import { hintList } from './hints';
import type { Ask } from './intents';
import { lessonEnd } from './lessonEnd';
import { picturePart } from './picture/picture';
import { question } from './quiz';
import { solutionPart } from './solution';
import { type Steps, stepList } from './steps';
import { verdictSheet } from './verdict';

export interface LessonScreen {
  main: HTMLElement[];
  /** What stays in reach below the page. */
  foot: HTMLElement;
  /** What covers the end of the page as long as it is open, above the foot. */
  sheet: HTMLElement;
  update(view: LessonView, notice: NoticeView | null): void;
  /** The element to bring into sight for an anchor. */
  find(at: Anchor): HTMLElement;
  setSheetOpen(open: boolean): void;
  setTheme(theme: Theme): void;
}

interface ScreenActions {
  ask: Ask;
  goTo(at: Anchor): void;
  closeSheet(): void;
  hasTerminal: boolean;
  /** Says a sentence to people who hear the page. */
  say(text: string): void;
}

/** A line of a terminal that runs the lesson's file. */
const RUNS_A_FILE = /<code>node [^<]+\.ts<\/code>/;

export function lessonScreen(
  page: LessonPage,
  { ask, goTo, closeSheet, hasTerminal, say }: ScreenActions,
): LessonScreen {
  const lesson = page.id;
  // It is said once, where the course begins.
  const isFirst = page.number === '1.1';
  const state = h('span', { class: 'state' });
  const title = h('h1', { attributes: { tabindex: '-1', ...ENGLISH } }, `${page.number} ${page.title}`);
  const header = h(
    'header',
    {},
    title,
    h(
      'p',
      { class: 'meta' },
      h('span', { attributes: ENGLISH }, page.part.title),
      h('span', {}, t('{0} min', page.minutes)),
      state,
    ),
    isFirst && language !== 'en' ? h('p', { class: 'muted' }, t('Lessons are in English.')) : null,
  );
  const warning = h('div', { hidden: true });
  const end = lessonEnd(page, readTheme());
  const verdict = verdictSheet(ask, end.element, {
    toDebrief: () => goTo('debrief'),
    close: () => {
      closeSheet();
      bar.focusState();
    },
  });
  const questions = page.quiz.map((each, i) =>
    question(each, (answer) => ask({ type: 'answer', lesson, question: i, answer })),
  );
  let steps: Steps | null = null;
  const headings: HTMLElement[] = [];
  const sections = page.sections.map((section) => {
    const { text, lang } = headingOf(section.heading);
    const heading = h('h2', { attributes: { tabindex: '-1', lang } }, text);
    headings.push(heading);
    const parts: HTMLElement[] = [heading];
    if (section.html) parts.push(prose(section.html));
    if (section.steps.length > 0) {
      steps = stepList(section.steps, (ticked) => ask({ type: 'steps', lesson, steps: ticked }));
      parts.push(steps.element);
    }
    if (section.afterHtml) parts.push(prose(section.afterHtml));
    if (!hasTerminal && RUNS_A_FILE.test(`${section.html}${section.steps.join('')}${section.afterHtml}`))
      parts.push(h('p', { class: 'muted' }, byCheck()));
    if (section.question !== null) parts.push(questions[section.question].element);
    return h('section', { id: section.id }, ...parts);
  });
  const elsewhere = page.sections.map((section) => section.question);
  const quizTitle = h('h2', { attributes: { tabindex: '-1' } }, t('Quiz'));
  const quiz = h(
    'section',
    { id: 'quiz' },
    quizTitle,
    ...questions.filter((_, i) => !elsewhere.includes(i)).map(({ element }) => element),
  );
  const hints = hintList(page.hints, () => ask({ type: 'hint', lesson }));
  const contents = contentsLine([...headings, hints.heading, quizTitle]);
  const solution = solutionPart(page.solution, {
    explain: () => ask({ type: 'explain', lesson }),
    compare: () => ask({ type: 'solution', lesson }),
  });
  const debriefTitle = h('h2', {}, t('After passing: the debrief'));
  const debriefSummary = h('summary', {}, debriefTitle);
  const picture = picturePart(readTheme(), true);
  const debriefText = prose(page.debriefHtml);
  const debrief = h('details', { id: 'debrief', class: 'debrief' }, debriefSummary, picture.element, debriefText);
  const bar = lessonBar({
    check: () => ask({ type: 'check', lesson }),
    hint: () => ask({ type: 'hint', lesson }),
    solution: () => ask({ type: 'solution', lesson }),
    next: () => ask({ type: 'next', from: lesson }),
    toVerdict: () => goTo('verdict'),
  });
  const baseline = baselinePart(readTheme(), {
    start: () => ask({ type: 'startBaseline' }),
    stop: () => ask({ type: 'stopBaseline' }),
    openLocation: (location) => ask({ type: 'openLocation', location }),
  });
  const graph = graphPart(readTheme(), {
    start: (formula, values) => ask({ type: 'startGraph', formula, values }),
    stop: () => ask({ type: 'stopGraph' }),
    openLocation: (location) => ask({ type: 'openLocation', location }),
    say,
  });
  const live = sections.find((section) => section.querySelector('[data-live]'));
  // The text around it is English.
  for (const [name, { element }] of Object.entries({ baseline, graph })) {
    element.lang = language;
    live?.querySelector(`[data-live="${name}"]`)?.replaceChildren(element);
  }
  let hadPassed = false;
  let shownNotice = '';
  return {
    main: [header, contents, warning, ...sections, hints.element, solution.element, quiz, debrief],
    foot: bar.element,
    sheet: verdict.element,
    setSheetOpen: (open) => verdict.setOpen(open),
    update: (view, note) => {
      const { hasPassed } = view;
      state.dataset.state = view.state;
      state.dataset.passed = String(hasPassed);
      setText(state, view.stateText);
      if (JSON.stringify(note) !== shownNotice) {
        shownNotice = JSON.stringify(note);
        setHidden(warning, note === null);
        warning.replaceChildren(...(note ? [noticeBox(note, ask)] : []));
      }
      end.update(view);
      verdict.update(view.verdict);
      steps?.update(view.steps);
      questions.forEach((each, i) => each.update(view.quiz[i] ?? null));
      hints.update(view.hints);
      solution.update(view.explained);
      if (view.baseline)
        baseline.update(
          view.baseline,
          view.state === 'passed' ? '' : t('First, all checks of this lesson pass: press Check My Solution.'),
        );
      if (view.graph) graph.update(view.graph);
      if (hasPassed && !hadPassed) debrief.open = true;
      hadPassed = hasPassed;
      setText(debriefTitle, hasPassed ? t('Debrief') : t('After passing: the debrief'));
      picture.update(view.picture);
      bar.update(view);
    },
    find: (at) => {
      if (at === 'verdict') return verdict.heading;
      if (at === 'hints') return hints.newest();
      if (at === 'solution') return solution.heading;
      if (at === 'live') return graph.element.isConnected ? graph.element : (live?.querySelector('h2') ?? title);
      return at === 'debrief' ? debriefSummary : title;
    },
    setTheme: (theme) => {
      baseline.setTheme(theme);
      graph.setTheme(theme);
      end.setTheme(theme);
      picture.setTheme(theme);
    },
  };
}

function noticeBox({ text, action }: NoticeView, ask: Ask): HTMLElement {
  const act = action && link({ label: action.label, onClick: () => ask({ type: 'act', id: action.id }) });
  return notice(action?.id === 'manageTrust' ? 'lock' : 'info', h('p', {}, text), act ? h('p', {}, act.element) : null);
}

const byCheck = (): string =>
  t(
    'There is no terminal in a browser. Press “{0}” instead: its result offers “{1}”, and that is what the lines print.',
    t('Check My Solution'),
    t('Show Output'),
  );
