/** What a learner marks in the guide: ticked steps and answers. */
import type { Lesson } from '../../course/course';
import { recordAnswer, recordSteps } from '../../course/progress';
import type { ProgressView } from '../progress';

export function tickSteps(progress: ProgressView, lesson: Lesson, steps: readonly number[]): Promise<void> {
  return progress.keep(lesson, { steps: [...steps] }, (folder) => recordSteps(folder, lesson.id, steps));
}

export function answerQuestion(
  progress: ProgressView,
  lesson: Lesson,
  question: number,
  answer: number,
): Promise<void> {
  const before = progress.recordOf(lesson).quiz;
  const quiz = lesson.text.quiz.map((_, i) => (i === question ? answer : (before?.[i] ?? null)));
  return progress.keep(lesson, { quiz }, (folder) => recordAnswer(folder, lesson.id, question, answer));
}
