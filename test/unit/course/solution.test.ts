import assert from 'node:assert/strict';
import { mapImport } from '../../../src/course/course';
import { ContentError } from '../../../src/course/errors';
import { parseSolution } from '../../../src/course/solution';

const keep = (specifier: string): string => specifier;

describe('solution.ts as the source of stub and solution', () => {
  const source = `import { a } from '../2-linear-model/solution.ts';

export function double(x: number): number {
  // BEGIN SOLUTION: return twice x.
  return 2 * x;
  // END SOLUTION
}

export class Counter {
  count = 0;
  next(): number {
    // BEGIN SOLUTION: count up.
    this.count++;
    // END SOLUTION
    return this.count;
  }
}
`;

  it('makes a stub with a TODO and a throw in place of each region', () => {
    const { stub, functions } = parseSolution('s.ts', source, keep);
    assert.deepEqual(functions, ['double', 'Counter']);
    assert.match(stub, / {2}\/\/ TODO: return twice x\.\n {2}throw new Error\('TODO: double'\);/);
    assert.match(stub, / {4}throw new Error\('TODO: Counter.next'\);\n {4}return this\.count;/);
    assert.doesNotMatch(stub, /2 \* x|count\+\+|SOLUTION/);
  });

  it('makes a solution without markers, in which nothing else differs', () => {
    const { solution } = parseSolution('s.ts', source, keep);
    assert.equal(solution, source.replace(/ *\/\/ (BEGIN|END) SOLUTION.*\n/g, ''));
  });

  it('breaks a long TODO at the width of a screen', () => {
    const long = source.replace('return twice x.', 'one two three four five '.repeat(12).trim());
    const { stub } = parseSolution('s.ts', long, keep);
    for (const line of stub.split('\n')) assert.ok(line.length <= 100, line);
  });

  it('writes imports as the learner’s folder needs them', () => {
    assert.equal(mapImport('1-linear-model/5-gradients', '../2-linear-model/solution.ts'), './2-linear-model.ts');
    assert.equal(
      mapImport('2-multi-layer/1-activations', '../../1-linear-model/3-loss/solution.ts'),
      '../1-linear-model/3-loss.ts',
    );
    assert.equal(mapImport('3-complete-network/1-matmul', '../matrix.ts'), './matrix.ts');
    const { stub } = parseSolution('s.ts', source, (specifier) => mapImport('1-linear-model/5-gradients', specifier));
    assert.match(stub, /from '\.\/2-linear-model\.ts'/);
  });

  const broken: [string, string, RegExp][] = [
    ['a region that is not closed', source.replace('// END SOLUTION', ''), /s\.ts:\d+: .*END SOLUTION/],
    [
      'an end without a beginning',
      source.replace('// BEGIN SOLUTION: return twice x.', ''),
      /s\.ts:\d+: .*BEGIN SOLUTION/,
    ],
    ['a region without a TODO text', source.replace(': return twice x.', ''), /s\.ts:4: Write what is to do/],
    ['no region at all', 'export const x = 1;\n', /nothing to write/],
    [
      'a region outside of a function',
      '// BEGIN SOLUTION: x\n// END SOLUTION\n',
      /s\.ts:1: .*inside an exported function/,
    ],
  ];
  for (const [what, text, message] of broken)
    it(`tells an author about ${what}`, () => {
      assert.throws(
        () => parseSolution('s.ts', text, keep),
        (error) => error instanceof ContentError && message.test(error.message),
      );
    });
});
