/** `npm run bench:panel`: what the panel costs, on its real page in a real browser, with the bench as its host. */
import type { ToWebview } from '../../src/protocol/panel';
import type { LayerStats, StepMetric } from '../../src/protocol/metrics';
import { defaultsFor } from '../../src/training/validate';
import { epoch, hydrate, run } from '../unit/panel/samples';
import { mnistFolder } from '../support/mnist';
import { MIN_SHARE, measureThroughput, throughputTable } from './panelThroughput';
import { median, quantile, table } from './support/figures';
import { type PanelPage, openPanelPage } from '../ui/support/panel-page';

type Metrics = Extract<ToWebview, { type: 'metrics' }>;

/** Points that the history holds when an update is measured. */
const POINTS = 200_000;
/** What the issue asks for. */
const MAX_UPDATE_MS = 8;
const LONGEST_TASK_MS = 50;
/** As often as the host sends. */
const UPDATES_PER_SECOND = 20;
const UPDATES = 200;
const STEPS_PER_UPDATE = 50;
const STEPS_PER_EPOCH = 938;
const LONG_RUN = 1_000_000;

/** A loss as it looks: falling, noisy, with a spike now and then. */
function loss(step: number): number {
  const noise = Math.abs(Math.sin(step * 12.9898) * 43_758.5453) % 1;
  return 2.3 * Math.exp(-step / 30_000) + 0.05 + 0.2 * noise + (step % 9973 === 0 ? 3 : 0);
}

function stepsFrom(from: number, count: number): StepMetric[] {
  return Array.from({ length: count }, (_, i) => {
    const step = from + i;
    return { step, epoch: Math.ceil(step / STEPS_PER_EPOCH), loss: loss(step) };
  });
}

function sampleAt(step: number): LayerStats {
  const size = 1 + (step % 17) / 40;
  const layers = ['hidden 1', 'hidden 2', 'output'].map((name, i) => ({
    name,
    gradientNorm: (size * (i + 1)) / (1 + step / 20_000),
    updateRatio: (size * 0.002) / (i + 1),
  }));
  return { step, epoch: Math.ceil(step / STEPS_PER_EPOCH), learningRate: 0.1 / (1 + step / 100_000), layers };
}

function metricsFrom(from: number, count: number): Metrics {
  const to = from + count - 1;
  const epochs = [];
  for (let one = Math.ceil(from / STEPS_PER_EPOCH); one * STEPS_PER_EPOCH <= to; one++)
    if (one * STEPS_PER_EPOCH >= from) epochs.push(epoch(one, 1 - 0.1 / one));
  return {
    type: 'metrics',
    runId: 'long',
    steps: stepsFrom(from, count),
    epochs,
    samples: [sampleAt(to)],
    picture: null,
  };
}

const longRun = run('long', {
  name: 'MNIST · reference · a long run',
  config: { ...defaultsFor('mnist'), epochs: Math.ceil(LONG_RUN / STEPS_PER_EPOCH) },
  info: {
    dataDescription: 'made up by the bench',
    trainingExamples: 60_000,
    validationExamples: 5000,
    stepsPerEpoch: STEPS_PER_EPOCH,
    totalSteps: LONG_RUN,
    usedReference: [],
  },
});

/** Eleven older runs, with as many points as the host keeps of one. */
const older = Array.from({ length: 11 }, (_, i) =>
  run(`old-${i}`, {
    name: `MNIST · reference · older ${i + 1}`,
    config: defaultsFor('mnist'),
    state: 'finished',
    info: { ...longRun.info!, totalSteps: 4690 },
    steps: stepsFrom(1, 4690),
    epochs: [1, 2, 3, 4, 5].map((one) => epoch(one)),
    samples: Array.from({ length: 1000 }, (_, k) => sampleAt(k * 4 + 1)),
    lastStep: { step: 4690, epoch: 5, loss: loss(4690) },
  }),
);

/** Runs in the page, before the page's own script: how long its frames, messages and tasks take. */
const METER = `
  globalThis.meter = { updates: [], tasks: [] };
  let script = 0;
  const ask = window.requestAnimationFrame.bind(window);
  window.requestAnimationFrame = (callback) => ask((time) => {
    const before = performance.now();
    callback(time);
    script += performance.now() - before;
  });
  new PerformanceObserver((list) => meter.tasks.push(...list.getEntries().map((entry) => entry.duration)))
    .observe({ type: 'longtask', buffered: true });
  globalThis.measure = async (messages, interval) => {
    globalThis.meter = { updates: [], tasks: [] };
    for (const message of messages) {
      script = 0;
      const before = performance.now();
      hostSends([message]);
      script += performance.now() - before;
      await new Promise((done) => setTimeout(done, interval));
      meter.updates.push(script);
    }
    return meter;
  };
`;

interface Meter {
  updates: number[];
  tasks: number[];
}

/** Sends updates at the pace of the host, and says what each cost. */
async function measure(panel: PanelPage, from: number, updates: number): Promise<Meter> {
  const messages = Array.from({ length: updates }, (_, i) =>
    metricsFrom(from + i * STEPS_PER_UPDATE, STEPS_PER_UPDATE),
  );
  // In the page and not from here, so that the browser's own line to this process does not count.
  await panel.page.evaluate(`globalThis.messages = ${JSON.stringify(messages)}; undefined`);
  return panel.page.evaluate<Meter>(`measure(messages, ${1000 / UPDATES_PER_SECOND})`);
}

async function fill(panel: PanelPage, from: number, to: number): Promise<void> {
  for (let step = from; step <= to; step += 1000) await panel.send(metricsFrom(step, 1000));
}

async function heapMb(panel: PanelPage): Promise<number> {
  const session = await panel.page.context().newCDPSession(panel.page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const usage = await session.send('Runtime.getHeapUsage');
  await session.detach();
  // The flat arrays of the steps lie outside of the heap; newer browsers count them separately.
  const { backingStorageSize = 0 } = usage as { backingStorageSize?: number };
  return (usage.usedSize + backingStorageSize) / 1e6;
}

function row(name: string, { updates, tasks }: Meter): string[] {
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  return [
    name,
    String(updates.length),
    ms(median(updates)),
    ms(quantile(updates, 0.95)),
    ms(Math.max(...updates)),
    tasks.length === 0 ? `none over ${LONGEST_TASK_MS} ms` : `${tasks.length}, longest ${ms(Math.max(...tasks))}`,
  ];
}

/** What the page costs. @returns whether it is as little as was asked for */
async function measurePage(): Promise<boolean> {
  // As high as a screen: all charts that can be seen at once are drawn.
  const panel = await openPanelPage({ viewport: { width: 1600, height: 1400 }, initScript: METER });
  try {
    await panel.send(hydrate({ run: { ...longRun, state: 'running' }, history: older, select: 'mnist' }));
    const rows: string[][] = [];
    const few = await measure(panel, 1, UPDATES);
    rows.push(row(`${(UPDATES * STEPS_PER_UPDATE).toLocaleString('en-US')} points`, few));

    const start = UPDATES * STEPS_PER_UPDATE + 1;
    await fill(panel, start, POINTS);
    const full = await measure(panel, POINTS + 1, UPDATES);
    rows.push(row('200,000 points', full));

    await panel.page.getByRole('tab', { name: 'Runs' }).click();
    for (const one of older.slice(0, 5))
      await panel.page.getByRole('checkbox', { name: `Show “${one.name}” in the charts` }).click();
    await panel.page.getByRole('tab', { name: 'Charts' }).click();
    const compared = await measure(panel, POINTS + UPDATES * STEPS_PER_UPDATE + 1, UPDATES);
    rows.push(row('…and 5 older runs beside it', compared));
    console.log(
      `\nOne update: ${STEPS_PER_UPDATE} steps, ${UPDATES_PER_SECOND} times a second. Script time of the message and of the frames\nuntil the next one.\n`,
    );
    console.log(table(['history', 'updates', 'median', '95 %', 'longest', 'long tasks'], rows));

    const memory: string[][] = [];
    let at = POINTS + 2 * UPDATES * STEPS_PER_UPDATE;
    for (const to of [250_000, 500_000, 750_000, LONG_RUN]) {
      await fill(panel, at + 1, to);
      at = to;
      memory.push([`${to.toLocaleString('en-US')} steps`, '', `${(await heapMb(panel)).toFixed(1)} MB`]);
    }
    console.log(`\n${table(['JavaScript heap after', '', 'used'], memory)}\n`);

    const passes = [few, full].every(({ updates, tasks }) => median(updates) < MAX_UPDATE_MS && tasks.length === 0);
    return verdict(passes, `An update costs under ${MAX_UPDATE_MS} ms, and no task lasts over ${LONGEST_TASK_MS} ms.`);
  } finally {
    await panel.close();
  }
}

/** What watching costs the training. */
async function measureTraining(): Promise<boolean> {
  const results = await measureThroughput(mnistFolder);
  console.log(
    `Training with the panel and without, in turns, on ${mnistFolder ? 'MNIST' : 'the built-in digits'}:\n\n${throughputTable(results)}\n`,
  );
  return verdict(
    results.every(({ share }) => share >= MIN_SHARE),
    `Training with the panel reaches at least ${MIN_SHARE} of its speed without.`,
  );
}

function verdict(passes: boolean, promise: string): boolean {
  console.log(`${passes ? 'Kept' : 'Not kept'}: ${promise}\n`);
  return passes;
}

async function main(): Promise<void> {
  const kept = [await measurePage(), await measureTraining()];
  if (kept.includes(false)) process.exitCode = 1;
}

void main();
