/**
 * A worker inside the checking child. It runs while the main thread is busy, so it can see what nobody else can:
 * the memory of the whole process (V8's heap limit does not count array buffers), that the host has died (a busy main
 * thread does not hear 'disconnect'), and, when the time is up, the line at which the main thread is. It says so on
 * stderr, which needs no main thread, and ends the process.
 *
 * Source text, because a worker of a bundle would need a file of its own.
 */
export const watchdogSource = `
const { parentPort, workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const { Session } = require('node:inspector');

function end(message) {
  try {
    writeSync(2, '\\n' + workerData.mark + JSON.stringify(message) + '\\n');
  } catch {}
  process.kill(process.pid, 'SIGKILL');
}

setInterval(() => {
  if (process.ppid !== workerData.hostPid) process.kill(process.pid, 'SIGKILL');
  const megabytes = process.memoryUsage.rss() / 1e6;
  if (megabytes > workerData.memoryMb) end({ type: 'out-of-memory', megabytes: Math.round(megabytes) });
}, 25);

parentPort.once('message', ({ timeoutMs }) => {
  setTimeout(() => {
    // A main thread that waits cannot be paused: then nobody is at any line.
    setTimeout(() => end({ type: 'stuck', frames: [] }), 600);
    const session = new Session();
    session.connectToMainThread();
    const urls = new Map();
    session.on('Debugger.scriptParsed', ({ params }) => urls.set(params.scriptId, params.url));
    session.on('Debugger.paused', ({ params }) => {
      const frames = params.callFrames.map(({ location }) =>
        ({ url: urls.get(location.scriptId) ?? '', line: location.lineNumber + 1, column: location.columnNumber + 1 }));
      end({ type: 'stuck', frames });
    });
    session.post('Debugger.enable');
    session.post('Debugger.pause');
  }, timeoutMs);
});
`;

/** What the watchdog says before it ends the process. */
export type WatchdogMessage =
  | { type: 'out-of-memory'; megabytes: number }
  | { type: 'stuck'; frames: { url: string; line: number; column: number }[] };

/** The watchdog's last words in what a child wrote to stderr; null where it had none. */
export function parseWatchdog(stderr: string, mark: string): WatchdogMessage | null {
  const start = stderr.lastIndexOf(mark);
  if (start < 0) return null;
  try {
    return JSON.parse(stderr.slice(start + mark.length).split('\n')[0]) as WatchdogMessage;
  } catch {
    return null;
  }
}
