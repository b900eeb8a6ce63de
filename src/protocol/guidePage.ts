/**
 * What the pages of the guide hold, rendered when the extension is built: `dist/guides.json`.
 * Every `…Html` text is markup that `src/course/render` made from the course's own Markdown; nothing else ever gets into it.
 */
import * as v from 'valibot';
import { type Infer, index, ordinal } from './schema';

/** A definition, to be shown beside the word. */
export const TermNote = v.object({
  name: v.string(),
  /** Without links. */
  html: v.string(),
});
export type TermNote = Infer<typeof TermNote>;

/** The terms that a page links to, by id. */
const Terms = v.record(v.string(), TermNote);

export const LessonName = v.object({
  id: v.string(),
  /** `1.3` */
  number: v.string(),
  title: v.string(),
});
export type LessonName = Infer<typeof LessonName>;

/** What a guide can hold besides text: a part that the page brings to life, written as a picture, `![what it shows](live:baseline)`. */
export const LIVE_PARTS: readonly string[] = ['baseline', 'graph'];

export const GuideSection = v.object({
  /** `the-idea`; once in a page. */
  id: v.string(),
  heading: v.string(),
  html: v.string(),
  /** Only in "Steps": the things to do, one after the other. They stand between `html` and `afterHtml`. */
  steps: v.array(v.string()),
  afterHtml: v.string(),
  /** Only in "Predict, then run": the place in the quiz of the question that belongs to it. */
  question: v.nullable(index),
});
export type GuideSection = Infer<typeof GuideSection>;

const PageAnswer = v.object({ html: v.string(), right: v.boolean(), becauseHtml: v.string() });

export const PageQuestion = v.object({
  html: v.string(),
  /** What stands between the question and its answers, such as a piece of code. */
  bodyHtml: v.string(),
  answers: v.array(PageAnswer),
});
export type PageQuestion = Infer<typeof PageQuestion>;

export const LessonPage = v.object({
  kind: v.literal('lesson'),
  ...LessonName.entries,
  summary: v.string(),
  minutes: v.number(),
  part: v.object({ number: ordinal, title: v.string() }),
  sections: v.array(GuideSection),
  hints: v.array(v.string()),
  solution: v.object({ html: v.string(), codeHtml: v.string() }),
  quiz: v.array(PageQuestion),
  debriefHtml: v.string(),
  terms: Terms,
});
export type LessonPage = Infer<typeof LessonPage>;

export const PartEndPage = v.object({
  kind: v.literal('part-end'),
  /** The part's folder, `1-linear-model`. */
  id: v.string(),
  number: ordinal,
  /** It ends the course; what comes after it is optional. */
  isLast: v.boolean(),
  title: v.string(),
  html: v.string(),
  terms: Terms,
});
export type PartEndPage = Infer<typeof PartEndPage>;

export const GlossaryPage = v.object({
  kind: v.literal('glossary'),
  entries: v.array(v.object({ id: v.string(), name: v.string(), html: v.string(), lessons: v.array(LessonName) })),
  terms: Terms,
});
export type GlossaryPage = Infer<typeof GlossaryPage>;

export const GuidePage = v.variant('kind', [LessonPage, PartEndPage, GlossaryPage]);
export type GuidePage = Infer<typeof GuidePage>;
