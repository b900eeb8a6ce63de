/** What no learner's code gets: Node's ways to the outside. One list for checking, training, racing and comparing. */
import { Console } from 'node:console';
import vm from 'node:vm';
import { timers } from '../timers';

/** What Node has put there, before anything of ours or of a library. */
const namesOfNode = new Set<PropertyKey>(Reflect.ownKeys(globalThis));

const PRINTING = [
  ...(['log', 'info', 'debug', 'warn', 'error', 'trace', 'dir', 'dirxml', 'table', 'assert'] as const),
  ...(['group', 'groupCollapsed', 'groupEnd', 'count', 'countReset', 'time', 'timeEnd', 'timeLog'] as const),
];

export type LearnersConsole = Record<(typeof PRINTING)[number], (...values: unknown[]) => void>;

interface Output {
  write(text: string): unknown;
}

/**
 * A console for a learner's code. Node's own leads to its streams, and from there to the process, so this is a fresh object
 * with the same methods.
 */
export function learnersConsole(stdout: Output, stderr = stdout): LearnersConsole {
  const inner = new Console({
    stdout: stdout as NodeJS.WritableStream,
    stderr: stderr as NodeJS.WritableStream,
    ignoreErrors: 'on' in stdout, // which takes a stream with events
    colorMode: false,
    // A learner's own `inspect` method would be given Node's.
    inspectOptions: { customInspect: false },
  });
  const methods = PRINTING.map((name) => [name, inner[name].bind(inner)] as const);
  return {
    ...(Object.fromEntries(methods) as LearnersConsole),
    dir: (value, options) => inner.dir(value, { ...(options as object), customInspect: false }),
  };
}

/** What is there afterwards. */
interface Remaining {
  /** Names of the language that are there. */
  language: ReadonlySet<string>;
  /** What was put in the place of Node's, by its name. */
  given: Readonly<Record<string, unknown>>;
}

/**
 * Takes away what Node adds to the language, and gives the few things that only compute, wait or measure. Call before any of
 * a learner's code is loaded; what needs the real `process` afterwards keeps it (`HostLink`). The other half of the promise is
 * a flag of the process (`startChild`): no code from strings, or `eval` would bring `import()` back.
 *
 * @param stays names that are left as well, of what leads nowhere
 * @param console in the place of Node's
 */
export function takeAway(
  stays: readonly string[] = [],
  console = learnersConsole(process.stdout, process.stderr),
): Remaining {
  const global = globalThis as Record<PropertyKey, unknown>;
  const ofLanguage = vm.runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[];
  const language = new Set(ofLanguage.filter((name) => name !== 'WebAssembly' && name !== 'console'));
  const { platform, version } = process;
  const clock = performance;
  const given = {
    ...timers(),
    console: Object.freeze(console),
    process: Object.freeze({ env: Object.freeze({}), argv: Object.freeze([]), platform, version }),
    performance: Object.freeze({ now: () => clock.now(), timeOrigin: clock.timeOrigin }),
    queueMicrotask: global.queueMicrotask,
    structuredClone: global.structuredClone,
  };
  const left = new Set<PropertyKey>([...language, ...stays]);
  for (const name of Reflect.ownKeys(global))
    if ((namesOfNode.has(name) || typeof name === 'symbol') && !left.has(name)) delete global[name];
  for (const [name, value] of Object.entries(given))
    Object.defineProperty(global, name, { value, enumerable: false, writable: true, configurable: true });
  return { language, given };
}
