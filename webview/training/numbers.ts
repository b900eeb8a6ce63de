/** Numbers in the reader's language. Pure: no DOM. */
import { language, t } from '../shared/l10n';

export { percent, percentShort } from '../../src/training/percent';

const whole = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
const fourDigits = new Intl.NumberFormat(language, { maximumSignificantDigits: 4, useGrouping: false });
const significant = (most: number): Intl.NumberFormat =>
  new Intl.NumberFormat(language, { maximumSignificantDigits: most, useGrouping: false });
const oneDigit = significant(1);
const twoDigits = significant(2);

export function count(value: number): string {
  return whole.format(Math.round(value));
}

/** With so many digits behind the point, no more and no fewer. */
export function fixed(value: number, digits: number): string {
  return value.toLocaleString(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  });
}

/** A loss, a weight: about four digits that matter. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return t('not a number');
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  // As it stands in code, in every language.
  if (size !== 0 && (size < 1e-4 || size >= 1e6)) return `${sign}${Number(size.toPrecision(3)).toExponential()}`;
  return `${sign}${size >= 1000 ? count(size) : fourDigits.format(size)}`;
}

/** The same where there is little room: about two digits, and at most six characters. */
export function brief(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size !== 0 && (size < 1e-3 || size >= 1e4)) return `${sign}${size.toExponential(0)}`;
  const digits = size >= 100 ? whole : size < 0.01 ? oneDigit : twoDigits;
  return `${sign}${digits.format(size)}`;
}

/** Seconds, as a person would say them behind “about”: at least one. */
export function duration(seconds: number): string {
  if (seconds < 90) return t('{0} s', Math.max(1, Math.round(seconds)));
  if (seconds < 90 * 60) return t('{0} min', Math.round(seconds / 60));
  return t('{0} h', fixed(seconds / 3600, 1));
}
