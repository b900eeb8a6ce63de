/**
 * Runs a lesson's checks inside a notebook, where there is no checker: built into `dist/notebook-kit.js` and put into a cell.
 * Known mistakes are not looked for: that takes the solution, a compiler and a process of its own.
 */
import type { LessonChecks } from '../../checker/kit';
import { CallFailed, CheckFailure } from '../../checker/kit/failure';
import { seedFor } from '../../checker/kit/random';
import { createTools, isNotWritten } from '../../checker/kit/tools';

// All of it: checks may use what they like.
export * from '../../checker/kit';

type Outcome = 'passed' | 'not started' | 'failed';

/**
 * Runs all checks and prints what came of each.
 *
 * @param learner the functions and classes of the lesson, by name
 * @param seed draws the same numbers again; by default new ones
 */
export function runChecks(
  { definitions }: LessonChecks,
  learner: Record<string, unknown>,
  seed = 1 + Math.floor(Math.random() * 999_999),
): void {
  const results = definitions.map((definition) => ({ of: definition.of, ...runOne(definition, learner, seed) }));
  const lines = results.map(({ of, outcome, message }, i) => {
    const mark = { passed: '✓', 'not started': '·', failed: '✗' }[outcome];
    return `${mark} ${of}: ${definitions[i].name}${message && `\n    ${message}`}`;
  });
  // In one piece: Deno's kernel hands on what is printed bit by bit, and not always before the next cell runs.
  console.log(`${lines.join('\n')}\n\n${summary(results)} (seed ${seed})`);
}

function runOne(
  { of, name, body }: LessonChecks['definitions'][number],
  learner: Record<string, unknown>,
  seed: number,
): { outcome: Outcome; message: string } {
  if (typeof learner[of] !== 'function')
    return { outcome: 'failed', message: `\`${of}\` is not a function or a class. Is its name spelled right?` };
  // No check of the course asks for the reference.
  const { tools } = createTools(learner, {}, seedFor(seed, name), false);
  try {
    body(tools as never);
    return { outcome: 'passed', message: '' };
  } catch (error) {
    if (isNotWritten(error)) return { outcome: 'not started', message: '' };
    if (error instanceof CheckFailure) return { outcome: 'failed', message: error.message };
    const { thrown, asked } = error instanceof CallFailed ? error : { thrown: error, asked: '' };
    const what = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
    return { outcome: 'failed', message: `Your code threw. ${what}${asked && ` ${asked}`}` };
  }
}

function summary(results: readonly { outcome: Outcome; of: string }[]): string {
  const passed = results.filter(({ outcome }) => outcome === 'passed').length;
  if (passed === results.length) return `Passed: all ${results.length} checks.`;
  const count = `${passed} of ${results.length} checks pass.`;
  const failed = results.some(({ outcome }) => outcome === 'failed');
  if (failed) return count;
  const open = [...new Set(results.filter(({ outcome }) => outcome !== 'passed').map(({ of }) => of))];
  return `Not started: ${passed > 0 ? `${count} ` : ''}Still to write: ${open.join(', ')}.`;
}
