/** Call before any of a learner's code is loaded; what needs the real `process` afterwards keeps it in a constant. */
const realProcess = process;

/** A learner's code gets no way to the channel, to the process or to other programs. */
export function hideProcess(): void {
  const quiet = Object.freeze({
    env: Object.freeze({}),
    argv: Object.freeze([]),
    platform: realProcess.platform,
    version: realProcess.version,
  });
  Object.defineProperty(globalThis, 'process', { value: quiet, configurable: true, writable: true });
}
