/** Those that take part in a comparison: each with its process, and what it found. */
import type { BackendId } from '../../protocol/comparison';
import type { RunConfig } from '../../protocol/config';
import type { PlannedNetwork } from '../../protocol/plan';
import { nameOf } from '../frameworks';
import { differences, largestDifference, partingOf } from '../measure';
import type { BackendProcess, Trained } from './backendProcess';
import type { Entry } from './comparison';

/** One that computes: its process as long as it takes part, and what it found. */
export interface Backend {
  entry: Entry;
  process: BackendProcess | null;
  trained: Trained | null;
}

export function backendFor(id: BackendId, config: RunConfig): Backend {
  const entry: Entry = {
    id,
    name: nameOf(id, config.network),
    version: null,
    engine: null,
    threads: null,
    blas: null,
    error: null,
    isCut: false,
    location: null,
    losses: [],
    differences: [],
    maxWeightDifference: null,
    maxLossDifference: null,
    parting: null,
    firstLogits: null,
    maxLogitDifference: null,
    testLoss: null,
    testAccuracy: null,
    samplesPerSecond: null,
    rounds: [],
  };
  return { entry, process: null, trained: null };
}

/** What differs between the course's network and each of the others. */
export function compareAll(course: Backend, others: Backend[], network: PlannedNetwork): void {
  const own = course.trained;
  if (own === null) {
    // It failed on the way. Its losses up to there can be compared.
    for (const { entry } of others) entry.parting = partingOf(course.entry.losses, entry.losses, [], [], network);
    return;
  }
  course.entry.maxWeightDifference = 0;
  course.entry.maxLossDifference = 0;
  for (const { entry, trained } of others) {
    if (trained === null) continue;
    const found = differences(own.snapshots, trained.snapshots);
    if (found === null || trained.losses.length !== own.losses.length) {
      entry.error = 'It did not send all that was asked for: losses or weights are missing, or not finite.';
      continue;
    }
    entry.differences = found;
    entry.maxWeightDifference = Math.max(...found.map(({ largest }) => largest));
    entry.maxLossDifference = largestDifference(own.losses, trained.losses);
    entry.parting = partingOf(own.losses, trained.losses, own.snapshots, trained.snapshots, network);
  }
}
