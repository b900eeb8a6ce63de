/**
 * What watching costs the training: the same run in the same child, once as the terminal starts it and once as the panel does
 * (layers measured, messages made for the page, history kept and stored). The page itself is another process, and is measured
 * in `panel.bench.ts`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RunController } from '../../src/editor/panel/runController';
import { RunStore } from '../../src/editor/panel/runStore';
import type { NetworkChoice, RunConfig } from '../../src/protocol/config';
import { TrainingSession } from '../../src/training/session';
import { defaultsFor } from '../../src/training/validate';
import { Clock, alone } from './support/alone';
import { median, quantile, table } from './support/figures';

/** The panel's promise. */
export const MIN_SHARE = 0.95;

export interface Throughput {
  network: NetworkChoice;
  /** Steps a second, one value a round. */
  without: number[];
  with: number[];
  /** With the panel, in parts of without: the median over the pairs of rounds. */
  share: number;
}

/**
 * Measures in turns, so that what else the machine does hits both alike.
 *
 * @param dataFolder the folder with MNIST; null for the built-in digits
 */
export async function measureThroughput(
  dataFolder: string | null,
  { rounds = 7, limit = 12_000, networks = ['reference', 'fast'] as NetworkChoice[] } = {},
): Promise<Throughput[]> {
  const childPath = path.join(process.cwd(), 'dist', 'train-child.js');
  const results: Throughput[] = [];
  for (const network of networks) {
    // As many images as all of MNIST has in five epochs; a learner's own code waits longer for them than a bench can.
    const epochs = network === 'fast' ? 25 : 4;
    const config: RunConfig = { ...defaultsFor('mnist'), network, epochs, limit };
    const figures: Throughput = { network, without: [], with: [], share: NaN };
    for (let round = 0; round < rounds; round++) {
      // Each goes first in every second round.
      const order = round % 2 === 0 ? (['without', 'with'] as const) : (['with', 'without'] as const);
      for (const way of order) {
        figures[way].push(await (way === 'with' ? watched : alone)(config, childPath, dataFolder));
      }
    }
    figures.share = median(figures.with.map((value, i) => value / figures.without[i]));
    results.push(figures);
  }
  return results;
}

export function throughputTable(results: readonly Throughput[]): string {
  const whole = (value: number): string => value.toFixed(0);
  return table(
    ['network', '', 'steps/s without', 'with the panel', 'share', 'from', 'to'],
    results.map(({ network, without, with: watchedRates, share }) => {
      const shares = watchedRates.map((value, i) => value / without[i]);
      const [low, high] = [quantile(shares, 0), quantile(shares, 1)];
      return [
        network,
        '',
        whole(median(without)),
        whole(median(watchedRates)),
        ...[share, low, high].map((s) => s.toFixed(3)),
      ];
    }),
  );
}

async function watched(config: RunConfig, childPath: string, dataFolder: string | null): Promise<number> {
  const clock = new Clock();
  const folder = mkdtempSync(path.join(tmpdir(), 'nnfs-throughput-'));
  let bytes = 0;
  try {
    await new Promise<void>((resolve) => {
      const controller = new RunController({
        store: new RunStore(folder),
        createSession: () => new TrainingSession({ childPath }),
        prepare: () => Promise.resolve({ sources: null, dataFolder, usedReference: [] }),
        print: () => undefined,
        warn: (text) => process.stderr.write(`${text}\n`),
        now: () => performance.now(),
        onMessage: (message) => {
          // As VS Code does on the way to the page.
          bytes += JSON.stringify(message).length;
          if (message.type === 'metrics') clock.metrics(message.steps.length);
          if (message.type !== 'state') return;
          clock.state(message.state);
          if (message.state === 'finished' || message.state === 'failed') {
            controller.dispose();
            resolve();
          }
        },
      });
      void controller.start(config, 'run');
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  if (bytes === 0) throw new Error('The panel was told nothing.');
  return clock.rate;
}
