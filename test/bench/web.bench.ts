/** Training in the worker of a browser beside the same run in a process of Node, in turns: \`npm run bench -- web\`. */
import path from 'node:path';
import type { NetworkChoice, RunConfig } from '../../src/protocol/config';
import { defaultsFor } from '../../src/training/validate';
import { closePool } from '../ui/support/pool';
import { newest } from '../ui/support/scripts';
import type { VsCode } from '../ui/support/vscode';
import { openWebVsCode } from '../ui/support/web-window';
import { alone } from './support/alone';
import { median, quantile, table } from './support/figures';

const ROUNDS = Number(process.env.NNFS_ROUNDS ?? 7);
/** What the browser is to reach of Node's speed with the fast kernels. */
const WANTED = 0.9;
const NETWORKS: NetworkChoice[] = ['fast', 'reference'];

const configFor = (network: NetworkChoice): RunConfig => ({
  ...defaultsFor('mnist'),
  ...{ network, data: { kind: 'digits' }, epochs: network === 'fast' ? 10 : 2, limit: 8000 },
});

/** The browser asks for work, over and over; it gets none while Node has its turn. */
let asked: RunConfig | 'wait' | 'end' = 'wait';
let answer: (rate: number) => void = () => undefined;
let failed: (error: Error) => void = () => undefined;

const open = (): Promise<VsCode> =>
  openWebVsCode({
    version: newest,
    tests: 'out/test/web/program.js',
    answer: (name, body) => {
      if (name === 'given') return JSON.stringify({ rounds: true });
      if (name === 'failed') failed(new Error(body));
      if (name !== 'round') return '';
      const rate = JSON.parse(body) as number | null;
      const next = rate === null ? asked : 'wait';
      if (next !== 'end') asked = 'wait';
      if (rate !== null) answer(rate);
      return JSON.stringify(next);
    },
  });
const inBrowser = (config: RunConfig): Promise<number> =>
  new Promise((resolve, reject) => {
    [answer, failed, asked] = [resolve, reject, config];
  });
const inNode = (config: RunConfig): Promise<number> =>
  alone(config, path.join(process.cwd(), 'dist', 'train-child.js'), null);

async function main(): Promise<void> {
  const vscode = await open();
  const rows: string[][] = [];
  let share = NaN;
  for (const network of NETWORKS) {
    const config = configFor(network);
    const rates: Record<'node' | 'browser', number[]> = { node: [], browser: [] };
    for (let round = 0; round < ROUNDS; round++)
      // Each goes first in every second round.
      for (const way of round % 2 === 0 ? (['node', 'browser'] as const) : (['browser', 'node'] as const))
        rates[way].push(await (way === 'node' ? inNode : inBrowser)(config));
    const shares = rates.browser.map((rate, i) => rate / rates.node[i]);
    if (network === 'fast') share = median(shares);
    rows.push([
      network,
      ...[rates.node, rates.browser].map((all) => median(all).toFixed(0)),
      ...[median(shares), quantile(shares, 0), quantile(shares, 1)].map((each) => each.toFixed(3)),
    ]);
  }
  asked = 'end';
  console.log(table(['network', 'steps/s in Node', 'in a browser', 'share', 'from', 'to'], rows));
  console.log(`Wanted of fast: at least ${WANTED} of Node’s speed. Median: ${share.toFixed(3)}.`);
  await vscode.close();
  await closePool();
  process.exitCode = share >= WANTED ? 0 : 1;
}

void main();
