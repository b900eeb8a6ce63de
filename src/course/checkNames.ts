/** The checks of a lesson by name, for a list of them before any has run. */

export interface PlannedCheck {
  name: string;
  /** The exported function or class that it judges. */
  of: string;
}

/**
 * Reads the names from the text of `checks.ts`, in their order. A check that does not write its name as plain text is
 * missing here, and appears once the checks have run; a test makes sure that the course has none.
 */
export function parseCheckNames(text: string): PlannedCheck[] {
  const calls = text.matchAll(
    /\b(?:check|contract)\(\s*(['"])(\w+)\1,\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)")/g,
  );
  return [...calls].map(([, , of, single, double]) => ({ of, name: unescape(single ?? double) }));
}

function unescape(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
