/** All pages of the guide: one for each lesson, one after each part, and the glossary. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Course, Lesson, Part } from '../../course';
import { type Term, lessonsByTerm, parseGlossary } from '../../glossary';
import type {
  GlossaryPage,
  GuidePage,
  GuideSection,
  LessonName,
  LessonPage,
  PageQuestion,
  PartEndPage,
  TermNote,
} from '../../../protocol/guidePage';
import type { QuizQuestion } from '../../lessonText';
import type { Section } from '../../markdown';
import { type RenderContext, contentError } from '../context';
import { codeBlock, render, renderInline, renderSteps } from '../markdown';

const PREDICT = 'Predict, then run: ';

/**
 * Every page by the name of its file.
 *
 * @throws ContentError for a formula that does not parse, a link that leads nowhere, a picture that is missing
 */
export function renderPages(course: Course): Map<string, GuidePage> {
  const terms = readTerms(course);
  const pages = new Map<string, GuidePage>();
  for (const lesson of course.lessons) pages.set(lesson.id, lessonPage(course, lesson, terms));
  for (const part of course.parts) {
    const page = partEndPage(course, part, terms);
    if (page) pages.set(page.id, page);
  }
  return pages.set('glossary', glossaryPage(course, terms));
}

function lessonPage(course: Course, lesson: Lesson, terms: Map<string, Term>): LessonPage {
  const file = path.join(lesson.directory, 'lesson.md');
  const context = contextFor(course, terms, file, lesson.part, lesson.id);
  const { text } = lesson;
  const predict = text.quiz.findIndex(({ question }) => question.startsWith(PREDICT));
  const page: LessonPage = {
    kind: 'lesson',
    ...nameOf(lesson),
    summary: text.summary,
    minutes: text.minutes,
    part: { number: lesson.part.number, title: lesson.part.title },
    sections: text.guide.map((section) => sectionOf(section, predict, context)),
    hints: text.hints.map((hint) => render(hint, context)),
    solution: {
      html: render(text.solutionExplained, context),
      codeHtml: codeBlock(lesson.source.solution, 'ts'),
    },
    quiz: text.quiz.map((question) => questionOf(question, context)),
    debriefHtml: render(text.debrief, context),
    terms: {},
  };
  return { ...page, terms: notes(context) };
}

function partEndPage(course: Course, part: Part, terms: Map<string, Term>): PartEndPage | null {
  if (!part.end) return null;
  const file = path.join(course.root, part.folder, 'part-end.md');
  const context = contextFor(course, terms, file, part, part.folder);
  const html = render(part.end.text, context);
  const { folder: id, number } = part;
  const isLast = part === course.parts.findLast(({ isOptional }) => !isOptional);
  return { kind: 'part-end', id, number, isLast, title: part.end.title, html, terms: notes(context) };
}

function glossaryPage(course: Course, terms: Map<string, Term>): GlossaryPage {
  const context = contextFor(course, terms, path.join(course.root, 'glossary.md'), null, 'glossary');
  const uses = lessonsByTerm(course);
  const entries = [...terms.values()].map(({ id, name, definition }) => ({
    id,
    name,
    html: render(definition, context),
    lessons: (uses.get(id) ?? []).map(nameOf),
  }));
  return { kind: 'glossary', entries, terms: notes(context) };
}

function sectionOf({ heading, body }: Section, predict: number, context: RenderContext): GuideSection {
  const section: GuideSection = {
    id: heading.toLowerCase().replace(/[^a-z]+/g, '-'),
    heading,
    html: '',
    steps: [],
    afterHtml: '',
    question: heading === 'Predict, then run' && predict >= 0 ? predict : null,
  };
  if (heading !== 'Steps') return { ...section, html: render(body, context) };
  const { before, steps, after } = renderSteps(body, context);
  if (steps.length === 0) throw contentError(context, body, 'The section "Steps" needs a numbered list.');
  return { ...section, html: before, steps, afterHtml: after };
}

function questionOf({ question, answers }: QuizQuestion, context: RenderContext): PageQuestion {
  const [line, ...body] = question.split('\n\n');
  // The section that it stands in says so already.
  const words = line.startsWith(PREDICT) ? capitalized(line.slice(PREDICT.length)) : line;
  return {
    html: renderInline(words, context),
    bodyHtml: render(body.join('\n\n'), context),
    answers: answers.map(({ text, right, because }) => ({
      html: renderInline(text, context),
      right,
      becauseHtml: renderInline(because, context),
    })),
  };
}

function contextFor(
  course: Course,
  terms: Map<string, Term>,
  file: string,
  part: Part | null,
  prefix: string,
): RenderContext {
  return {
    course,
    terms,
    file: path.relative(course.root, file).replaceAll('\\', '/'),
    source: readFileSync(file, 'utf8'),
    directory: path.dirname(file),
    prefix,
    part,
    linked: new Set(),
  };
}

function notes(context: RenderContext): Record<string, TermNote> {
  const plain: RenderContext = { ...context, withoutLinks: true };
  return Object.fromEntries(
    [...context.linked].sort().flatMap((id) => {
      const term = context.terms.get(id);
      return term ? [[id, { name: term.name, html: render(term.definition, plain) }]] : [];
    }),
  );
}

function readTerms(course: Course): Map<string, Term> {
  const text = readFileSync(path.join(course.root, 'glossary.md'), 'utf8');
  return new Map(parseGlossary('glossary.md', text).map((term) => [term.id, term]));
}

function nameOf({ id, number, text }: Lesson): LessonName {
  return { id, number, title: text.title };
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
