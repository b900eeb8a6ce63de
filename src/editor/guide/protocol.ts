/**
 * What the guide's page and the extension host say to each other.
 * Every message is a member of a union with a string tag; both ends switch over it exhaustively.
 * The webview imports types from here and nothing else, so this file must not reach for `vscode` or Node.
 */
import type { Location, Outcome } from '../../checker/outcome';
import type { GuidePage } from '../../course/guidePage';

/** Where a page is to be shown: a place in a lesson's page, or a term of the glossary. */
export type Anchor = 'top' | 'verdict' | 'hints' | 'solution' | 'debrief' | `term:${string}`;

/** The anchor that a command was given, if it is one. */
export function anchorOf(value: unknown): Anchor | undefined {
  switch (value) {
    case 'top':
    case 'verdict':
    case 'hints':
    case 'solution':
    case 'debrief':
      return value;
    default:
      return undefined;
  }
}

/** A check that did not pass, as the page shows it. */
export interface FailureView {
  /** A sentence about the code. */
  name: string;
  /** The function or class that it judges; null for the file as a whole. */
  of: string | null;
  outcome: Outcome;
  /** In words, in the learner's language. */
  outcomeText: string;
  message: string;
  /** What came and what was expected, in rows and columns of a monospaced font. */
  table: string | null;
  location: Location | null;
}

export interface VerdictView {
  outcome: Outcome;
  /** The same sentence as everywhere else. */
  text: string;
  passed: number;
  total: number;
  /** Those that say something; not those that nobody has started. */
  failures: FailureView[];
  /** Earlier lessons whose reference stood in, in a sentence; empty for none. */
  note: string;
  /** The file has been edited since. */
  outdated: boolean;
  /** What else can be looked at now. */
  offers: ActionView[];
}

/** Something to do that a page offers as a link. */
export interface ActionView {
  label: string;
  id: ActionId;
}

const ACTIONS = ['manageTrust', 'startCourse', 'showOutput', 'train', 'race'] as const;
export type ActionId = (typeof ACTIONS)[number];

/** All that changes about a lesson while its page is open. */
export interface LessonView {
  state: 'not started' | 'in progress' | 'passed';
  /** In words, in the learner's language. */
  stateText: string;
  /** How many hints are open. */
  hints: number;
  /** Places of the steps that are ticked. */
  steps: number[];
  /** The chosen answer of each question; null where there is none. */
  quiz: (number | null)[];
  /** Whether the explanation of the solution is open. */
  explained: boolean;
  checking: boolean;
  verdict: VerdictView | null;
  /** Whether there is a lesson or a page to go on to. */
  hasNext: boolean;
}

/** Something to know that stands above everything: why code is not run, why ticks are not kept. */
export interface NoticeView {
  text: string;
  action: ActionView | null;
}

/** Everything. Sent when the page is ready, when it becomes visible again, and when another page is to be shown. */
export interface ShowPage {
  type: 'show';
  /** Names the page in what the webview remembers: a lesson's id, a part's folder, `glossary`. */
  key: string;
  page: GuidePage;
  /** Null for pages that are not a lesson's. */
  lesson: LessonView | null;
  notice: NoticeView | null;
  /** The page that one came from, where there is a way back. */
  back: { label: string } | null;
  /** Null: where it was left. */
  at: Anchor | null;
}

export type ToWebview =
  | ShowPage
  /** What changed about the lesson that is shown. */
  | { type: 'lesson'; key: string; lesson: LessonView; notice: NoticeView | null }
  /** Brings a place into sight; and the focus to it, where the page has the focus. */
  | { type: 'reveal'; key: string; at: Anchor };

export type FromWebview =
  | { type: 'ready' }
  | { type: 'check'; lesson: string }
  | { type: 'hint'; lesson: string }
  | { type: 'solution'; lesson: string }
  | { type: 'explain'; lesson: string }
  | { type: 'next'; from: string }
  | { type: 'back' }
  | { type: 'steps'; lesson: string; steps: number[] }
  | { type: 'answer'; lesson: string; question: number; answer: number }
  | { type: 'openLesson'; lesson: string }
  | { type: 'openFile'; file: string }
  | { type: 'openLocation'; location: Location }
  | { type: 'openTerm'; term: string }
  | { type: 'act'; id: ActionId };

/** The message, or null when `value` is not one. */
export function parseFromWebview(value: unknown): FromWebview | null {
  if (!isRecord(value)) return null;
  const { type } = value;
  switch (type) {
    case 'ready':
    case 'back':
      return { type };
    case 'check':
    case 'hint':
    case 'solution':
    case 'explain':
    case 'openLesson':
      return typeof value.lesson === 'string' ? { type, lesson: value.lesson } : null;
    case 'next':
      return typeof value.from === 'string' ? { type, from: value.from } : null;
    case 'steps':
      return typeof value.lesson === 'string' && Array.isArray(value.steps) && value.steps.every(isPlace)
        ? { type, lesson: value.lesson, steps: value.steps }
        : null;
    case 'answer':
      return typeof value.lesson === 'string' && isPlace(value.question) && isPlace(value.answer)
        ? { type, lesson: value.lesson, question: value.question, answer: value.answer }
        : null;
    case 'openFile':
      return typeof value.file === 'string' ? { type, file: value.file } : null;
    case 'openLocation': {
      const location = parseLocation(value.location);
      return location && { type, location };
    }
    case 'openTerm':
      return typeof value.term === 'string' ? { type, term: value.term } : null;
    case 'act': {
      const id = ACTIONS.find((action) => action === value.id);
      return id ? { type, id } : null;
    }
    default:
      return null;
  }
}

function parseLocation(value: unknown): Location | null {
  if (!isRecord(value)) return null;
  const { file, line, column } = value;
  if (typeof file !== 'string' || !isPosition(line) || !isPosition(column)) return null;
  return { file, line, column };
}

/** A place in a list. */
function isPlace(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) < 1000;
}

/** A line or a column. */
function isPosition(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 1;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
