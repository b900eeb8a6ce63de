/** A console for a learner's code: Node's own leads to its streams, and from there to the process. */
import { Console } from 'node:console';

const PRINTING = [
  ...(['log', 'info', 'debug', 'warn', 'error', 'trace', 'dir', 'dirxml', 'table', 'assert'] as const),
  ...(['group', 'groupCollapsed', 'groupEnd', 'count', 'countReset', 'time', 'timeEnd', 'timeLog'] as const),
];

type Print = (...values: unknown[]) => void;

export type LearnersConsole = Record<(typeof PRINTING)[number], Print>;

interface Output {
  write(text: string): unknown;
}

/** A fresh object with the methods of Node's console that print. */
export function learnersConsole(stdout: Output, stderr = stdout): LearnersConsole {
  const inner = new Console({
    stdout: stdout as NodeJS.WritableStream,
    stderr: stderr as NodeJS.WritableStream,
    ignoreErrors: 'on' in stdout, // which takes a stream with events
    colorMode: false,
    // A learner's own `inspect` method would be given Node's.
    inspectOptions: { customInspect: false },
  });
  const methods = PRINTING.map((name) => {
    const print = inner[name] as Print;
    return [name, (...values: unknown[]) => print.apply(inner, values)] as const;
  });
  return {
    ...(Object.fromEntries(methods) as LearnersConsole),
    dir: (value, options) => inner.dir(value, { ...plain(options), customInspect: false }),
    // Node words its refusal of other lists with what they are.
    table: (rows, columns) => inner.table(rows, Array.isArray(columns) ? (columns as string[]) : undefined),
  };
}

/** The options that are no functions: `stylize` would be called on Node's own state, and could turn `customInspect` on again. */
function plain(options: unknown): Record<string, unknown> {
  const entries = Object.entries((options ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'number' || typeof value === 'boolean'));
}
