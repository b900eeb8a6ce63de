/** The console that a learner's code gets. */

/** The methods that print. */
export const PRINTING = [
  ...(['log', 'info', 'debug', 'warn', 'error', 'trace', 'dir', 'dirxml', 'table', 'assert'] as const),
  ...(['group', 'groupCollapsed', 'groupEnd', 'count', 'countReset', 'time', 'timeEnd', 'timeLog'] as const),
];

export type Print = (...values: unknown[]) => void;

export type LearnersConsole = Record<(typeof PRINTING)[number], Print>;

/** Where text goes. */
export interface Output {
  write(text: string): unknown;
}

/** The options that are no functions: `stylize` would be called on the machine's own state, and could turn `customInspect` on again. */
export function plainOptions(options: unknown): Record<string, unknown> {
  const entries = Object.entries((options ?? {}) as Record<string, unknown>);
  return Object.fromEntries(entries.filter(([, value]) => typeof value === 'number' || typeof value === 'boolean'));
}
