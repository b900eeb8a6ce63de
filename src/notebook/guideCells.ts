/** A lesson's guide as Markdown that every notebook shows: no links of the course's own, pictures inside of the text. */
import type { Course, Lesson } from '../course/course';
import { glossaryLinks, parseGlossary } from '../course/glossary';
import type { QuizQuestion } from '../course/lessonText';
import { LABEL } from '../course/labels';
import { host } from '../host';
import { requireText } from '../host/files';
import { type Cell, cell } from './cells';
import { figureMarkup } from './figure';

/** From "What you will have" to "Predict, then run". */
export function guideCells(lesson: Lesson): Cell[] {
  return lesson.text.guide.map(({ heading, body }) =>
    cell('markdown', `guide-${heading.toLowerCase()}`, `## ${heading}\n\n${portable(body, lesson)}`),
  );
}

/** What one opens when one is stuck, and what one reads afterwards. */
export function closingCells(course: Course, lesson: Lesson): Cell[] {
  const { hints, quiz, debrief } = lesson.text;
  const folded = hints.map((hint, i) => fold(`Hint ${i + 1}`, portable(hint, lesson)));
  const questions = quiz.map((question, i) => questionText(question, i + 1, lesson));
  return [
    cell('markdown', 'hints', `## Hints\n\n${folded.join('\n\n')}`),
    cell('markdown', 'quiz', `## Quiz\n\n${questions.join('\n\n')}`),
    cell('markdown', 'debrief', `## Debrief\n\n${portable(debrief, lesson)}`),
    ...termCells(course, lesson),
  ];
}

/** Shown when one asks for it. The blank lines make Markdown of what stands inside. */
function fold(title: string, text: string): string {
  return `<details>\n<summary>${title}</summary>\n\n${text}\n\n</details>`;
}

function questionText({ question, answers }: QuizQuestion, number: number, lesson: Lesson): string {
  const [line, ...body] = question.split('\n\n');
  const listed = answers.map(({ text }, i) => `${letter(i)}. ${portable(text, lesson)}`).join('\n\n');
  const why = answers
    .map(
      ({ right, because }, i) => `${letter(i)}: ${right ? '**right.**' : 'not this one.'} ${portable(because, lesson)}`,
    )
    .join('\n\n');
  return [
    `### ${number}. ${portable(line, lesson)}`,
    ...body.map((text) => portable(text, lesson)),
    listed,
    fold('Answers', why),
  ].join('\n\n');
}

function letter(index: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + index);
}

/** The terms that the guide links to, with their definitions. */
function termCells(course: Course, lesson: Lesson): Cell[] {
  const text = requireText(host.folder(lesson.directory), 'lesson.md');
  const linked = new Set(glossaryLinks(text));
  const glossary = parseGlossary('glossary.md', requireText(host.folder(course.root), 'glossary.md'));
  const terms = glossary.filter(({ id }) => linked.has(id));
  if (terms.length === 0) return [];
  const list = terms.map(
    ({ name, definition }) => `- **${name}**: ${portable(definition, lesson).replace(/\n+/g, ' ')}`,
  );
  return [cell('markdown', 'terms', `## Terms of this lesson\n\n${list.join('\n')}`)];
}

/** Links of the course become their words, pictures their data; code stays as it is. */
function portable(markdown: string, lesson: Lesson): string {
  return markdown
    .split(/(^```[\s\S]*?^```[^\n]*$|`[^`\n]+`)/m)
    .map((piece, i) => (i % 2 === 1 ? piece.replace(/^```ts run/, '```ts') : withoutCourseLinks(piece, lesson)))
    .join('');
}

function withoutCourseLinks(text: string, lesson: Lesson): string {
  return (
    text
      .replace(/!\[([^\]]*)\]\(([\w.-]+\.svg)\)/g, (_, alt: string, file: string) =>
        figureMarkup(requireText(host.folder(lesson.directory), file), alt.replace(/\s+/g, ' ')),
      )
      // A notebook has no page that brings it to life.
      .replace(/!\[([^\]]*)\]\(live:\w+\)/g, (_, alt: string) => `*Shown in the editor: ${alt.replace(/\s+/g, ' ')}.*`)
      .replace(/\[([^\]]*)\]\((?:glossary|lesson):[^)]+\)/g, '$1')
      .replace(LABEL, '**$1**')
  );
}
