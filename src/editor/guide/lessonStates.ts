/** What the guide shows of a lesson beside its page: progress, the last check, and whether its solution is explained. */
import type * as vscode from 'vscode';
import type { Lesson } from '../../course/course';
import type { LessonView } from '../../protocol/guide';
import { BASELINE_LESSON } from '../../training/baseline/baseline';
import { GRAPH_LESSON } from '../../training/graph/graph';
import type { BaselineController } from '../baselineController';
import type { CheckRunner } from '../checkRunner';
import type { CourseServices } from '../course';
import type { GraphController } from '../graphController';
import { learnerFolder, lessonOf } from '../learner';
import { nextPage } from '../nextLesson';
import type { ProgressView } from '../progress';
import { type LastCheck, lessonView } from './lessonView';

interface Sources {
  services: CourseServices;
  runner: CheckRunner;
  progress: ProgressView;
  baseline: BaselineController;
  graph: GraphController;
}

export class LessonStates {
  private readonly sources: Sources;
  /** By the lesson's id, as the next one. */
  private readonly last = new Map<string, LastCheck>();
  private readonly explained = new Set<string>();

  constructor(sources: Sources) {
    this.sources = sources;
  }

  checked({ id }: Lesson, check: LastCheck): void {
    this.last.set(id, check);
  }

  explain(id: string): void {
    this.explained.add(id);
  }

  forget(id: string): void {
    this.last.delete(id);
    this.explained.delete(id);
  }

  /** What stood in the way of checks may be gone. */
  forgetRefusals(): void {
    for (const [id, last] of this.last) if (!('report' in last)) this.last.delete(id);
  }

  /** A file was edited. @returns whether a verdict is out of date because of it */
  edited(uri: vscode.Uri): boolean {
    if (this.last.size === 0) return false;
    const id = lessonOf(this.sources.services.course, uri)?.lesson.id;
    const last = id === undefined ? undefined : this.last.get(id);
    if (!id || !last || !('report' in last) || last.outdated) return false;
    this.last.set(id, { ...last, outdated: true });
    return true;
  }

  viewOf(lesson: Lesson): LessonView {
    const { services, runner, progress, baseline, graph } = this.sources;
    const folder = learnerFolder();
    const hasPassed = (each: Lesson): boolean => progress.hasPassed(each);
    return lessonView(progress.recordOf(lesson), {
      last: this.last.get(lesson.id),
      checking: folder !== undefined && runner.isRunning({ lesson, folder }),
      explained: this.explained.has(lesson.id),
      baseline: lesson.id === BASELINE_LESSON ? baseline.view : null,
      graph: lesson.id === GRAPH_LESSON ? graph.view : null,
      part: lesson.part.lessons.map((each) => ({ number: each.number, passed: hasPassed(each) })),
      hasNext: nextPage(services.course, lesson, hasPassed, () => false) !== null,
    });
  }
}
