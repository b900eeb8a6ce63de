/** The course and the checker as the editor uses them: made when first needed, ended with the extension. */
import * as vscode from 'vscode';
import { CHECK_LIMITS } from '../checker/limits';
import { CheckService } from '../checker/service';
import { Supervisor } from '../checker/supervisor';
import type { Course } from '../course/course';
import { type CourseIndex, courseFromIndex } from '../course/courseIndex';
import { openLessons } from '../course/lessonsFile';
import { host } from '../host';
import { requireText } from '../host/files';

export class CourseServices implements vscode.Disposable {
  private known: Course | null = null;
  private checker: { supervisor: Supervisor; service: CheckService } | null = null;
  private readonly extensionPath: string;

  constructor(extensionPath: string) {
    this.extensionPath = extensionPath;
  }

  get course(): Course {
    return (this.known ??= this.readIndex());
  }

  get checks(): CheckService {
    return (this.checker ??= this.makeChecker()).service;
  }

  /** Path of a file in `dist/`. */
  script(name: string): string {
    return host.placeIn(this.extensionPath, `dist/${name}`);
  }

  applySettings(): void {
    this.checker?.supervisor.setLimits(limits());
  }

  dispose(): void {
    this.checker?.supervisor.dispose();
  }

  private readIndex(): Course {
    const index = JSON.parse(requireText(host.folder(this.extensionPath), 'dist/course.json')) as CourseIndex;
    return courseFromIndex(openLessons(this.extensionPath), index);
  }

  private makeChecker(): NonNullable<typeof this.checker> {
    const supervisor = new Supervisor({ script: this.script('check-child.js'), keepWarm: true, ...limits() });
    return { supervisor, service: new CheckService(this.course, supervisor) };
  }
}

function limits(): { timeoutMs: number; memoryMb: number } {
  const settings = vscode.workspace.getConfiguration('nnFromScratch.check');
  const limit = (name: keyof typeof CHECK_LIMITS): number => {
    const { initial, least } = CHECK_LIMITS[name];
    // VS Code marks a setting that is too small, and hands it on.
    return Math.max(least, settings.get(name, initial));
  };
  return { timeoutMs: limit('timeout') * 1000, memoryMb: limit('memory') };
}
