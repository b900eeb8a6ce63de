/** A lesson's guide, read from `lesson.md`. */
import { ContentError } from './errors';
import { type Section, parseMarkdown, splitSections } from './markdown';

interface QuizAnswer {
  text: string;
  right: boolean;
  /** Why it is right or wrong. */
  because: string;
}

export interface QuizQuestion {
  question: string;
  answers: QuizAnswer[];
}

/** What lists show of a lesson. */
export interface LessonOutline {
  title: string;
  /** One sentence for lists and walkthroughs. */
  summary: string;
  minutes: number;
  /** The place of the right answer of each question of the quiz. */
  rightAnswers: number[];
}

export interface LessonText extends LessonOutline {
  /** Markdown, from "What you will have" to "Predict, then run", headings included. */
  guide: Section[];
  /** Three, from a nudge to nearly the answer. */
  hints: string[];
  solutionExplained: string;
  quiz: QuizQuestion[];
  debrief: string;
}

/** The headings of a guide, in their order. */
const GUIDE = ['What you will have', 'The idea', 'By hand', 'The formula', 'Steps', 'Predict, then run'];
const HEADINGS = [...GUIDE, 'Hints', 'The solution, explained', 'Quiz', 'Debrief'];

/** @throws ContentError that names the file, the line and what is missing */
export function parseLessonText(file: string, text: string): LessonText {
  const { header, sections } = parseMarkdown(file, text);
  for (const key of ['title', 'summary', 'minutes'])
    if (!header[key]) throw new ContentError(file, 1, `The header needs a line "${key}: …".`);
  const found = sections.map((section) => section.heading);
  for (const heading of HEADINGS)
    if (!found.includes(heading))
      throw new ContentError(
        file,
        1,
        `The section "## ${heading}" is missing. The sections are, in this order: ${HEADINGS.join(' · ')}.`,
      );
  sections.forEach((section, i) => {
    if (section.heading !== HEADINGS[i])
      throw new ContentError(file, section.line, `Found "## ${section.heading}" where "## ${HEADINGS[i]}" must stand.`);
    if (section.body === '')
      throw new ContentError(file, section.line, `The section "## ${section.heading}" is empty.`);
  });
  const [hints, solution, quizSection, debrief] = sections.slice(GUIDE.length);
  const quiz = parseQuiz(file, quizSection);
  return {
    title: header.title,
    summary: header.summary,
    minutes: parseMinutes(file, header.minutes),
    rightAnswers: quiz.map(({ answers }) => answers.findIndex((answer) => answer.right)),
    guide: sections.slice(0, GUIDE.length),
    hints: parseHints(file, hints),
    solutionExplained: solution.body,
    quiz,
    debrief: debrief.body,
  };
}

function parseMinutes(file: string, text: string): number {
  const minutes = Number(text);
  if (!Number.isInteger(minutes) || minutes < 1)
    throw new ContentError(file, 1, `"minutes" must be a whole number, not "${text}".`);
  return minutes;
}

function parseHints(file: string, section: Section): string[] {
  const { sections } = splitSections(section.body.split('\n'), '### ', section.line);
  if (sections.length !== 3 || sections.some((hint, i) => hint.heading !== `Hint ${i + 1}` || hint.body === ''))
    throw new ContentError(file, section.line, 'Hints are three, under "### Hint 1", "### Hint 2" and "### Hint 3".');
  return sections.map((hint) => hint.body);
}

/** Questions are headings; answers are `- [ ]` or `- [x]`, each with a line `  > why` below it. */
function parseQuiz(file: string, section: Section): QuizQuestion[] {
  const { sections } = splitSections(section.body.split('\n'), '### ', section.line);
  if (sections.length < 2 || sections.length > 3)
    throw new ContentError(file, section.line, 'A quiz has two or three questions, each under "### …".');
  return sections.map(({ heading, body, line }) => {
    const answers: QuizAnswer[] = [];
    const opening: string[] = [];
    for (const row of body.split('\n')) {
      const answer = /^- \[([ x])\] (.+)$/.exec(row);
      const because = /^\s+> ?(.*)$/.exec(row);
      const last = answers.at(-1);
      if (answer) answers.push({ text: answer[2], right: answer[1] === 'x', because: '' });
      else if (because && last) last.because = `${last.because} ${because[1]}`.trim();
      else if (row.trim() && last) last.text += ` ${row.trim()}`;
      else opening.push(row);
    }
    if (answers.length < 2 || answers.filter((answer) => answer.right).length !== 1)
      throw new ContentError(
        file,
        line,
        'A question has at least two answers "- [ ] …", exactly one of them right: "- [x] …".',
      );
    if (answers.some((answer) => answer.because === ''))
      throw new ContentError(
        file,
        line,
        'Each answer is followed by a line "  > …" that says why it is right or wrong.',
      );
    const question = [heading, opening.join('\n').trim()].filter(Boolean).join('\n\n');
    return { question, answers };
  });
}
