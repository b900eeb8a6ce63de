/** Which lessons' code a run needs, and whose. */
import { lessonNumber } from '../course/lessonNumber';
import { type CheckService } from '../checker/service';
import { type Lesson, findLesson, referenceSources } from '../course/course';
import type { SourceFile, SourceSet } from '../protocol/sources';
import { UserError } from './errors';
import { ownsMatmul } from './lessonFiles';
import type { RunConfig } from '../protocol/config';
import { experimentRow } from './experiments/table';
import { isLearners } from './engine';
import { lessonsNeeded } from './validate';

/** What the training child needs in order to run a lesson's code. */
export interface RunSources {
  /** Null where the training room's own network trains: `reference` or `fast` where the experiment has kernels. */
  sources: SourceSet | null;
  /** Ids of the lessons whose reference solution stands in for the learner's code. */
  usedReference: string[];
}

/**
 * Collects the code of a run.
 *
 * @param folder the learner's folder, absolute
 * @throws UserError when the course does not have the lessons yet that the run needs, or when the fast matmul is to stand
 *   in for a `matmul` that does not pass
 */
export async function sourcesFor(config: RunConfig, folder: string, service: CheckService): Promise<RunSources> {
  const { lesson: own, furtherLessons = [], hasKernels } = experimentRow(config.experiment);
  if (hasKernels && !isLearners(config.network)) {
    return { sources: null, usedReference: [] };
  }
  const lesson = lessonFor(service, own, `The experiment ${config.experiment}`);
  if (config.network === 'reference') {
    return { sources: referenceSources(service.course, lesson, folder), usedReference: [] };
  }
  const main = await service.sources(lesson, folder);
  const extensions: RunSources[] = [];
  for (const id of furtherLessons) {
    extensions.push(await service.sources(lessonFor(service, id, `The experiment ${config.experiment}`), folder));
  }
  for (const { option, lesson } of lessonsNeeded(config)) {
    extensions.push(await service.sources(lessonFor(service, lesson, option), folder));
  }
  const run = merge(main, extensions);
  if (config.network === 'mine-fast' && !ownsMatmul(run.sources)) {
    throw new UserError(
      `The fast matmul stands in for your own \`matmul\`, and lesson ${lessonNumber('matmul')} does not pass yet ` +
        `(or lesson ${lessonNumber('training-loop')} does not). Check them first, or train with your code as it is (mine).`,
    );
  }
  return run;
}

function lessonFor(service: CheckService, id: string, what: string): Lesson {
  const lesson = findLesson(service.course, id);
  if (lesson === undefined) {
    throw new UserError(
      `${what} needs the code of the lesson “${id}”, which the course does not have yet. ` +
        'Choose the reference network, or leave the option out.',
    );
  }
  return lesson;
}

/** One set of files: the learner's own wherever one of the sets has it. */
function merge(main: RunSources, others: RunSources[]): RunSources {
  if (main.sources === null || others.length === 0) {
    return main;
  }
  const files = new Map<string, SourceFile>();
  for (const file of [main, ...others].flatMap(({ sources }) => sources?.files ?? [])) {
    if (!files.has(file.path) || file.origin === 'learner') {
      files.set(file.path, file);
    }
  }
  return {
    sources: { ...main.sources, files: [...files.values()] },
    usedReference: [...new Set([main, ...others].flatMap(({ usedReference }) => usedReference))],
  };
}
