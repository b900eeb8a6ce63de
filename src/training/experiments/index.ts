import type { ExperimentId } from '../../protocol/config';
import type { Experiment } from './experiment';
import { line } from './line';
import { mnist } from './mnist';
import { threeOrSeven } from './threeOrSeven';
import { twoMoons } from './twoMoons';

export function experimentFor(id: ExperimentId): Experiment {
  switch (id) {
    case 'line':
      return line;
    case '3-or-7':
      return threeOrSeven;
    case 'mnist':
      return mnist;
    case 'two-moons':
      return twoMoons;
  }
}
