/** Wraps a learner's functions, constructors and methods, so that their calls are seen. */

export interface WatchedCall {
  /** The exported function or class, or class and method: `Dense.forward`. */
  name: string;
  /** The names of the parameters. */
  names: string[];
  args: unknown[];
  /** The object whose method it is; null for functions and constructors. */
  instance: object | null;
}

/** Runs a call, and gives back what is kept of it. */
type Watcher = (call: WatchedCall, run: () => unknown) => { result: unknown; instance: object | null };

/**
 * The exports with functions, constructors and methods wrapped.
 *
 * @param originals the same exports as the learner wrote them, for the names of their parameters
 */
export function watched<T extends object>(exports: T, originals: object, watcher: Watcher): T {
  const all: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(exports)) {
    const names = parameterNames((originals as Record<string, unknown>)[name]);
    if (typeof value !== 'function') all[name] = value;
    else if (isClass(value)) all[name] = watchedClass({ name, names, value: value as never, watcher });
    else all[name] = watchedFunction({ name, names, value: value as never, watcher }, null);
  }
  return all as T;
}

interface Watched<Value> {
  name: string;
  names: string[];
  value: Value;
  watcher: Watcher;
}

function watchedFunction(
  { name, names, value, watcher }: Watched<(...args: unknown[]) => unknown>,
  instance: object | null,
): (...args: unknown[]) => unknown {
  return function (this: unknown, ...args: unknown[]) {
    return watcher({ name, names, args, instance }, () => value.apply(this, args)).result;
  };
}

function watchedClass({ name, names, value, watcher }: Watched<new (...args: unknown[]) => object>): unknown {
  return new Proxy(value, {
    construct: (target, args: unknown[], newTarget) => {
      const call = watcher(
        { name, names, args, instance: null },
        () => Reflect.construct(target, args, newTarget) as object,
      );
      const instance = call.result as object;
      call.instance = instance;
      for (const [method, body] of methodsOf(target.prototype as object)) {
        const part = { name: `${name}.${method}`, names: parameterNames(body), value: body, watcher };
        Reflect.defineProperty(instance, method, {
          value: watchedFunction(part, instance),
          configurable: true,
          writable: true,
        });
      }
      return instance;
    },
  });
}

/** The methods that a prototype has or inherits. */
export function methodsOf(prototype: object | null): Map<string, (...args: unknown[]) => unknown> {
  if (prototype === null || prototype === Object.prototype) return new Map();
  const methods = methodsOf(Object.getPrototypeOf(prototype) as object | null);
  for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    if (name !== 'constructor' && typeof value === 'function') methods.set(name, value as never);
    else methods.delete(name);
  }
  return methods;
}

/** Each check asks it of every export. */
const known = new WeakMap<object, boolean>();

export function isClass(value: unknown): boolean {
  if (typeof value !== 'function') return false;
  const answer = known.get(value) ?? /^class\b/.test(Function.prototype.toString.call(value));
  known.set(value, answer);
  return answer;
}

/** The names of a function's or constructor's parameters, '' where one is taken apart. Types are gone before code runs. */
export function parameterNames(callable: unknown): string[] {
  if (typeof callable !== 'function') return [];
  const source = Function.prototype.toString.call(callable).replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '');
  const single = /^(?:async\s+)?([\w$]+)\s*=>/.exec(source);
  if (single) return [single[1]];
  const from = isClass(callable) ? source.search(/\bconstructor\s*\(/) : 0;
  const open = from < 0 ? -1 : source.indexOf('(', from);
  if (open < 0) return [];
  const parts = [''];
  let depth = 0;
  for (const char of source.slice(open + 1)) {
    if (char === ')' && depth === 0) break;
    if ('([{'.includes(char)) depth++;
    if (')]}'.includes(char)) depth--;
    if (char === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += char;
  }
  return parts.map((part) => /^\s*([\w$]+)\s*(?:=|$)/.exec(part)?.[1] ?? '');
}
