/** The table of a comparison, the same in the terminal and in the editor. */
import { t } from '../../course/l10n';
import { grouped, lossText } from '../../training/describe';
import { percent } from '../../training/percent';
import type { Comparison, Entry } from '../node/comparison';
import { scientific } from './agreement';

const DASH = '–';

/** @returns the columns behind the names, and the cells of each entry */
export function tableOf({ entries }: Comparison): { columns: string[]; cells: string[][] } {
  const steps = entries.find(({ differences }) => differences.length > 0)?.differences.map(({ step }) => step) ?? [];
  const columns = [t('Version'), t('Arithmetic'), t('Images/s'), t('Accuracy'), t('Last loss')];
  return {
    columns: [...columns, ...steps.map((step) => t('Δ after {0}', step))],
    cells: entries.map((entry) => [...cellsOf(entry), ...steps.map((step) => differenceAt(entry, step))]),
  };
}

function cellsOf({ version, engine, threads, samplesPerSecond, testAccuracy, losses }: Entry): string[] {
  const usedThreads = threads === 1 ? t('1 thread') : t('{0} threads', threads ?? 0);
  return [
    version ?? DASH,
    engine ? t('{0}, {1}', engine, usedThreads) : DASH,
    samplesPerSecond === null ? DASH : grouped(Number(samplesPerSecond.toPrecision(3))),
    testAccuracy === null ? DASH : percent(testAccuracy),
    losses.length === 0 ? DASH : lossText(losses.at(-1) as number),
  ];
}

function differenceAt({ differences }: Entry, step: number): string {
  const found = differences.find((each) => each.step === step);
  return found ? scientific(found.largest) : DASH;
}
