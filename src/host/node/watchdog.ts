import type { LastWords } from '../child';

/** How much of what a child wrote to stderr is kept, to tell why it died. */
export const STDERR_TAIL = 10_000;

/** In characters. They are among the last words of a child, which must fit into what is kept. */
const MOST_OF_FRAMES = STDERR_TAIL * 0.8;

/**
 * A worker inside a child. It runs while the main thread is busy, so it can see what nothing else can: the memory and the
 * processor time of the whole process (V8's heap limit does not count array buffers), that the host has died (a busy main
 * thread does not hear 'disconnect'), and, when the time is up, the line at which the main thread is. It writes so to
 * stderr, which needs no main thread, and ends the process.
 *
 * Source text, because a worker of a bundle would need a file of its own. Its data are the child's `ChildSettings`.
 */
export const WATCHDOG_SOURCE = `
const { parentPort, workerData } = require('node:worker_threads');
const { readFileSync, rmSync, writeSync } = require('node:fs');
const { Session } = require('node:inspector');

function hostIsGone() {
  // Windows keeps the id of a parent that is gone, and takes long to look it up.
  if (process.platform !== 'win32') return process.ppid !== workerData.hostPid;
  try {
    process.kill(workerData.hostPid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
}

function end(message) {
  try {
    writeSync(2, '\\n' + workerData.token + JSON.stringify(message) + '\\n');
  } catch {}
  process.kill(process.pid, 'SIGKILL');
}

function used() {
  const { user, system } = process.cpuUsage();
  return { cpuMs: (user + system) / 1000, wallMs: performance.now() };
}

// How long the main thread stood in line for a processor, in milliseconds. Linux tells; elsewhere what works is taken to have
// got a thirtieth of a processor at least.
function delayed(cpuMs) {
  try {
    return Number(readFileSync('/proc/self/schedstat', 'latin1').split(' ')[1]) / 1e6;
  } catch {
    return 30 * cpuMs;
  }
}

let limits = null;
let started = null;

setInterval(() => {
  if (hostIsGone()) {
    try {
      if (workerData.folder) rmSync(workerData.folder, { recursive: true, force: true });
    } catch {}
    process.kill(process.pid, 'SIGKILL');
  }
  const megabytes = Math.round(process.memoryUsage.rss() / 1e6);
  if (megabytes > workerData.memoryMb / 2) connect();
  if (megabytes > workerData.memoryMb)
    endWith((frames) => ({ type: 'out-of-memory', megabytes, frames }), { cpuMs: Infinity, wallMs: 200 });
  watchTime();
}, 25);

function watchTime() {
  if (!limits && !ending) return;
  const now = used();
  if (ending) {
    if (now.cpuMs > ending.until.cpuMs || now.wallMs > ending.until.wallMs) end(ending.message([]));
  } else {
    const cpuMs = now.cpuMs - started.cpuMs;
    let waitMs = now.wallMs - started.wallMs - cpuMs;
    if (waitMs > limits.waitMs / 2) waitMs -= delayed(cpuMs);
    if (cpuMs > limits.cpuMs / 2 || waitMs > limits.waitMs / 2) connect();
    const stuck = (limit) => (frames) => ({ type: 'stuck', limit, frames });
    // A debugger stops a loop within milliseconds of the loop's own time, but not one inside of a built-in.
    if (cpuMs > limits.cpuMs) endWith(stuck('cpuMs'), { cpuMs: 1000, wallMs: 30_000 });
    else if (waitMs > limits.waitMs) endWith(stuck('waitMs'), { cpuMs: 1000, wallMs: 1000 });
  }
}

let session = null;
const urls = new Map();

// A debugger of the main thread takes a while to connect, so this is done when half of a limit is used.
function connect() {
  if (session || !workerData.tellsLine) return;
  session = new Session();
  session.connectToMainThread();
  session.on('Debugger.scriptParsed', ({ params }) => urls.set(params.scriptId, params.url));
  session.post('Debugger.enable');
}

let ending = null;

// Stops the main thread to see at which lines it is. One that waits cannot be stopped: then it is at no line.
function endWith(message, patience) {
  if (ending) return;
  connect();
  if (!session) return end(message([]));
  const now = used();
  ending = { message, until: { cpuMs: now.cpuMs + patience.cpuMs, wallMs: now.wallMs + patience.wallMs } };
  session.on('Debugger.paused', ({ params }) => {
    // Each place once: ten thousand calls of one recursion would be more than is kept of stderr.
    const places = new Map(params.callFrames.map(({ location }) => [JSON.stringify(location), location]));
    const frames = [...places.values()].map(({ scriptId, lineNumber, columnNumber }) =>
      ({ url: urls.get(scriptId) ?? '', line: lineNumber + 1, column: columnNumber + 1 }));
    while (JSON.stringify(frames).length > ${MOST_OF_FRAMES}) frames.pop();
    end(message(frames));
  });
  session.post('Debugger.pause');
}

parentPort.on('message', (message) => {
  limits = message;
  started = used();
});
`;

/** The last words in what a child wrote to stderr; null where it had none. */
export function parseLastWords(stderr: string, token: string): LastWords | null {
  const start = stderr.lastIndexOf(token);
  if (start < 0) return null;
  try {
    return JSON.parse(stderr.slice(start + token.length).split('\n')[0]) as LastWords;
  } catch {
    return null;
  }
}
