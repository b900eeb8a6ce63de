/**
 * One for all test files of this process. Each of them is bundled with a copy of this folder of its own, so a variable of a module
 * is not enough.
 */
export function shared<T extends object>(name: string, make: () => T): T {
  const all = globalThis as unknown as Record<symbol, T | undefined>;
  return (all[Symbol.for(`nnfs-${name}`)] ??= make());
}
