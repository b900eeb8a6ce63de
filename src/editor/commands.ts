/** The extension's commands. Each does one thing, and says so when it cannot. */
import * as vscode from 'vscode';
import type { Lesson } from '../course/course';
import { isExperiment } from '../training/experiments/table';
import type { ActiveLesson } from './activeLesson';
import type { CheckRunner } from './checkRunner';
import type { CourseServices } from './course';
import type { Guides } from './guide/guides';
import { Place } from '../protocol/guide';
import { parse } from '../protocol/schema';
import { learnerFolder } from './learner';
import type { LearnerOutput } from './learnerOutput';
import { openLesson } from './openLesson';
import type { Panels } from './panels';
import type { ProgressView } from './progress';
import type { CourseStart } from './startCourse';
import { lessonNamed, pickLesson, pickPart, sayWhere, targetOf } from './targets';
import type { TestExplorer } from './testing/testExplorer';

interface CommandContext {
  services: CourseServices;
  active: ActiveLesson;
  runner: CheckRunner;
  progress: ProgressView;
  start: CourseStart;
  guides: Guides;
  tests: TestExplorer;
  learnerOutput: LearnerOutput;
  panels: Panels;
}

export function registerCommands(context: CommandContext): vscode.Disposable {
  const { services, active, runner, progress, start, guides, tests, learnerOutput, panels } = context;
  const commands: Record<string, (...args: never[]) => unknown> = {
    startCourse: () => start.start(),
    layOut: () => start.layOutAgain(),
    checkSolution: async (what?: unknown) => {
      const target = targetOf(services, active, what);
      return target ? runner.check(target) : sayWhere();
    },
    debugSolution: async (what?: unknown) => {
      const target = targetOf(services, active, what);
      return target ? tests.debug(target) : sayWhere();
    },
    showOutput: () => learnerOutput.show(),
    openLesson: async (what?: unknown) => {
      const lesson = lessonNamed(services, what) ?? (await pickLesson(services, progress));
      if (lesson) await openLessonHere(lesson);
    },
    showGuide: async (what?: unknown, at?: unknown) => {
      const lesson =
        lessonNamed(services, what) ??
        targetOf(services, active, what)?.lesson ??
        (await pickLesson(services, progress));
      // From the palette one wants to read; from a button beside the code, to look.
      if (lesson) await guides.show(lesson, { at: parse(Place, at) ?? undefined, focus: what === undefined });
    },
    showGlossary: (term?: unknown) => guides.showGlossary(typeof term === 'string' ? term : undefined),
    showPartEnd: async (what?: unknown) => {
      const part = services.course.parts.find((each) => each.folder === what) ?? (await pickPart(services));
      if (part) await guides.showPartEnd(part);
    },
    compareFrameworks: (config?: unknown) => panels.compare(config),
    exportWeights: () => panels.exportWeights(),
    importWeights: () => panels.importWeights(),
    raceMatmul: () => panels.openRace(),
    whatYouBuilt: () => panels.openBuilt(),
    openTrainingPanel: (experiment?: unknown, begin?: unknown) =>
      panels.open(isExperiment(experiment) ? experiment : undefined, begin === true),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(`nnFromScratch.${name}`, run)),
  );
}

async function openLessonHere(lesson: Lesson): Promise<void> {
  const folder = learnerFolder();
  if (folder === undefined) await vscode.commands.executeCommand('nnFromScratch.startCourse');
  else await openLesson({ lesson, folder });
}
