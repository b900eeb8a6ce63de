/** What `compare` prints: a table and sentences for people, or one JSON document. */
import type { Comparison, ComparisonProgress } from '../frameworks/node/comparison';
import { counted } from '../course/count';
import { sentencesOf } from '../frameworks/sentences';
import { aboutNetwork } from '../frameworks/words/network';
import { logitTableOf } from '../frameworks/words/logits';
import { tableOf } from '../frameworks/words/table';
import { lossText } from '../training/describe';
import { CLEAR_LINE, type Io, LearnersLines, atLocation, paint, setOff } from './io';

/** One line on a terminal, rewritten in place; a word for each that drops out. */
export class ProgressLine {
  private readonly io: Io;
  private readonly steps = new Map<string, number>();
  private readonly printed: LearnersLines;

  constructor(io: Io) {
    this.io = io;
    this.printed = new LearnersLines((text) => {
      this.clear();
      io.err(text);
    });
  }

  take(progress: ComparisonProgress): void {
    switch (progress.type) {
      case 'stage':
        return this.draw(
          progress.stage === 'timing'
            ? `${progress.backend}: ${progress.round === 0 ? 'warming up' : `round ${progress.round} of ${progress.rounds}`} …`
            : `${progress.backend}: ${progress.stage} …`,
        );
      case 'losses': {
        const steps = (this.steps.get(progress.backend) ?? 0) + progress.losses.length;
        this.steps.set(progress.backend, steps);
        return this.draw(
          `${progress.backend}: training, step ${steps}, loss ${lossText(progress.losses.at(-1) ?? 0)} …`,
        );
      }
      case 'output':
        return this.printed.take(progress.text);
      case 'plan':
      case 'ready':
      case 'out':
        return;
    }
  }

  /** Nothing more comes. */
  end(): void {
    this.printed.end();
    this.clear();
  }

  private clear(): void {
    if (this.io.isTTY) this.io.err(CLEAR_LINE);
  }

  private draw(text: string): void {
    if (this.io.isTTY) this.io.err(`${CLEAR_LINE}${text}`);
  }
}

/** Table and sentences. */
export function printComparison(comparison: Comparison, data: string, io: Io): void {
  const { entries, steps, config, network } = comparison;
  io.out(
    `${paint(io, 'bold', [`${counted(steps, 'step')} of ${counted(config.batchSize, 'image')} (${data}), the same for all`, ...aboutNetwork(network.type)].join(' · '))}\n\n`,
  );
  const { columns, cells } = tableOf(comparison);
  printTable(io, [['', ...columns], ...entries.map(({ name }, i) => [name, ...cells[i]])], 3);
  if (entries.some(({ differences }) => differences.length > 0))
    io.out(`\nΔ: the largest difference of any weight to the first row, after so many steps.\n`);
  const logits = logitTableOf(comparison);
  if (logits !== null) {
    io.out(`\n${paint(io, 'bold', logits.title)}\n\n`);
    printTable(io, [['', ...logits.columns], ...logits.rows.map(({ name, cells: row }) => [name, ...row])], 1);
    io.out(`\n${logits.note}\n`);
  }
  io.out('\n');
  for (const { kind, text, location } of sentencesOf(comparison)) {
    const words = setOff(text);
    const said =
      kind === 'warning' ? paint(io, 'yellow', `Note: ${words}`) : kind === 'main' ? paint(io, 'bold', words) : words;
    io.out(`${said}${atLocation(location)}\n`);
  }
}

/** @param texts how many of the first columns hold words and not numbers */
function printTable(io: Io, rows: readonly string[][], texts: number): void {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((each) => each[column].length)));
  for (const each of rows) {
    const cells = each.map((text, i) => (i < texts ? text.padEnd(widths[i]) : text.padStart(widths[i])));
    io.out(`${cells.join('  ').trimEnd()}\n`);
  }
}

/** The document of `--json`. */
export function comparisonJson(comparison: Comparison, data: string): string {
  const { entries, config, steps, testImages, kinks, logits, usedReference } = comparison;
  const [network, ...frameworks] = entries.map((entry) => ({
    id: entry.id,
    name: entry.name,
    version: entry.version,
    samplesPerSecond: entry.samplesPerSecond,
    maxWeightDifference: entry.maxWeightDifference,
    maxLossDifference: entry.maxLossDifference,
    maxLogitDifference: entry.maxLogitDifference,
    firstLogits: entry.firstLogits,
    testAccuracy: entry.testAccuracy,
    testLoss: entry.testLoss,
    error: entry.error,
    location: entry.location,
    parting: entry.parting,
    engine: entry.engine,
    threads: entry.threads,
    blas: entry.blas,
    weightDifferences: entry.differences.map(({ step, largest }) => ({ step, largest })),
    rounds: entry.rounds,
    losses: entry.losses,
  }));
  const sentences = sentencesOf(comparison).map(({ text }) => text);
  return `${JSON.stringify({ data, steps, config, usedReference, network, frameworks, testImages, logits, kinks, sentences }, null, 2)}\n`;
}
