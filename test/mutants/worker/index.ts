/** A process that judges one learner's file after the other, as the checking child does. An endless loop ends it. */
import { course } from '../../support/course';
import type { FromWorker, Job } from '../protocol';
import { judgeOne } from './judgeOne';
import { limitProcessorTime } from './limit';

const tell = (message: FromWorker): void => void process.send?.(message);
const beginOrEnd = limitProcessorTime(Number(process.argv[2]));

process.on('disconnect', () => process.exit(0));
process.on('unhandledRejection', () => undefined);
process.on('message', (job: Job) => {
  const lesson = course.lessons.find(({ id }) => id === job.lesson);
  if (!lesson) return tell({ type: 'broken', error: `There is no lesson ${job.lesson}.` });
  beginOrEnd();
  judgeOne(lesson, job)
    .finally(beginOrEnd)
    .then(
      (judgement) => tell({ type: 'judged', judgement }),
      (error: unknown) => tell({ type: 'broken', error: String(error instanceof Error ? error.stack : error) }),
    );
});
tell({ type: 'ready' });
