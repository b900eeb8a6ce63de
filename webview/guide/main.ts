/** The guide's page: shows what the host sends, and tells the host what the learner asks for. */
import type { Anchor, GuideToHost, LessonView, NoticeView, ShowPage, HostToGuide } from '../../src/protocol/guide';
import { Announcer } from '../shared/announce';
import { link } from '../shared/controls';
import { h } from '../shared/dom';
import { t } from '../shared/l10n';
import { connect } from '../shared/messages';
import { onThemeChange, readTheme } from '../shared/theme';
import { FocusMemory } from './focusMemory';
import { type LessonScreen, lessonScreen } from './lessonPage';
import { followLinks } from './links';
import { announcement } from './announcement';
import { type PlainScreen, glossaryScreen, partEndScreen } from './otherPages';
import { type SavedState, ScrollMemory } from './scrollMemory';
import { watchScrollRegions } from './scrollRegions';
import { TermNotes } from './terms';
import { keepUncovered } from './uncovered';

const host = connect<HostToGuide, GuideToHost, SavedState>();
const memory = new ScrollMemory(host.savedState(), (state) => host.saveState(state));
const announcer = new Announcer();
const ask = (message: GuideToHost): void => host.send(message);

const main = h('main', { class: 'page' });
const foot = h('div', { class: 'foot' });
const sheet = h('div', { class: 'sheet' });
const notes = new TermNotes(main);
const root = h('div', { class: 'guide' }, main, sheet, foot, announcer.element);
document.getElementById('app')?.replaceWith(root);
followLinks(root, ask);
keepUncovered({ sheet, foot });
const focus = new FocusMemory(root);

interface Shown {
  message: ShowPage;
  screen: LessonScreen | PlainScreen;
  lesson: LessonView | null;
}
let shown: Shown | null = null;

host.onMessage(receive);
onThemeChange(() => {
  if (shown && 'setTheme' in shown.screen) shown.screen.setTheme(readTheme());
});
host.send({ type: 'ready' });

function receive(message: HostToGuide): void {
  switch (message.type) {
    case 'show':
      return show(message);
    case 'lesson':
      if (shown?.message.key === message.key) update(message.lesson, message.notice);
      return;
    case 'reveal':
      // After a check from a button of the bar, the focus goes on from there.
      if (shown?.message.key === message.key) goTo(message.at, message.at !== 'verdict');
      return;
  }
}

function show(message: ShowPage): void {
  if (!shown) watchScrollRegions(root, t('Scrolls sideways'));
  memory.leave();
  if (shown) focus.leave(shown.message.key);
  root.classList.toggle('no-terminal', !message.hasTerminal);
  const screen = screenOf(message);
  shown = { message, screen, lesson: null };
  main.replaceChildren(...[backLink(message), ...screen.main].filter((part) => part !== null), notes.element);
  sheet.replaceChildren(...('sheet' in screen ? [screen.sheet] : []));
  foot.replaceChildren(...(screen.foot ? [screen.foot] : []));
  notes.setNotes(message.page.terms);
  if (message.lesson) update(message.lesson, message.notice);
  memory.enter(message.key);
  setSheetOpen(memory.isSheetOpen);
  const { at } = message;
  if (at) requestAnimationFrame(() => requestAnimationFrame(() => goTo(at)));
  else focus.enter(message.key, screen.find('top'));
}

function screenOf({ page, hasTerminal }: ShowPage): LessonScreen | PlainScreen {
  switch (page.kind) {
    case 'lesson':
      return lessonScreen(page, {
        ...{ ask, goTo, hasTerminal },
        closeSheet: () => setSheetOpen(false),
        say: (text) => announcer.say(text),
      });
    case 'part-end':
      return partEndScreen(page, ask);
    case 'glossary':
      return glossaryScreen(page);
  }
}

function update(view: LessonView, notice: NoticeView | null): void {
  if (!shown || !('update' in shown.screen)) return;
  const before = shown.lesson;
  shown.lesson = view;
  shown.screen.update(view, notice);
  const text = before && announcement(before, view);
  if (text) announcer.say(text);
}

/** Brings a place into sight, and the focus with it. The sheet with the verdict comes over the page and moves nothing. */
function goTo(at: Anchor, withFocus = true): void {
  if (!shown) return;
  setSheetOpen(at === 'verdict');
  const target = shown.screen.find(at);
  if (at === 'top') window.scrollTo(0, 0);
  else if (at !== 'verdict') target.scrollIntoView({ block: 'start' });
  if (withFocus) focus.put(target);
}

function setSheetOpen(open: boolean): void {
  if (!shown || !('setSheetOpen' in shown.screen)) return;
  shown.screen.setSheetOpen(open);
  memory.keepSheet(open);
}

function backLink({ back }: ShowPage): HTMLElement | null {
  if (!back) return null;
  return h(
    'p',
    { class: 'back' },
    link({ label: t('Back to {0}', back.label), onClick: () => ask({ type: 'back' }) }).element,
  );
}
