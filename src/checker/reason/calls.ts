/** What the calls have to do with each other, and with their arguments. */
import type { Reasoner } from './case';
import { type NumericInput, allSame, distinct, flatNumbers } from './view';

/** The result is one of the inputs. */
export const inputReturned: Reasoner = (about) => {
  for (const { name } of about.first.inputs) {
    const found = about.views.map((view) => {
      const input = view.inputs.find((each) => each.name === name);
      return input && allSame(view.actual, input.numbers) ? input : null;
    });
    const numbers = found.flatMap((input) => input?.numbers ?? []);
    if (found.includes(null) || distinct(numbers, about.first.scale) < 2) continue;
    return {
      kind: `input ${name}`,
      says:
        about.first.actual.length === 1
          ? `This is \`${name}\` itself, as it was given. What should become of it?`
          : `These are the numbers of \`${name}\`, as they were given. What should become of them?`,
    };
  }
  return null;
};

/** The right answer of the comparison before; or both together. */
export const leftOver: Reasoner = (about) => {
  const { actual, expected, scale } = about.first;
  const previous = about.before.findLast(({ expected: before }) => flatNumbers(before).length === actual.length);
  if (!previous) return null;
  const before = flatNumbers(previous.expected);
  if (distinct(before, scale) < Math.min(3, actual.length) || allSame(before, expected, scale)) return null;
  // A single number may be there by chance.
  if (actual.length === 1 && Number.isInteger(actual[0])) return null;
  if (allSame(actual, before, scale))
    return {
      kind: 'stale',
      // What is no result may move by itself, such as a weight that is trained.
      says: about.returned
        ? 'This would have been right in the call before. Does something stay from one call to the next?'
        : 'This is what was right before. Has it not moved since, or does something stay from one call to the next?',
    };
  const together = before.map((value, i) => value + expected[i]);
  return actual.length > 1 && allSame(actual, together, scale)
    ? {
        kind: 'accumulated',
        says: 'This is the right value plus that of the call before. Is something not set back to 0?',
      }
    : null;
};

/** Right exactly where a size of an input is 1. */
export const sizeOne: Reasoner = (about) => {
  if (about.right.length < 2) return null;
  const axes = about.first.inputs.flatMap(({ name, kind }): Axis[] => {
    if (kind === 'number') return [];
    if (kind === 'list') return [{ name, says: `\`${name}\` has one number`, size: (input) => input.cols }];
    return [
      { name, says: `\`${name}\` has one row`, size: (input) => input.rows },
      { name, says: `\`${name}\` has one column`, size: (input) => input.cols },
    ];
  });
  const sizes = axes.map((axis) => ({
    axis,
    right: about.right.map(({ inputs }) => sizeAlong(axis, inputs)),
    wrong: about.views.map(({ inputs }) => sizeAlong(axis, inputs)),
  }));
  // Another size that tells right from wrong as well might be the reason.
  const telling = sizes.filter(({ right, wrong }) => Math.max(...right) < Math.min(...wrong));
  const [found] = telling.filter(({ right }) => right.every((size) => size === 1));
  if (!found || telling.some(({ right, wrong }) => `${right} ${wrong}` !== `${found.right} ${found.wrong}`))
    return null;
  return {
    kind: `size one ${found.axis.says}`,
    says: `It is right when ${found.axis.says}, and wrong when there are more. What does your code do with the second one?`,
  };
};

interface Axis {
  name: string;
  says: string;
  size(input: NumericInput): number;
}

/** NaN where there is no such input: then nothing follows from it. */
function sizeAlong(axis: Axis, inputs: readonly NumericInput[]): number {
  const input = inputs.find((each) => each.name === axis.name);
  return input ? axis.size(input) : NaN;
}
