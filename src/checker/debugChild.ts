/** The checking child's side of *Debug My Solution*. */
import inspector from 'node:inspector';
import { URL } from 'node:url';
import type { CheckChildToHost } from '../protocol/check';

/** Opens a port for a debugger, tells the host, and stands still until the debugger has set its breakpoints. */
export async function waitForDebugger(send: (message: CheckChildToHost, sent: () => void) => void): Promise<void> {
  inspector.open(0, '127.0.0.1');
  const port = Number(new URL(inspector.url() ?? '').port);
  // Not before the message has left: nothing leaves while the process stands still.
  await new Promise<void>((resolve) => send({ type: 'debugger', port }, resolve));
  inspector.waitForDebugger();
}
