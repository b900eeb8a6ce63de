/** Eight checks at once, with all lessons, five times. Takes minutes: `npm run test:load`. */
import path from 'node:path';
import { Supervisor } from '../../src/checker/supervisor';
import { course, repository } from '../support/course';
import { assertSameVerdicts } from '../support/atOnce';

describe('a busy machine', function () {
  this.timeout(7_200_000);
  const supervisor = new Supervisor({ script: path.join(repository, 'dist', 'check-child.js') });
  after(() => supervisor.dispose());

  it('changes no verdict of any lesson', () => assertSameVerdicts(supervisor, course.lessons, 5));
});
