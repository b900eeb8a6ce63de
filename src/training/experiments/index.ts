import { UserError } from '../errors';
import type { ExperimentId } from '../protocol';
import type { Experiment } from './experiment';
import { line } from './line';
import { mnist } from './mnist';
import { threeOrSeven } from './threeOrSeven';

/** @throws UserError for an experiment that is not built yet */
export function experimentFor(id: ExperimentId): Experiment {
  switch (id) {
    case 'line':
      return line;
    case '3-or-7':
      return threeOrSeven;
    case 'mnist':
      return mnist;
    case 'two-moons':
      throw new UserError('The experiment two-moons is not built yet: it comes with lesson 2.6.');
  }
}
