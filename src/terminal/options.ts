/** Command lines: what all commands read alike. */
import { type ParseArgsConfig, parseArgs } from 'node:util';
import { UsageError } from './exit';

/**
 * Reads a command line, as Node's `parseArgs` does.
 *
 * @throws UsageError for a value that is missing, an option that there is not, and a word too many; node:util's parse errors for
 * the rest
 */
export function optionsOf<Config extends ParseArgsConfig & { args: string[] }>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  const parsed = parsedOrRefused(config);
  for (const [name, value] of Object.entries(parsed.values))
    // A variable that is not set, as in --dir "$COURSE", must not mean this folder.
    if (typeof value === 'string' && value.trim() === '') throw withoutValue(`--${name}`);
  return parsed;
}

function parsedOrRefused<Config extends ParseArgsConfig & { args: string[] }>(
  config: Config,
): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    const { message } = error as Error;
    const unknown = /^Unknown option '(.*?)'/s.exec(message)?.[1];
    if (unknown !== undefined) throw new UsageError(`There is no option ${unknown} here.`);
    const open = /^Option '(?:-\w, )?(--[\w-]+)(?: <value>' argument missing|' argument is ambiguous)/.exec(
      message,
    )?.[1];
    if (open !== undefined) {
      const at = config.args.findIndex((each, i) => each === open && /^-./.test(config.args[i + 1] ?? '-?'));
      const next = config.args[at + 1] ?? '';
      if (!/^-\.?\d/.test(next)) throw withoutValue(open);
      // A negative number is a value: its own sentence says what fits.
      return parsedOrRefused({ ...config, args: config.args.toSpliced(at, 2, `${open}=${next}`) });
    }
    const given = /^Option '(?:-\w, )?(--[\w-]+)' does not take an argument/.exec(message)?.[1];
    if (given !== undefined) throw new UsageError(`${given} takes no value. Leave out what stands behind it.`);
    const word = /^Unexpected argument '(.*?)'\. /s.exec(message)?.[1];
    if (word === undefined) throw error;
    const before = config.args[config.args.indexOf(word) - 1] ?? '';
    const example = before === '' || before.startsWith('-') ? '' : ` Example: "${before} ${word}"`;
    throw new UsageError(`“${word}” is a word too many. A name with a blank in it stands in quotes.${example}`);
  }
}

const withoutValue = (option: string): UsageError =>
  new UsageError(`${option} has no value. Write one behind it, or leave ${option} out.`);

/** @throws UsageError when it is none */
export function numberOf(name: string, text: string): number {
  if (Math.abs(Number(text)) === Infinity)
    throw new UsageError(`--${name} takes a number, and “${text}” is too large for one.`);
  if (!isNumber(text)) throw new UsageError(`--${name} takes a number, not “${text}”.`);
  return Number(text);
}

/** Number('') is 0, and that is not what an empty text says. */
export const isNumber = (text: string): boolean => text.trim() !== '' && Number.isFinite(Number(text));

/** @throws UsageError when it is none from 1 to `largest` */
export function wholeNumber(name: string, text: string, largest: number): number {
  const value = numberOf(name, text);
  if (!Number.isInteger(value) || value < 1 || value > largest) {
    throw new UsageError(`--${name} takes a whole number from 1 to ${largest.toLocaleString('en-US')}, not “${text}”.`);
  }
  return value;
}

/** @throws UsageError when it is none, or smaller */
export function atLeast(name: string, text: string, least: number, unit: string): number {
  const value = numberOf(name, text);
  if (value < least) throw new UsageError(`--${name} takes ${least} ${unit} or more, not “${text}”.`);
  return value;
}

/** The entries of a list, with commas between them; null where one is empty. */
export function listOf(text: string): string[] | null {
  const entries = text.split(',').map((entry) => entry.trim());
  return entries.includes('') ? null : entries;
}
