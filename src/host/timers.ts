/** Timers that are known by a number, as in browsers. Node's own timer objects lead to all other timers. */

type Run = (...args: unknown[]) => void;

/** Before Node asks the same: its own refusal looks into the value. @throws TypeError with this text */
export function mustBeFunction(run: unknown, otherwise: string): void {
  if (typeof run !== 'function') throw new TypeError(otherwise);
}

/** `setTimeout` and its relatives, for learner code. */
export function timers(): Record<string, unknown> {
  const { setTimeout, setInterval, setImmediate, clearTimeout, clearInterval, clearImmediate } = globalThis;
  const running = new Map<number, () => void>();
  let last = 0;
  const add = (start: (id: number) => () => void): number => {
    const id = ++last;
    running.set(id, start(id));
    return id;
  };
  const once =
    (id: number, run: Run, args: unknown[]): (() => void) =>
    () => {
      running.delete(id);
      run(...args);
    };
  const clear = (id: unknown): void => {
    running.get(id as number)?.();
    running.delete(id as number);
  };
  const check = (run: unknown): void => mustBeFunction(run, 'A timer takes a function to call.');
  return {
    setTimeout: (run: Run, ms?: number, ...args: unknown[]) => {
      check(run);
      return add((id) => {
        const timer = setTimeout(once(id, run, args), ms);
        return () => clearTimeout(timer);
      });
    },
    setInterval: (run: Run, ms?: number, ...args: unknown[]) => {
      check(run);
      return add(() => {
        // Called by Node, the function would have the timer as its `this`.
        const timer = setInterval(() => run(...args), ms);
        return () => clearInterval(timer);
      });
    },
    setImmediate: (run: Run, ...args: unknown[]) => {
      check(run);
      return add((id) => {
        const timer = setImmediate(once(id, run, args));
        return () => clearImmediate(timer);
      });
    },
    clearTimeout: clear,
    clearInterval: clear,
    clearImmediate: clear,
  };
}
