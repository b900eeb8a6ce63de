/** The text of a lesson's notebook file. */
import type { CheckService } from '../checker/service';
import type { Course, Lesson } from '../course/course';
import { courseIn } from '../course/placedCourse';
import type { SourceFile } from '../protocol/sources';
import { host } from '../host';
import { requireText } from '../host/files';
import { type NotebookFormat } from './cells';
import { toIpynb } from './ipynb';
import { notebookCells } from './lessonNotebook';
import { toPercent } from './percent';

interface ExportRequest {
  course: Course;
  lesson: Lesson;
  format: NotebookFormat;
  /** Path of `dist/notebook-kit.js`. */
  kitFile: string;
  /** Where to look for earlier lessons that pass; null takes the reference for all. Checks them, so it runs the learner's code. */
  learner: { folder: string; checks: CheckService } | null;
}

export async function exportLesson({ format, kitFile, learner, ...request }: ExportRequest): Promise<string> {
  // Beside the learner's own files, under the names that they have.
  const course = learner ? courseIn(request.course, learner.folder) : request.course;
  const lesson = course.lessons.find(({ id }) => id === request.lesson.id) ?? request.lesson;
  const learners: SourceFile[] = learner
    ? await learner.checks.passingFiles(lesson, learner.folder, lesson.source.stub)
    : [];
  const kit = requireText(host.folder(host.folderOf(kitFile)), host.nameOf(kitFile)).trim();
  const cells = notebookCells({ course, lesson, learners, kit });
  switch (format) {
    case 'ipynb':
      return toIpynb(cells);
    case 'percent':
      return toPercent(cells);
  }
}

/** `1.3-loss.ipynb`. jupytext takes a percent file by its ending for what it is. */
export function notebookName(lesson: Lesson, format: NotebookFormat): string {
  const name = `${lesson.number}-${lesson.id}`;
  switch (format) {
    case 'ipynb':
      return `${name}.ipynb`;
    case 'percent':
      return `${name}.notebook.ts`;
  }
}
