import { language } from '../../shared/l10n';

/** Two digits that count: 0.57, 3.1, 24. */
export function gflops(value: number): string {
  return new Intl.NumberFormat(language, { maximumSignificantDigits: value < 100 ? 2 : 3 }).format(value);
}
