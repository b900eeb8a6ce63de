/** Takes Node's ways to the outside away from a learner's code: process, channel, network, streams. */
import vm from 'node:vm';

/** Call before any of a learner's code is loaded; what needs the real `process` afterwards keeps it in a constant. */
const realProcess = process;
const realConsole = console;

/** What Node has put there, before anything of ours or of a library. */
const namesOfNode = Object.getOwnPropertyNames(globalThis);

/** Beside the language itself: what computes, waits or measures, and leads nowhere. Our own code in the child needs it. */
const HARMLESS = new Set([
  ...['global', 'Buffer', 'TextDecoder', 'TextEncoder', 'atob', 'btoa', 'structuredClone', 'queueMicrotask'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'],
  ...['AbortController', 'AbortSignal', 'Event', 'EventTarget', 'DOMException', 'performance', 'WebAssembly'],
]);

const PRINTING = [
  'log',
  'info',
  'debug',
  'warn',
  'error',
  'trace',
  'dir',
  'table',
  'assert',
  'group',
  'groupEnd',
] as const;

/** A learner's code gets no way to the channel, to the process, to other programs, to files or to the network. */
export function hideNode(): void {
  const language = new Set(vm.runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[]);
  const global = globalThis as Record<string, unknown>;
  for (const name of namesOfNode) if (!language.has(name) && !HARMLESS.has(name)) delete global[name];
  replace('process', {
    env: Object.freeze({}),
    argv: Object.freeze([]),
    platform: realProcess.platform,
    version: realProcess.version,
  });
  // Node's own console leads to its streams, and from there to sockets.
  replace('console', Object.fromEntries(PRINTING.map((name) => [name, printer(name)])));
}

function printer(name: (typeof PRINTING)[number]): (...values: unknown[]) => void {
  return (...values) => (realConsole[name] as (...values: unknown[]) => void)(...values);
}

function replace(name: string, value: object): void {
  Object.defineProperty(globalThis, name, { value: Object.freeze(value), configurable: true, writable: true });
}
