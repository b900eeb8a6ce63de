// @ts-check
/**
 * Starts processes in groups of their own, and sees to it that nothing outlives the script: whatever is registered here is ended
 * on Ctrl-C, on SIGTERM, and when the script exits in any other way.
 */
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** @typedef {{ close: () => Promise<void>, closeNow: () => void }} Resource */

/** @type {Set<Resource>} */
const open = new Set();
let isListening = false;
let hasSignal = false;
/** @type {(signal: number) => number} */
let statusAfterSignal = (signal) => 128 + signal;

/**
 * Closes the resource when this process ends: `close` on SIGINT, SIGTERM and SIGHUP, `closeNow` (synchronous) when the process
 * exits in any other way. A second signal does not wait for `close`.
 *
 * @param {Resource} resource
 * @returns {() => void} call it once the resource has been closed
 */
export function closeAtExit(resource) {
  open.add(resource);
  listen();
  return () => open.delete(resource);
}

/** From now on Ctrl-C is the expected end of this process, not a failure: its exit status is 0. */
export function expectInterrupt() {
  listen();
  statusAfterSignal = () => 0;
}

/** True once a signal has told this process to end: what fails from then on fails because of that. */
export const isEnding = () => hasSignal;

function listen() {
  if (isListening) return;
  isListening = true;
  process.on('exit', () => [...open].forEach((each) => each.closeNow()));
  for (const [signal, number] of /** @type {[NodeJS.Signals, number][]} */ ([
    ['SIGHUP', 1],
    ['SIGINT', 2],
    ['SIGTERM', 15],
  ])) {
    let count = 0;
    process.on(signal, () => {
      count += 1;
      hasSignal = true;
      if (count > 1) process.exit(128 + number);
      void Promise.allSettled([...open].map((each) => each.close())).then(() =>
        process.exit(statusAfterSignal(number)),
      );
    });
  }
}

/**
 * Runs a program in a process group of its own, to its end. The group is ended with this process.
 *
 * @param {string} command
 * @param {readonly string[]} args
 * @param {object} options
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {boolean} [options.shell]
 * @param {boolean} [options.show] - print its output as it comes, instead of collecting it
 * @param {(text: string) => void} [options.onOutput] - gets its output as it comes; it is collected all the same
 * @param {number} [options.deadlineMs] - end it after this time: a program that hangs must not hang us
 * @returns {Promise<{ code: number, output: string }>} its exit status (1 after a signal) and what it printed
 * @throws {Error} when it cannot be started, or did not end in time
 */
export async function runProgram(
  command,
  args,
  { cwd, env = process.env, shell = false, show = false, onOutput, deadlineMs },
) {
  const stream = show ? 'inherit' : 'pipe';
  const child = spawn(command, args, { cwd, env, shell, detached: true, stdio: ['ignore', stream, stream] });
  let output = '';
  for (const readable of [child.stdout, child.stderr]) {
    readable?.setEncoding('utf8').on('data', (text) => {
      output += text;
      onOutput?.(text);
    });
  }
  const { pid } = child;
  const forget = pid === undefined ? undefined : closeAtExit(groupResource(pid));
  let isLate = false;
  const timer =
    pid === undefined || deadlineMs === undefined
      ? undefined
      : setTimeout(() => {
          isLate = true;
          void endGroup(pid);
        }, deadlineMs);
  try {
    const code = await new Promise((resolve, reject) => {
      child.on('error', (error) =>
        reject(new Error(`${command} could not be started: ${error.message}`, { cause: error })),
      );
      child.on('close', (status) => resolve(status ?? 1));
    });
    if (isLate)
      throw new Error(
        `It did not end within ${Math.round((deadlineMs ?? 0) / 60_000)} minutes, and was ended.\n${onOutput ? '' : output}`,
      );
    return { code, output };
  } finally {
    clearTimeout(timer);
    forget?.();
  }
}

/**
 * @param {number} pid - leader of the group
 * @returns {Resource}
 */
const groupResource = (pid) => ({ close: () => endGroup(pid), closeNow: () => signalGroup(pid, 'SIGKILL') });

/**
 * Ends a process group that was started with `detached: true`: asks first, then kills.
 *
 * @param {number} pid - process id of the group's leader
 * @param {{ graceMs?: number }} [options] - how long the group may take to end by itself, in milliseconds
 * @returns {Promise<void>} resolves when no process of the group is left
 */
export async function endGroup(pid, { graceMs = 5000 } = {}) {
  signalGroup(pid, 'SIGTERM');
  const deadline = Date.now() + graceMs;
  while (groupExists(pid) && Date.now() < deadline) await sleep(25);
  signalGroup(pid, 'SIGKILL');
  while (groupExists(pid)) await sleep(25);
}

/**
 * Sends a signal to every process of a group; a group that has ended already is no error.
 *
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(pid, signal) {
  try {
    // Windows has no groups to signal.
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch {
    // The group is gone.
  }
}

/** @param {number} pid */
function groupExists(pid) {
  // On Linux a dead process that nobody has asked about yet still takes signals, so that sending one says nothing.
  if (process.platform === 'linux') return linuxProcesses().some((each) => each.group === pid && each.state !== 'Z');
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 0);
    return true;
  } catch {
    return false;
  }
}

/**
 * Processes, other than this one, whose environment holds `name=value`. Linux only; elsewhere the list is empty.
 *
 * @param {string} name
 * @param {string} value
 * @returns {{ pid: number, command: string }[]}
 */
export function processesWithEnvironment(name, value) {
  if (process.platform !== 'linux') return [];
  const entry = `${name}=${value}`;
  return linuxProcesses()
    .filter(({ pid, state }) => pid !== process.pid && state !== 'Z')
    .filter(({ pid }) => readProc(pid, 'environ').split('\0').includes(entry))
    .map(({ pid }) => ({ pid, command: readProc(pid, 'cmdline').replaceAll('\0', ' ').trim() }));
}

/**
 * The command lines of a process group. Linux only; elsewhere the list is empty.
 *
 * @param {number} leader - process id of the group's leader
 * @returns {string[]}
 */
export function commandsOfGroup(leader) {
  if (process.platform !== 'linux') return [];
  return linuxProcesses()
    .filter(({ group, state }) => group === leader && state !== 'Z')
    .map(({ pid }) => readProc(pid, 'cmdline').replaceAll('\0', ' ').trim());
}

/** @returns {{ pid: number, state: string, group: number }[]} */
function linuxProcesses() {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => {
      // "pid (name) state parent group …": the name may hold blanks and parentheses.
      const stat = readProc(Number(name), 'stat');
      const [state = 'Z', , group = '0'] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return { pid: Number(name), state: stat === '' ? 'Z' : state, group: Number(group) };
    });
}

/**
 * @param {number} pid
 * @param {string} file
 */
function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // The process has ended meanwhile, or belongs to somebody else.
  }
}
