/** A console for a learner's code: Node's own leads to its streams, and from there to the process. */
import { Console } from 'node:console';
import { type LearnersConsole, type Output, PRINTING, type Print, plainOptions } from '../printing';

/**
 * A fresh object with the methods of Node's console that print.
 *
 * @param output left out: where Node's console prints
 */
export function learnersConsole(output?: Output): LearnersConsole {
  const inner = new Console({
    stdout: (output ?? process.stdout) as NodeJS.WritableStream,
    stderr: (output ?? process.stderr) as NodeJS.WritableStream,
    ignoreErrors: output === undefined || 'on' in output, // which takes a stream with events
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
    dir: (value, options) => inner.dir(value, { ...plainOptions(options), customInspect: false }),
    // Node words its refusal of other lists with what they are.
    table: (rows, columns) => inner.table(rows, Array.isArray(columns) ? (columns as string[]) : undefined),
  };
}
