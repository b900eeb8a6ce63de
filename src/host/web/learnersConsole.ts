/** A console for a learner's code in a browser, which prints as Node's does: the same lesson shows the same lines everywhere. */
import { formatWithOptions, inspect } from 'node-inspect-extracted';
import { type LearnersConsole, type Output, type Print, plainOptions } from '../printing';
import { printer } from './link';
import { tableOf } from './table';

/** A learner's own `inspect` method is not called, as in Node. */
const OPTIONS = { customInspect: false, colors: false };

/**
 * A fresh object with the methods of Node's console that print.
 *
 * @param output left out: the host's
 */
export function learnersConsole(output?: Output): LearnersConsole {
  const [stdout, stderr] = [output ?? printer('stdout'), output ?? printer('stderr')];
  const clock = performance;
  const counts = new Map<string, number>();
  const starts = new Map<string, number>();
  let indent = '';
  const line = (to: Output, text: string): void => void to.write(`${indent}${text.replaceAll('\n', `\n${indent}`)}\n`);
  const print =
    (to: Output): Print =>
    (...values) =>
      line(to, formatWithOptions(OPTIONS, ...values));
  const [log, warn] = [print(stdout), print(stderr)];
  const group: Print = (...values) => {
    if (values.length > 0) log(...values);
    indent += '  ';
  };
  const elapsed = (label: string, then: (told: string) => void): void => {
    const start = starts.get(label);
    if (start === undefined) line(stderr, `Warning: No such label '${label}'`);
    else then(`${label}: ${inWords(clock.now() - start)}`);
  };
  return {
    ...{ log, info: log, debug: log, dirxml: log, warn, error: warn, group, groupCollapsed: group },
    groupEnd: () => void (indent = indent.slice(2)),
    dir: (value, options) => line(stdout, inspect(value, { ...plainOptions(options), ...OPTIONS })),
    trace: (...values) => {
      const trace = { stack: '' };
      Error.captureStackTrace(trace);
      line(
        stderr,
        trace.stack.replace(/^.*/, () => `Trace: ${formatWithOptions(OPTIONS, ...values)}`),
      );
    },
    assert: (condition, ...values) => {
      if (condition) return;
      const [first, ...others] = values;
      warn(
        `Assertion failed${values.length === 0 ? '' : `: ${typeof first === 'string' ? first : inspect(first, OPTIONS)}`}`,
        ...others,
      );
    },
    table: (rows, columns) => {
      if (typeof rows !== 'object' || rows === null) return log(rows);
      line(stdout, tableOf(rows, Array.isArray(columns) ? columns.map(String) : undefined));
    },
    count: (label = 'default') => {
      const name = String(label);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      line(stdout, `${name}: ${count}`);
    },
    countReset: (label = 'default') => void counts.delete(String(label)),
    time: (label = 'default') => void starts.set(String(label), clock.now()),
    timeLog: (label = 'default', ...values) => elapsed(String(label), (told) => log(told, ...values)),
    timeEnd: (label = 'default') =>
      elapsed(String(label), (told) => {
        line(stdout, told);
        starts.delete(String(label));
      }),
  };
}

/** `0.125ms`, `1.250s` */
const inWords = (ms: number): string => (ms < 1000 ? `${Number(ms.toFixed(3))}ms` : `${(ms / 1000).toFixed(3)}s`);
