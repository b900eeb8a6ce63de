/** What the networks say of the same images with the same weights: a sentence, and a table of one image. */
import { t } from '../../course/l10n';
import type { Comparison, Entry } from '../node/comparison';
import { nameOf } from '../frameworks';
import { scientific } from './agreement';
import { type Finding, listed } from './finding';

/** Logits that agree in fewer digits are not the same but for rounding. */
const SAME_DIGITS = 4;
/** Decimal places in the table: in those of a logit, float32 ends. */
const PLACES = 6;

/** Empty where no logits were compared. Whether they are the same, and how much they differ. */
export function sameLogits({ entries, config, logits }: Comparison): Finding[] {
  if (logits === null) return [];
  const [own, ...others] = entries;
  const mine = nameOf(own.id, config.network);
  const compared = others.filter((entry) => entry.maxLogitDifference !== null);
  const isSame = (entry: Entry): boolean => digits(differenceOf([entry]), logits.largest) >= SAME_DIGITS;
  const names = (some: Entry[]): string => listed(some.map(({ id }) => nameOf(id, config.network)));
  const same = compared.filter(isSame);
  const apart = compared.filter((entry) => !isSame(entry));
  const largest = differenceOf(same);
  return [
    ...(same.length === 0
      ? []
      : largest === 0
        ? [
            {
              kind: 'same' as const,
              text: t(
                '{0} gives exactly the same logits as {1}, with the same weights, on {2} test images.',
                mine,
                names(same),
                logits.images,
              ),
            },
          ]
        : [
            {
              kind: 'same' as const,
              text: t(
                '{0} gives the same logits as {1} to {2} digits, with the same weights.',
                mine,
                names(same),
                digits(largest, logits.largest),
              ),
            },
            {
              kind: 'result' as const,
              text: t(
                'On {0} test images, no logit differs by more than {1}, and the largest is {2}.',
                logits.images,
                scientific(largest),
                logits.largest.toFixed(1),
              ),
            },
          ]),
    ...(apart.length === 0
      ? []
      : [
          {
            kind: 'apart' as const,
            text: t('{0} does not give the same logits as {1}, with the same weights.', mine, names(apart)),
          },
          {
            kind: 'why' as const,
            text: t(
              'On {0} test images, logits differ by up to {1}. So the forward pass is computed in another way.',
              logits.images,
              scientific(differenceOf(apart)),
            ),
          },
        ]),
  ];
}

const differenceOf = (entries: readonly Entry[]): number =>
  Math.max(0, ...entries.map(({ maxLogitDifference }) => maxLogitDifference ?? 0));

/** How many digits of the largest logit agree. */
function digits(difference: number, largest: number): number {
  return difference === 0 ? Infinity : Math.max(0, Math.floor(-Math.log10(difference / largest)));
}

interface LogitTable {
  title: string;
  /** Names of the networks. */
  columns: string[];
  /** One for each digit: its logit in each network. */
  rows: { name: string; cells: string[] }[];
  /** Why the last digits may differ. */
  note: string;
}

/** The logits of the first test image; null where none were compared. */
export function logitTableOf({ entries, config, logits }: Comparison): LogitTable | null {
  const shown = entries.filter(({ firstLogits }) => firstLogits !== null);
  if (logits === null || shown.length < 2) return null;
  const classes = shown[0].firstLogits ?? [];
  return {
    title: logits.ofFile
      ? t('Logits of the first test image, a {0}, with the weights of the file', logits.label)
      : t('Logits of the first test image, a {0}, with the weights after the last step', logits.label),
    columns: shown.map(({ id }) => nameOf(id, config.network)),
    rows: classes.map((_, digit) => ({
      name: String(digit),
      cells: shown.map(({ firstLogits }) => firstLogits?.[digit].toFixed(PLACES) ?? ''),
    })),
    note: t(
      'All of them keep a number in 32 bits (float32), which is about seven digits. JavaScript computes in 64 bits (float64), WebAssembly and PyTorch in 32, and each adds in an order of its own. So the last digits may differ.',
    ),
  };
}
