/** What `compare` prints: a table and sentences for people, or one JSON document. */
import type { Comparison, ComparisonProgress, Entry } from '../frameworks/node/comparison';
import { sentencesOf } from '../frameworks/sentences';
import { scientific } from '../frameworks/words/agreement';
import { grouped, lossText, percent } from '../training/describe';
import { type Io, atLocation, paint } from './io';

/** One line on a terminal, rewritten in place; a word for each that drops out. */
export class ProgressLine {
  private readonly io: Io;
  private readonly steps = new Map<string, number>();

  constructor(io: Io) {
    this.io = io;
  }

  take(progress: ComparisonProgress): void {
    switch (progress.type) {
      case 'stage':
        return this.draw(
          progress.stage === 'timing'
            ? `${progress.rival}: ${progress.round === 0 ? 'warming up' : `round ${progress.round} of ${progress.rounds}`} …`
            : `${progress.rival}: ${progress.stage} …`,
        );
      case 'losses': {
        const steps = (this.steps.get(progress.rival) ?? 0) + progress.losses.length;
        this.steps.set(progress.rival, steps);
        return this.draw(`${progress.rival}: training, step ${steps}, loss ${lossText(progress.losses.at(-1) ?? 0)} …`);
      }
      case 'output':
        this.clear();
        return this.io.err(progress.text);
      case 'ready':
      case 'out':
        return;
    }
  }

  clear(): void {
    if (this.io.isTTY) this.io.err('\r\x1b[2K');
  }

  private draw(text: string): void {
    if (this.io.isTTY) this.io.err(`\r\x1b[2K${text}`);
  }
}

/** Table and sentences. */
export function printComparison(comparison: Comparison, data: string, io: Io): void {
  const { entries, steps, config } = comparison;
  const others = entries.slice(1);
  io.out(`${paint(io, 'bold', `${steps} steps of ${config.batchSize} images (${data}), the same for all`)}\n\n`);
  const marks = others.find(({ differences }) => differences.length > 0)?.differences.map(({ step }) => step) ?? [];
  const rows = [
    ['', 'version', 'arithmetic', 'images/s', 'accuracy', 'last loss', ...marks.map((step) => `Δ after ${step}`)],
    ...entries.map((entry) => row(entry, marks)),
  ];
  const widths = rows[0].map((_, column) => Math.max(...rows.map((each) => each[column].length)));
  for (const each of rows) {
    io.out(
      `${each
        .map((text, i) => (i < 3 ? text.padEnd(widths[i]) : text.padStart(widths[i])))
        .join('  ')
        .trimEnd()}\n`,
    );
  }
  if (marks.length > 0) io.out(`\nΔ: the largest difference of any weight to the first row, after so many steps.\n`);
  io.out('\n');
  for (const { kind, text, location } of sentencesOf(comparison)) {
    io.out(`${kind === 'warning' ? paint(io, 'yellow', `Note: ${text}`) : text}${atLocation(location)}\n`);
  }
}

function row(entry: Entry, marks: number[]): string[] {
  const dash = '–';
  const difference = (step: number): string => {
    const found = entry.differences.find((each) => each.step === step);
    return found ? scientific(found.largest) : dash;
  };
  return [
    entry.name,
    entry.version ?? dash,
    entry.engine ? `${entry.engine}, ${entry.threads === 1 ? '1 thread' : `${entry.threads} threads`}` : dash,
    entry.samplesPerSecond === null ? dash : grouped(Number(entry.samplesPerSecond.toPrecision(3))),
    entry.testAccuracy === null ? dash : percent(entry.testAccuracy),
    entry.losses.length === 0 ? dash : lossText(entry.losses.at(-1) as number),
    ...marks.map(difference),
  ];
}

/** The document of `--json`. */
export function comparisonJson(comparison: Comparison, data: string): string {
  const { entries, config, steps, kinks, usedReference } = comparison;
  const [network, ...frameworks] = entries.map((entry) => ({
    id: entry.id,
    name: entry.name,
    version: entry.version,
    samplesPerSecond: entry.samplesPerSecond,
    maxWeightDifference: entry.maxWeightDifference,
    maxLossDifference: entry.maxLossDifference,
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
  return `${JSON.stringify({ data, steps, config, usedReference, network, frameworks, kinks, sentences }, null, 2)}\n`;
}
