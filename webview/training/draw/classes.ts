/** What an experiment sorts images into. Pure: no DOM. */
import type { ExperimentId } from '../../../src/protocol/config';

/** Names of the classes before a network has named them itself; none where no images are read. */
export function classesOf(experiment: ExperimentId): readonly string[] {
  switch (experiment) {
    case 'mnist':
      return ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'];
    case '3-or-7':
      return ['7', '3'];
    case 'line':
    case 'two-moons':
      return [];
  }
}
