/** What a learner marks in the guide: ticked steps and answers. Kept with their folder; where that cannot be, for as long as the window is open. */
import * as vscode from 'vscode';
import type { Lesson } from '../../course/course';
import { recordAnswer, recordSteps } from '../../course/progress';
import type { LessonProgress } from '../../protocol/progress';
import { learnerFolder } from '../learner';
import type { ProgressView } from '../progress';

type Marked = Pick<LessonProgress, 'steps' | 'quiz'>;

export class Marks {
  private readonly progress: ProgressView;
  private readonly unsaved = new Map<string, Marked>();
  private hasWarned = false;

  constructor(progress: ProgressView) {
    this.progress = progress;
  }

  of(lesson: Lesson): LessonProgress {
    return { ...this.progress.recordOf(lesson), ...this.unsaved.get(lesson.id) };
  }

  async tick(lesson: Lesson, steps: readonly number[]): Promise<void> {
    await this.save(lesson, { steps: [...steps] }, (folder) => recordSteps(folder, lesson.id, steps));
  }

  async answer(lesson: Lesson, question: number, answer: number): Promise<void> {
    const quiz = lesson.text.quiz.map((_, i) => (i === question ? answer : (this.of(lesson).quiz?.[i] ?? null)));
    await this.save(lesson, { quiz }, (folder) => recordAnswer(folder, lesson.id, question, answer));
  }

  forget(lesson: Lesson): void {
    this.unsaved.delete(lesson.id);
  }

  private async save(lesson: Lesson, marked: Marked, write: (folder: string) => Promise<unknown>): Promise<void> {
    const folder = learnerFolder();
    try {
      if (folder === undefined) this.remember(lesson, marked);
      else await write(folder);
    } catch (error) {
      this.remember(lesson, marked);
      if (!this.hasWarned)
        void vscode.window.showWarningMessage(
          vscode.l10n.t(
            'What you mark in the guide is not kept when you close the window: {0}.',
            (error as Error).message,
          ),
        );
      this.hasWarned = true;
    }
    this.progress.refresh();
  }

  private remember(lesson: Lesson, marked: Marked): void {
    this.unsaved.set(lesson.id, { ...this.unsaved.get(lesson.id), ...marked });
  }
}
