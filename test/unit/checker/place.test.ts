/** Where the learner is sent: the lesson's own line first, and for a wrong result the name of what gave it. */
import assert from 'node:assert/strict';
import { declarationOf } from '../../../src/checker/declaration';
import { urlOfPath } from '../../../src/checker/node/urls';
import { thrownAt } from '../../../src/checker/stack';
import { describeThrownAt } from '../../../src/checker/thrown';
import type { CheckReport } from '../../../src/protocol/report';
import { findLesson } from '../../../src/course/course';
import { course, judgeText } from '../../support/course';

const ENTRY = '2-multi-layer/4-backpropagation.ts';
const HELPER = '2-multi-layer/2-layer.ts';

/** @param calls from the innermost on: `layerGradient 2-multi-layer/2-layer.ts 40` */
function told(...calls: string[]): string {
  const error = new TypeError("Cannot read properties of undefined (reading 'map')");
  const lines = calls.map((call) => {
    const [name, file, line] = call.split(' ');
    const place = file.endsWith('.ts') ? `${urlOfPath(file, '/learner')}:${line}:5` : file;
    return `    at ${name} (${place})`;
  });
  error.stack = [`TypeError: ${error.message}`, ...lines].join('\n');
  const isLearners = (path: string): boolean => path === ENTRY || path === HELPER;
  return describeThrownAt(error, thrownAt(error, { folder: '/learner', isLearners, entry: ENTRY }));
}

async function failures(id: string, find: string, replace: string): Promise<CheckReport[]> {
  const lesson = findLesson(course, id);
  assert.ok(lesson);
  assert.ok(lesson.source.solution.includes(find), find);
  const reports = await judgeText(lesson, lesson.source.solution.replace(find, replace));
  return reports.filter(({ outcome }) => outcome !== 'passed');
}

describe('the place of a failure', () => {
  it('an error of the lesson’s own line', () => {
    assert.equal(
      told(`backward ${ENTRY} 23`, 'body /opt/dist/check-child.js:1:2'),
      `threw TypeError: Cannot read properties of undefined (reading 'map'), at line 23 of ${ENTRY}`,
    );
    assert.match(told('Array.map <anonymous>', `backward ${ENTRY} 23`), /\(reading 'map'\), at line 23 of [^,]*$/);
  });

  it('an error in a helper of the learner’s: the line that calls it, then the helper’s', () => {
    assert.equal(
      told(`<anonymous> ${HELPER} 41`, 'Array.map <anonymous>', `layerGradient ${HELPER} 40`, `backward ${ENTRY} 23`),
      `threw TypeError: Cannot read properties of undefined (reading 'map'), at line 23 of ${ENTRY}, in its call of \`layerGradient\` (line 41 of ${HELPER})`,
    );
  });

  it('an error in the reference of a helper: no word of its inside', async () => {
    const [{ outcome, message, location }] = await failures(
      'backpropagation',
      'layerGradient(x, network.hidden.weights, hiddenInputGradient)',
      'layerGradient(x, (network as any).weights, hiddenInputGradient)',
    );
    assert.equal(outcome, 'threw');
    assert.equal(location?.file, ENTRY);
    assert.ok(
      message.startsWith(
        `\`backward\` stops at line ${location.line} of ${ENTRY}, in its call of \`layerGradient\` (${HELPER}). Look first at what \`layerGradient\` is given there: is an argument missing, undefined`,
      ),
      message,
    );
  });

  it('a wrong result of a method: the name of the method; of what is not one method’s: the class', async () => {
    const text = findLesson(course, 'dense-layer')?.source.solution ?? '';
    const forward = await failures(
      'dense-layer',
      'return addRow(matmul(x, this.weights.value), this.bias.value);',
      'return matmul(x, this.weights.value);',
    );
    for (const { outcome, symbol, location } of forward.filter((each) => each.message.startsWith('What `forward`'))) {
      assert.equal(outcome, 'wrong value');
      assert.equal(symbol, 'Dense.forward');
      assert.deepEqual(location, declarationOf(text, 'Dense.forward', '3-complete-network/3-dense-layer.ts'));
    }
    assert.ok(forward.some(({ symbol }) => symbol === 'Dense.forward'));
    const bias = await failures('dense-layer', 'this.bias.gradient = sumRows(upstream);', '');
    assert.ok(bias.length > 0 && bias.every(({ symbol }) => symbol === 'Dense' || symbol === 'Dense.parameters'));
  });

  it('a call of a parameter, as if it were the function of that name (2.4)', async () => {
    const [{ message }] = await failures(
      'backpropagation',
      '  const output =',
      '  const again = (pass as any)(x, network);\n  const output =',
    );
    assert.match(
      message,
      /^`backward` threw TypeError: pass is not a function, at line \d+ of [\w./-]+\. In `backward`, `pass` is the parameter of line \d+: a value, and not a function\.$/,
    );
  });

  it('nothing returned: what came and what was expected', async () => {
    const [first] = await failures('backpropagation', 'return {', 'const unused = {');
    assert.match(
      first.message,
      /^`backward` returned nothing \(undefined\), expected an object with `hidden`, `output`/,
    );
  });

  it('a text that is thrown is thrown', async () => {
    const [{ outcome, message, symbol }] = await failures('loss', 'return sum / predictions.length;', "throw 'no';");
    assert.equal(outcome, 'threw');
    assert.equal(symbol, 'meanSquaredError');
    assert.equal(message, '`meanSquaredError` threw "no", which is not an Error.');
  });

  it('a file that exports nothing: one sentence', async () => {
    const lesson = findLesson(course, 'loss');
    assert.ok(lesson);
    for (const [text, says] of [
      ['// soon\n', /^The file is empty\. “Reset This Lesson” .* `reset loss`\.$/],
      ['function sigmoid() {}\n', /^The file exports nothing that is checked\. Write `export` before `sigmoid`\.$/],
      ['export const a = 1;\n', /^The file does not export `meanSquaredError`, `sigmoid` and `mnistLoss`\./],
    ] as const) {
      const reports = await judgeText(lesson, text);
      assert.equal(reports.length, 1);
      assert.equal(reports[0].outcome, 'missing export');
      assert.match(reports[0].message, says);
    }
  });
});

describe('where a name is declared', () => {
  const text = 'class A {\n  go() {}\n}\nexport class B {\n  private x = 1;\n  public async go(a: number) {\n  }\n}\n';
  for (const [name, line, column] of [
    ['A', 1, 7],
    ['A.go', 2, 3],
    ['B.go', 6, 16],
    ['B.none', 4, 14],
    ['C', 1, 1],
  ] as const)
    it(name, () => assert.deepEqual(declarationOf(text, name, 'f.ts'), { file: 'f.ts', line, column }));
});
