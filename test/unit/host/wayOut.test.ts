/** What SECURITY.md says that a learner's code cannot reach: tried in each of the children that run it. */
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { temporaryFolder } from '../../support/folders';
import { ATTEMPTS, tryAll } from './attempts';
import { type Answer, CHILDREN, DEBUGGED } from './children';
import { GIVEN } from './given';

/** The global names of a learner's code: those of the language that this Node has, without what brings code of another kind. */
function allowedNames(): string[] {
  const names = vm.runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[];
  return [...names.filter((name) => name !== 'WebAssembly'), ...GIVEN];
}

/** Code from a string that writes a file, if `import()` in it is Node's. */
function writing(file: string): string {
  const escape = `import("node:fs").then((fs) => fs.writeFileSync(${JSON.stringify(file)}, ""))`;
  return `eval.bind(null, ${JSON.stringify(escape)})`;
}

const REFUSED = /EvalError: Code generation from strings disallowed/;

describe('a way out for a learner’s code', function () {
  this.timeout(240_000);

  for (const { name, run, handing } of [...CHILDREN, DEBUGGED]) {
    describe(`in ${name}`, () => {
      let all: Promise<Answer>;
      before(() => {
        const file = path.join(temporaryFolder(), 'text');
        writeFileSync(file, 'a file');
        all = run({ top: tryAll(allowedNames(), file) });
      });

      for (const [i, [what]] of ATTEMPTS.entries())
        it(`is not ${what}`, async () => {
          const { says } = await all;
          const [, count, reached] = /Reached of (\d+): \[([\d,]*)\]/.exec(says) ?? assert.fail(says);
          assert.equal(Number(count), ATTEMPTS.length, 'all were tried');
          assert.ok(!reached.split(',').includes(String(i)), says);
        });

      it('is not import() at the top of the file, which is told', async () => {
        const { says } = await run({ top: 'await import("node:fs");' });
        assert.match(says, /cannot use import\(\)/);
      });

      it('is not code from strings that the program itself calls, so that import() would be Node’s', async () => {
        const file = path.join(temporaryFolder(), 'written');
        const { says } = await run({ body: handing(writing(file)) });
        // A verdict repeats no words of JavaScript about what stopped in the course's own code.
        const told = name.startsWith('checking') ? /could not work with what `fitLine` gives/ : REFUSED;
        assert.match(says, told);
        assert.ok(!existsSync(file));
      });
    });
  }

  describe('that the program itself calls', () => {
    const training = CHILDREN.find(({ name }) => name === 'training') ?? assert.fail();
    const yielding = (report: string): string =>
      `return { next: () => ({ done: false, value: ${report} }), [Symbol.iterator]() { return this; } };`;
    const throwing = (property: string): string =>
      `throw Object.defineProperty(new Error('x'), '${property}', { get: way });`;

    /** Bodies of `fitLine`; `way` is code from a string, bound. */
    const bodies: Record<string, string> = {
      'its next': 'return { next: way, [Symbol.iterator]() { return this; } };',
      'done of a result':
        'return { next: () => Object.defineProperty({}, "done", { get: way }), [Symbol.iterator]() { return this; } };',
      'the value of a result':
        'return { next: () => Object.defineProperty({}, "value", { get: way }), [Symbol.iterator]() { return this; } };',
      'the loss of a report': yielding(
        'Object.defineProperty({ epoch: 1, parameters: options.initial }, "loss", { get: way })',
      ),
      'the parameters of a report': yielding(
        'Object.defineProperty({ epoch: 1, loss: 1 }, "parameters", { get: way })',
      ),
      'the weights of a report': yielding(
        '{ epoch: 1, loss: 1, parameters: Object.defineProperty({ bias: 0 }, "weights", { get: way }) }',
      ),
      'a trap of a proxy that is returned': 'return new Proxy({}, { get: way });',
      'a trap of a proxy that is yielded': yielding('new Proxy({}, { get: way })'),
      'the message of an error': throwing('message'),
      'the name of an error': throwing('name'),
      'the stack of an error': throwing('stack'),
    };
    for (const [what, body] of Object.entries(bodies))
      it(`as ${what}, makes no code from a string`, async () => {
        const file = path.join(temporaryFolder(), 'written');
        const { says } = await training.run({ body: `const way: any = ${writing(file)}; ${body}` });
        assert.notEqual(says, 'finished');
        assert.ok(!existsSync(file));
      });

    /** Tops of the file that wait for ever: the run ends with what is thrown where nothing can catch it. */
    const tops: Record<string, string> = {
      'a promise that is forgotten': 'void Promise.resolve(1).then(way); await new Promise(() => {});',
      'a timer': 'setTimeout(way, 0); await new Promise(() => {});',
      'an interval': 'setInterval(way, 0); await new Promise(() => {});',
      'an immediate': 'setImmediate(way); await new Promise(() => {});',
      'a microtask': 'queueMicrotask(way); await new Promise(() => {});',
      'the then of a file': 'export { way as then };',
    };
    for (const [what, code] of Object.entries(tops))
      it(`as ${what}, makes no code from a string`, async () => {
        const file = path.join(temporaryFolder(), 'written');
        const { says } = await training.run({ top: `const way: any = ${writing(file)}; ${code}` });
        assert.match(says, REFUSED);
        assert.ok(!existsSync(file));
      });
  });
});
