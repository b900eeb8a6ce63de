import type { ExperimentId } from '../../protocol/config';
import type { Experiment } from './experiment';
import { line } from './line';
import { mnist } from './mnist';
import { threeOrSeven } from './threeOrSeven';
import { twoMoons } from './twoMoons';

/** Prepares a run of each row of the table. */
export const PREPARE: Readonly<Record<ExperimentId, Experiment>> = {
  line,
  '3-or-7': threeOrSeven,
  'two-moons': twoMoons,
  mnist,
};
