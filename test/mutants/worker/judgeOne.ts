/** Judges one learner's file and keeps what the checker said, each kind of help apart. */
import path from 'node:path';
import { judge } from '../../../src/checker/judge';
import { lessonFiles } from '../../../src/checker/lessonFiles';
import { type PreparedLesson, prepareLesson } from '../../../src/checker/prepare';
import type { CheckChildToHost } from '../../../src/protocol/check';
import { type Lesson, referenceSources } from '../../../src/course/course';
import { course, repository } from '../../support/course';
import type { Job, Judgement, Told } from '../protocol';

const FOLDER = path.join(repository, 'out', 'learner');
const prepared = new Map<string, Promise<PreparedLesson>>();

/** Ends a quick run from within. */
const REJECTED = Symbol('rejected');

/** All earlier lessons are the reference. */
export async function judgeOne(lesson: Lesson, { text, seed, quick }: Omit<Job, 'lesson'>): Promise<Judgement> {
  const told = new Map<string, Told>();
  let finished = false;
  const listen = (event: CheckChildToHost): void => {
    if (event.type === 'check-finished') {
      const { name, outcome, message } = event.report;
      told.set(name, { check: name, outcome, message, mistake: null, reason: null });
      if (quick && outcome !== 'passed') throw REJECTED;
    }
    if (event.type === 'diagnosed') {
      const report = told.get(event.check);
      if (report && event.mistake !== null) report.mistake = event.mistake;
      else if (report) report.reason = event.message;
    }
    finished ||= event.type === 'finished';
  };
  const learner = {
    entry: lesson.path,
    folder: FOLDER,
    files: [{ path: lesson.path, text, origin: 'learner' as const }],
  };
  try {
    await judge(await prepare(lesson), { learner, seed }, listen);
  } catch (error) {
    if (error !== REJECTED) throw error;
    finished = true;
  }
  if (!finished) throw new Error('The judge ended without saying so.');
  return [...told.values()];
}

function prepare(lesson: Lesson): Promise<PreparedLesson> {
  let loaded = prepared.get(lesson.id);
  if (!loaded) {
    loaded = prepareLesson({
      lesson: lesson.id,
      reference: referenceSources(course, lesson, FOLDER),
      ...lessonFiles(lesson),
    });
    prepared.set(lesson.id, loaded);
  }
  return loaded;
}
