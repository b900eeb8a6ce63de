// @ts-check
/** The files of a lesson that has just begun. docs/lesson-format.md says what each of them is. */

/** @typedef {{ folder: string, number: string, id: string, functionName: string }} Names */

/**
 * @param {Names} names
 * @returns {Record<string, string>} name of a file → its text
 */
export function templateOf(names) {
  return {
    'lesson.md': guide(names),
    'solution.ts': solution(names),
    'checks.ts': checks(names),
    'mistakes.ts': mistakes(),
    'alternatives.ts': alternatives(names),
  };
}

/** @param {Names} names */
const solution = ({
  number,
  id,
  functionName,
}) => `// Lesson ${number} · ${titleOf(id)}: TODO: what it is, in half a sentence.

/**
 * TODO: what the function does, in one sentence.
 *
 * @param value TODO: what goes in
 * @returns TODO: what comes out
 */
export function ${functionName}(value: number): number {
  // BEGIN SOLUTION: TODO: what the learner has to write here.
  return value; // TODO: the solution
  // END SOLUTION
}
`;

/** @param {Names} names */
const checks = ({ functionName }) => `import { checksFor } from 'kit';
import type * as Lesson from './solution.ts';

export default checksFor<typeof Lesson>((check, contract) => {
  // TODO: the numbers of the guide's section "By hand".
  check('${functionName}', 'gives 1 for 1, as in the guide', ({ learner, close }) => {
    close(learner.${functionName}(1), 1);
  });

  // What the function promises. Sizes, kinds of numbers, calls in turns and arguments that must not change follow from it.
  contract('${functionName}', 'is right for every number', {
    given: (draw) => ({ value: draw.number(-8, 8) }),
    // TODO: what is right, computed in another way than in solution.ts.
    gives: ({ value }) => value,
  });

  // TODO: at least three more, for edges and errors. A name is a sentence about the code.
});
`;

const mistakes = () => `import { mistakes } from 'kit';

export default mistakes([
  {
    id: 'wrong-sign', // TODO: a mistake that people make
    believed: 'TODO: what they believe, in one sentence.',
    // What is to be found stands once in solution.ts, comments included.
    edits: [{ find: 'return value;', replace: 'return -value;' }],
    says: 'TODO: what helps and does not tell the answer.',
  },
  // TODO: at least four more.
]);
`;

/** @param {Names} names */
const alternatives = ({
  functionName,
}) => `/** Right solutions that are built in other ways. The checks must pass them all. */
export default [
  {
    name: 'TODO: what is different, in half a sentence',
    text: \`export const ${functionName} = (value: number): number => value;
\`,
  },
  // TODO: at least one more.
];
`;

/** @param {Names} names */
const guide = ({ folder, id, functionName }) => `---
title: ${titleOf(id)}
summary: TODO: one sentence for lists: what the learner gets.
minutes: 15
---

## What you will have

TODO: one or two sentences on what will be there that was not there before.

## The idea

TODO: begin with something that can be seen or tried, not with a definition. A term is bold the first time, explained in the same sentence, and a link to the glossary.

## By hand

TODO: a worked example with numbers that fit into the head, every step shown. The gate computes the lines below.

\`\`\`ts run
${functionName}(1); // → 1
\`\`\`

## The formula

TODO: every symbol said in words.

## Steps

1. Open \`${folder}.ts\`. TODO: one thing to do in each step.
2. Press {{Check My Solution}}. All checks pass.

## Predict, then run

TODO: a question whose answer surprises, and the lines to run.

## Hints

### Hint 1

TODO: a question that points at the idea.

### Hint 2

TODO: the shape of the code, in words.

### Hint 3

TODO: almost the line.

## The solution, explained

TODO: why each line is as it is, and one other common way to write it.

## Quiz

### Predict, then run: TODO: a question?
- [x] TODO: the right answer
  > TODO: why it is right.
- [ ] TODO: a wrong answer
  > TODO: why it is wrong.

### TODO: a second question?
- [ ] TODO: a wrong answer
  > TODO: why it is wrong.
- [x] TODO: the right answer
  > TODO: why it is right.

## Debrief

TODO: what it is called in PyTorch, with the line that takes its place; what it costs; where it is used next; one thing to try.
`;

/** \`leaky-relu\` is called “Leaky relu” until its author says better. @param {string} id */
function titleOf(id) {
  const words = id.replaceAll('-', ' ');
  return words[0].toUpperCase() + words.slice(1);
}
