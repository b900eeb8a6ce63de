/** What is wrong with a value, in a sentence for the learner. */
import { t } from '../course/l10n';

/** @returns what is wrong and what to enter; null when the value is good */
type Rule = (value: unknown) => string | null;

/** The name of a control where a sentence begins with it, and what to try. In the reader's language. */
interface Named {
  name: string;
  advice: string;
}

const isFinite = (value: unknown): value is number => Number.isFinite(value);

export const shown = (value: unknown): string =>
  typeof value === 'number'
    ? String(value)
    : value === undefined || value === ''
      ? t('nothing')
      : JSON.stringify(value);

export function numberBetween(
  range: { above?: number; from?: number; to?: number; below?: number },
  about: () => Named,
): Rule {
  return (value) => {
    const { name, advice } = about();
    if (!isFinite(value)) return t('{0} must be a number, not {1}. {2}', name, shown(value), advice);
    if (range.above !== undefined && value <= range.above)
      return t('{0} must be above {1}, not {2}. {3}', name, range.above, value, advice);
    if (range.from !== undefined && value < range.from)
      return t('{0} must be at least {1}, not {2}. {3}', name, range.from, value, advice);
    if (range.to !== undefined && value > range.to)
      return t('{0} must be at most {1}, not {2}. {3}', name, range.to, value, advice);
    if (range.below !== undefined && value >= range.below)
      return t('{0} must be below {1}, not {2}. {3}', name, range.below, value, advice);
    return null;
  };
}

export function wholeNumber(from: number, to: number, about: () => Named): Rule {
  return (value) => {
    const { name, advice } = about();
    if (!isFinite(value) || !Number.isInteger(value))
      return t('{0} must be a whole number, not {1}. {2}', name, shown(value), advice);
    if (value < from || value > to)
      return t(
        '{0} must be between {1} and {2}, not {3}. {4}',
        name,
        from.toLocaleString('en-US'),
        to.toLocaleString('en-US'),
        value,
        advice,
      );
    return null;
  };
}

export function oneOf(choices: readonly string[], name: () => string): Rule {
  return (value) =>
    typeof value === 'string' && choices.includes(value)
      ? null
      : t('{0} must be one of {1}, not {2}.', name(), choices.join(', '), shown(value));
}
