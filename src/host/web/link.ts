/** The child's end, in a browser's worker. */
import type { HostLink } from '../child';
import { type FromWorker, type ToWorker, given } from './given';
import { scope } from './scope';
import { startTracing } from './trace';

/**
 * Connects this worker with the host that started it. Call once, before a learner's code is loaded: what is needed of the
 * worker afterwards is kept here, out of that code's reach.
 */
export function openLink(): HostLink {
  const { settings, traces } = given;
  const say = sayer();
  const close = scope.close.bind(scope);
  const addListener = scope.addEventListener.bind(scope);
  addListener('message', ({ data }: { data: unknown }) => {
    if ((data as ToWorker).type === 'ping') say({ type: 'pong' });
  });
  return {
    settings,
    send: (message, sent) => {
      say({ type: 'message', message });
      sent?.();
    },
    onMessage: (listener) =>
      addListener('message', ({ data }: { data: unknown }) => {
        const told = data as ToWorker;
        if (told.type === 'message') listener(told.message);
      }),
    onUncaught: (listener) => {
      addListener('unhandledrejection', (event) => {
        event.preventDefault();
        listener(event.reason, 'promise');
      });
      addListener('error', (event) => {
        event.preventDefault();
        listener(event.error, 'callback');
      });
    },
    limitTime: (limits) => {
      if (traces) startTracing(limits, (words) => say({ type: 'exit', code: 1, words, text: '' }));
      say({ type: 'limit', limits });
    },
    waitForDebugger: () => Promise.reject(new Error('There is no debugger in a browser.')),
    exit: (code, words) => {
      const isText = typeof words === 'string';
      say({ type: 'exit', code, words: isText ? null : (words ?? null), text: isText ? words : '' });
      close();
    },
  };
}

function sayer(): (said: FromWorker) => void {
  const post = scope.postMessage.bind(scope);
  return (said) => post(said);
}

/** Where a worker prints that has no place of its own for it. */
export function printer(stream: 'stdout' | 'stderr'): { write(text: string): void } {
  const say = sayer();
  return { write: (text) => say({ type: 'print', text, stream }) };
}

/** Has the host told when the worker stands still by itself: it cannot tell that from work. */
export function tellWaits(): void {
  const say = sayer();
  const { wait } = Atomics;
  const told = (...values: Parameters<typeof wait>): ReturnType<typeof wait> => {
    say({ type: 'waits', waits: true });
    try {
      return wait(...values);
    } finally {
      say({ type: 'waits', waits: false });
    }
  };
  Object.defineProperty(Atomics, 'wait', { value: told });
}
