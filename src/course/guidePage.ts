/**
 * What the pages of the guide hold, rendered when the extension is built: `dist/guides/<page>.json`.
 * Every `…Html` text is markup that `src/course/render` made from the course's own Markdown; nothing else ever gets into it.
 * Webviews import these types, so this file must not reach for Node.
 */

/** A definition, to be shown beside the word. */
export interface TermNote {
  name: string;
  /** Without links. */
  html: string;
}

export interface LessonName {
  id: string;
  /** `1.3` */
  number: string;
  title: string;
}

export interface GuideSection {
  /** `the-idea`; once in a page. */
  id: string;
  heading: string;
  html: string;
  /** Only in "Steps": the things to do, one after the other. They stand between `html` and `afterHtml`. */
  steps: string[];
  afterHtml: string;
  /** Only in "Predict, then run": the place in the quiz of the question that belongs to it. */
  question: number | null;
}

export interface PageAnswer {
  html: string;
  right: boolean;
  becauseHtml: string;
}

export interface PageQuestion {
  html: string;
  /** What stands between the question and its answers, such as a piece of code. */
  bodyHtml: string;
  answers: PageAnswer[];
}

export interface LessonPage extends LessonName {
  kind: 'lesson';
  summary: string;
  minutes: number;
  part: { number: number; title: string };
  sections: GuideSection[];
  hints: string[];
  solution: { html: string; codeHtml: string };
  quiz: PageQuestion[];
  debriefHtml: string;
  /** The terms that the page links to, by id. */
  terms: Record<string, TermNote>;
}

export interface PartEndPage {
  kind: 'part-end';
  /** The part's folder, `1-linear-model`. */
  id: string;
  number: number;
  title: string;
  html: string;
  terms: Record<string, TermNote>;
}

export interface GlossaryPage {
  kind: 'glossary';
  entries: { id: string; name: string; html: string; lessons: LessonName[] }[];
  terms: Record<string, TermNote>;
}

export type GuidePage = LessonPage | PartEndPage | GlossaryPage;
