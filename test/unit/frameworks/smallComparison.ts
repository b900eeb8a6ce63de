/** A comparison that is over soon, for the tests. */
import path from 'node:path';
import {
  type Comparison,
  type ComparisonPlaces,
  type ComparisonProgress,
  type ComparisonRequest,
  type Entry,
  compare,
} from '../../../src/frameworks/node/comparison';
import type { RunConfig } from '../../../src/protocol/config';
import { defaultsFor } from '../../../src/training/validate';
import { fewDigits } from '../../support/digits';
import { dist, repository } from '../training/support';

const scripts = path.join(repository, 'media', 'python');

export const config = (change: Partial<RunConfig> = {}): RunConfig => ({
  ...defaultsFor(change.experiment === 'convnet' ? 'convnet' : 'mnist'),
  network: 'reference',
  ...change,
});

export const PATIENT = { readyMs: 60_000, silenceMs: 60_000 };

/** A small comparison on a few of the built-in digits, unless something else is said. */
export async function run(
  change: Partial<ComparisonRequest> & { options?: Partial<RunConfig> } = {},
  {
    python = null as string | null,
    deadlinesOf = {} as ComparisonPlaces['deadlinesOf'],
    signal = undefined as AbortSignal | undefined,
    onProgress = undefined as ((progress: ComparisonProgress) => void) | undefined,
  } = {},
): Promise<Comparison> {
  const { options, ...request } = change;
  return compare(
    {
      config: config({ data: { kind: 'digits' }, hidden: [16], limit: 500, validation: 0, batchSize: 32, ...options }),
      ...{ sources: null, dataFolder: fewDigits(), frameworks: [], steps: 20, threads: 1, rounds: 0 },
      ...request,
    },
    { dist, scripts, python: { named: python, option: '--python' }, deadlines: PATIENT, deadlinesOf },
    onProgress,
    signal,
  );
}

export const entryOf = ({ entries }: Comparison, id: Entry['id']): Entry =>
  entries.find((entry) => entry.id === id) as Entry;
