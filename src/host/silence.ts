/** A child that is ended when it is silent at its work for too long. Its host cannot tell that from a machine that is busy. */
import type { HostLink } from './child';

/** Taken before any learner's code runs. */
const { setInterval, clearInterval } = globalThis;

/** So often, one that waits for its host shows that it could hear it. */
const SIGN_MS = 1000;

/** The child's end of it. */
interface LimitedLink extends Pick<HostLink, 'send'> {
  /** It is at work, until `rest`. */
  work: () => void;
  /** It waits for its host, as long as that takes. */
  rest: () => void;
}

/** Limits the silence of this child to the patience of its host. Each message that it sends gives it new time. */
export function limitSilence({ settings: { patience }, ...link }: HostLink): LimitedLink {
  let hasSpoken = false;
  let signs: ReturnType<typeof setInterval> | undefined;
  const restart = (): void => {
    if (!patience) return;
    const ms = hasSpoken ? patience.silenceMs : patience.readyMs;
    link.limitTime({ cpuMs: ms, waitMs: ms });
  };
  return {
    send(message, sent) {
      link.send(message, sent);
      hasSpoken = true;
      restart();
    },
    work: () => {
      clearInterval(signs);
      signs = undefined;
      restart();
    },
    // A callback of a learner's code may keep it from hearing anything more.
    rest: () => {
      if (patience) signs ??= setInterval(restart, Math.min(SIGN_MS, patience.silenceMs / 4));
    },
  };
}
