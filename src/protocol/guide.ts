/** Messages of the guide's page and the extension host. */
import { BaselineView } from './baseline';
import { AskGraph, GraphView } from './graph';
import { GuidePage } from './guidePage';
import { SourceLocation } from './location';
import { OutcomeIcon, OutcomeKind } from './outcome';
import { LessonPicture } from './picture';
import { LessonState } from './progress';
import * as v from 'valibot';
import { type Infer, index } from './schema';

/** A place in a lesson's page that a command may name. */
export const Place = v.picklist(['top', 'verdict', 'live', 'hints', 'solution', 'debrief']);

/** Where a page is to be shown: a place in a lesson's page, or a term of the glossary. */
export const Anchor = v.union([
  Place,
  v.custom<`term:${string}`>((value) => typeof value === 'string' && value.startsWith('term:')),
]);
export type Anchor = Infer<typeof Anchor>;

/** A page of the course names those that are not about the folder: `[words](act:compare)`. */
export const ActionId = v.picklist([
  ...['manageTrust', 'startCourse', 'layOut', 'showOutput'],
  ...['train', 'race', 'compare', 'exportWeights', 'tryIt', 'whatYouBuilt'],
] as const);
export type ActionId = Infer<typeof ActionId>;

/** Something to do that a page offers as a link. */
const ActionView = v.object({ label: v.string(), id: ActionId });
export type ActionView = Infer<typeof ActionView>;

/** A check that did not pass, as the page shows it. */
const FailureView = v.object({
  /** A sentence about the code. */
  name: v.string(),
  /** The function or class that it judges; null for the file as a whole. */
  of: v.nullable(v.string()),
  /** In words, in the learner's language. */
  outcomeText: v.string(),
  message: v.string(),
  /** What came and what was expected, in rows and columns of a monospaced font. */
  table: v.nullable(v.string()),
  location: v.nullable(SourceLocation),
  /** The function, class or method whose name stands at `location`; null where that is the very line. */
  symbol: v.nullable(v.string()),
});
export type FailureView = Infer<typeof FailureView>;

const VerdictView = v.object({
  kind: OutcomeKind,
  icon: OutcomeIcon,
  /** The same sentence as everywhere else. */
  text: v.string(),
  passed: index,
  /** 0 where no check could be run. */
  total: index,
  /** The failed checks by cause, the one that says most first; not those that are still to write. */
  causes: v.array(v.array(FailureView)),
  /** Earlier lessons whose reference stood in, in a sentence; empty for none. */
  note: v.string(),
  /** The file has been edited since. */
  outdated: v.boolean(),
  /** What else can be looked at now. */
  offers: v.array(ActionView),
});
export type VerdictView = Infer<typeof VerdictView>;

/** All that changes about a lesson while its page is open. */
const LessonView = v.object({
  /** Of the code as it is now. */
  state: LessonState,
  /** Whether the lesson has passed, now or before. */
  hasPassed: v.boolean(),
  /** In words, in the learner's language. */
  stateText: v.string(),
  /** How many hints are open. */
  hints: index,
  /** Places of the steps that are ticked. */
  steps: v.array(index),
  /** The chosen answer of each question; null where there is none. */
  quiz: v.array(v.nullable(index)),
  /** Whether the explanation of the solution is open. */
  explained: v.boolean(),
  checking: v.boolean(),
  verdict: v.nullable(VerdictView),
  /** What the learner's code makes of digits; null for a lesson without this picture. */
  baseline: v.nullable(BaselineView),
  /** A formula as a graph; null for a lesson without it. */
  graph: v.nullable(GraphView),
  /** What the learner's functions drew at the last check, which they passed; null where there is nothing. */
  picture: v.nullable(LessonPicture),
  /** The lessons of its part, in their order, and which have passed, now or before. */
  part: v.array(v.object({ number: v.string(), passed: v.boolean() })),
  /** Whether there is a lesson or a page to go on to. */
  hasNext: v.boolean(),
});
export type LessonView = Infer<typeof LessonView>;

/** Stands above everything: why code is not run, why ticks are not kept. */
const NoticeView = v.object({ text: v.string(), action: v.nullable(ActionView) });
export type NoticeView = Infer<typeof NoticeView>;

/** Everything. Sent when the page is ready, when it becomes visible again, and when another page is to be shown. */
const ShowPage = v.object({
  type: v.literal('show'),
  /** Names the page in what the webview keeps: a lesson's id, a part's folder, `glossary`. */
  key: v.string(),
  page: GuidePage,
  /** Null for pages that are not a lesson's. */
  lesson: v.nullable(LessonView),
  notice: v.nullable(NoticeView),
  /** The page that one came from, where there is a way back. */
  back: v.nullable(v.object({ label: v.string() })),
  /** Null: where it was left. */
  at: v.nullable(Anchor),
  /** Whether a file can be run in a terminal, as lessons say. */
  hasTerminal: v.boolean(),
});
export type ShowPage = Infer<typeof ShowPage>;

export const HostToGuide = v.variant('type', [
  ShowPage,
  /** What changed about the lesson that is shown. */
  v.object({ type: v.literal('lesson'), key: v.string(), lesson: LessonView, notice: v.nullable(NoticeView) }),
  /** Brings a place into sight; and the focus to it, where the page has the focus. */
  v.object({ type: v.literal('reveal'), key: v.string(), at: Anchor }),
]);
export type HostToGuide = Infer<typeof HostToGuide>;

/** A place in a list of a page. */
const listIndex = v.pipe(index, v.maxValue(999));

export const GuideToHost = v.variant('type', [
  v.object({ type: v.literal('ready') }),
  v.object({ type: v.picklist(['check', 'hint', 'solution', 'explain', 'openLesson']), lesson: v.string() }),
  v.object({ type: v.literal('next'), from: v.string() }),
  v.object({ type: v.literal('back') }),
  v.object({ type: v.literal('steps'), lesson: v.string(), steps: v.array(listIndex) }),
  v.object({ type: v.literal('answer'), lesson: v.string(), question: listIndex, answer: listIndex }),
  v.object({ type: v.literal('openFile'), file: v.string() }),
  v.object({ type: v.literal('openLocation'), location: SourceLocation }),
  v.object({ type: v.literal('openTerm'), term: v.string() }),
  v.object({ type: v.picklist(['startBaseline', 'stopBaseline', 'stopGraph']) }),
  AskGraph,
  v.object({ type: v.literal('act'), id: ActionId }),
]);
export type GuideToHost = Infer<typeof GuideToHost>;
