/** Almost right: rounded, or kept with fewer digits. */
import { type Reasoner, subject } from './case';
import { type View, distinct } from './view';

const FLOAT32_AND_SUMS = 1e-5;

export const roundedNumbers: Reasoner = (about) => {
  const all = (holds: (actual: number, expected: number) => boolean): boolean =>
    about.views.every((view) => view.actual.every((value, i) => !view.wrong[i] || holds(value, view.expected[i])));
  if (all((actual, expected) => actual === Math.fround(expected)))
    return {
      kind: 'float32',
      says: `${subject(about)} is the right one with the 7 digits of float32. Is it kept in a Float32Array on the way?`,
    };
  const errors = about.views.flatMap((view) => relativeErrors(view));
  if (errors.every((error) => error < FLOAT32_AND_SUMS))
    return {
      kind: 'few digits',
      says: 'The first five digits are right everywhere. Is something rounded on the way, or kept in a Float32Array?',
    };
  // Numbers may be whole by chance; it takes code that rounds to make them so.
  if (!about.means.rounding) return null;
  const values = distinct(
    about.views.flatMap((view) => view.actual),
    about.first.scale,
  );
  // Zeros are the right ones rounded wherever those are small: that says nothing.
  if (about.views.every((view) => view.actual.every((value, i) => !view.wrong[i] || value === 0))) return null;
  // One value that is a whole number or has one decimal may be so by chance.
  for (const decimals of values < 2 ? [2, 3, 4] : [0, 1, 2, 3, 4]) {
    const unit = 10 ** decimals;
    const places = decimals === 0 ? 'to whole numbers' : `to ${decimals} decimal${decimals > 1 ? 's' : ''}`;
    if (all((actual, expected) => near(actual, Math.round(expected * unit) / unit)))
      return { kind: `rounded ${decimals}`, says: `${subject(about)} is the right one, rounded ${places}.` };
    if (all((actual, expected) => near(actual, Math.trunc(expected * unit) / unit)))
      return { kind: `cut ${decimals}`, says: `${subject(about)} is the right one, cut off ${places}.` };
  }
  return null;
};

function near(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-12 * Math.max(1, Math.abs(b));
}

function relativeErrors(view: View): number[] {
  return view.actual.flatMap((value, i) =>
    view.wrong[i] ? [Math.abs(value - view.expected[i]) / Math.max(Math.abs(view.expected[i]), Number.MIN_VALUE)] : [],
  );
}
