/** The child's end, in Node. */
import { rmSync, writeSync } from 'node:fs';
import inspector from 'node:inspector';
import { URL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ChildSettings, HostLink } from '../child';
import { WATCHDOG_SOURCE } from './watchdog';

/**
 * Connects this child with the host that started it, and has it watched. Call once, before a learner's code is loaded: what
 * is needed of `process` afterwards is kept here, out of that code's reach.
 *
 * @throws Error when this program was not started by a host
 */
export function openLink(): HostLink {
  const self = process;
  const channel = self.send?.bind(self);
  if (!channel) throw new Error('This program is started by its host, not by hand.');
  const settings = JSON.parse(self.argv[2]) as ChildSettings;
  // A debugger would show the watchdog as a thread of the learner's; there, the host has a guard.
  const watchdog = settings.debug
    ? null
    : new Worker(WATCHDOG_SOURCE, { eval: true, workerData: settings, execArgv: [] });
  watchdog?.unref();
  // On Windows, Ctrl-C reaches every process of a console: see `startChild`.
  self.on('SIGINT', () => undefined);
  self.on('disconnect', () => {
    if (settings.folder) rmSync(settings.folder, { recursive: true, force: true });
    self.exit(0);
  });
  return {
    settings,
    send: (message, sent) => void channel(message, undefined, undefined, sent),
    onMessage: (listener) => self.on('message', listener),
    onUncaught: (listener) => {
      self.on('unhandledRejection', (error) => listener(error, 'promise'));
      self.on('uncaughtException', (error) => listener(error, 'callback'));
    },
    limitTime: (limits) => watchdog?.postMessage(limits),
    waitForDebugger: async (announce) => {
      inspector.open(0, '127.0.0.1');
      const port = Number(new URL(inspector.url() ?? '').port);
      // Not before the message has left: nothing leaves while the process stands still.
      await new Promise<void>((resolve) => announce(port, resolve));
      inspector.waitForDebugger();
    },
    exit: (code, words) => {
      if (typeof words === 'string') writeSync(2, `${words}\n`);
      else if (words) writeSync(2, `\n${settings.token}${JSON.stringify(words)}\n`);
      self.exit(code);
    },
  };
}
