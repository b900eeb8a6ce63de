/** The course and the checker as the editor uses them: made when first needed, ended with the extension. */
import path from 'node:path';
import * as vscode from 'vscode';
import { CheckService } from '../checker/service';
import { Supervisor } from '../checker/supervisor';
import { type Course, loadCourse } from '../course/course';

export class CourseServices implements vscode.Disposable {
  private loaded: { course: Course; supervisor: Supervisor; service: CheckService } | null = null;
  private readonly extensionPath: string;

  constructor(extensionPath: string) {
    this.extensionPath = extensionPath;
  }

  get course(): Course {
    return this.load().course;
  }

  get checks(): CheckService {
    return this.load().service;
  }

  /** Path of a script in `dist/`. */
  script(name: string): string {
    return path.join(this.extensionPath, 'dist', name);
  }

  applySettings(): void {
    this.loaded?.supervisor.setLimits(limits());
  }

  dispose(): void {
    this.loaded?.supervisor.dispose();
  }

  private load(): NonNullable<typeof this.loaded> {
    if (!this.loaded) {
      const course = loadCourse(path.join(this.extensionPath, 'lessons'));
      const supervisor = new Supervisor({ script: this.script('check-child.js'), keepWarm: true, ...limits() });
      this.loaded = { course, supervisor, service: new CheckService(course, supervisor) };
    }
    return this.loaded;
  }
}

function limits(): { timeoutMs: number; memoryMb: number } {
  const settings = vscode.workspace.getConfiguration('nnFromScratch.check');
  return { timeoutMs: settings.get('timeout', 5) * 1000, memoryMb: settings.get('memory', 1024) };
}
