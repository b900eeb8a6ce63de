/** Judges one learner's file and keeps what the checker said, each kind of help apart. */
import path from 'node:path';
import { judge } from '../../../src/checker/judge';
import { lessonFiles } from '../../../src/checker/lessonFiles';
import { type PreparedLesson, prepareLesson } from '../../../src/checker/prepare';
import type { CheckChildToHost } from '../../../src/protocol/check';
import { type Lesson, referenceSources } from '../../../src/course/course';
import { course, repository } from '../../support/course';
import type { Judgement, Told } from '../protocol';

const FOLDER = path.join(repository, 'out', 'learner');
const prepared = new Map<string, Promise<PreparedLesson>>();

/** All earlier lessons are the reference. */
export async function judgeOne(lesson: Lesson, text: string, seed: number): Promise<Judgement> {
  const told = new Map<string, Told>();
  let finished = false;
  const listen = (event: CheckChildToHost): void => {
    if (event.type === 'check-finished') {
      const { name, outcome, message } = event.report;
      told.set(name, { check: name, outcome, message, mistake: null, reason: null });
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
  await judge(await prepare(lesson), { learner, seed }, listen);
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
