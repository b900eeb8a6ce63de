import path from 'node:path';
import { Supervisor } from '../../../src/checker/supervisor';
import { course, repository } from '../../support/course';
import { assertSameVerdicts } from '../../support/atOnce';

/** With the fewest and the most work, and the one that measures a speed. `npm run test:load` takes all lessons. */
const LESSONS = ['loss', 'training-loop', 'fast-matmul'];

describe('a busy machine', function () {
  this.timeout(600_000);
  const supervisor = new Supervisor({ script: path.join(repository, 'dist', 'check-child.js') });
  after(() => supervisor.dispose());

  it('changes no verdict: eight checks at once say what each says alone', () =>
    assertSameVerdicts(
      supervisor,
      course.lessons.filter(({ id }) => LESSONS.includes(id)),
    ));
});
