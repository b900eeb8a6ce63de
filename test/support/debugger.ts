/** The least of a debugger: it attaches to a process that waits for one, and lets it go on. */
import { request } from 'node:http';
import type { Duplex } from 'node:stream';

/** The frame of a WebSocket that holds a short text: final, masked with zeros. */
function frame(text: string): Buffer {
  return Buffer.from([0x81, 0x80 | text.length, 0, 0, 0, 0, ...Buffer.from(text)]);
}

/** @param port of 127.0.0.1 @returns the connection: the debugger is attached as long as it is open */
export async function letGoOn(port: number): Promise<Duplex> {
  const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[];
  const { pathname } = new URL(targets[0].webSocketDebuggerUrl);
  const headers = {
    ...{ Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' },
    'Sec-WebSocket-Key': Buffer.alloc(16).toString('base64'),
  };
  return new Promise((resolve, reject) => {
    const asking = request({ host: '127.0.0.1', port, path: pathname, headers });
    asking.on('error', reject);
    asking.on('upgrade', (_response, socket: Duplex) => {
      // The process is killed when its check is over.
      socket.on('error', () => undefined).resume();
      socket.write(frame(JSON.stringify({ id: 1, method: 'Runtime.runIfWaitingForDebugger' })));
      resolve(socket);
    });
    asking.end();
  });
}
