/** What a learner's code says and prints, in the built terminal: it can be read, and it moves nothing and forges nothing. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LAYOUT_FILE, layOut } from '../../../src/course/learnerFolder';
import { course } from '../../support/course';
import { temporaryFolder } from '../../support/folders';
import { type Ended, run } from './support';

/** Clears the screen, rings, goes back to the start of the line, turns the direction round, and says what this program says. */
const FORGED = String.raw`\x1b[2J\x1b[H\x07\b\r\u202e\x9b1A\n  ✓ all\n  Passed: all 9 checks.\nDone. Loss 0.001.\n1 of 1 lessons passed.\nend`;
const LINES = ['  ✓ all', '  Passed: all 9 checks.', 'Done. Loss 0.001.', '1 of 1 lessons passed.'];
const CONTROL = /(?!\n|\t)\p{Cc}|\p{Bidi_Control}/u;

function assertHarmless({ out, err }: Ended, indent: RegExp): void {
  for (const text of [out, err]) {
    assert.doesNotMatch(text, CONTROL);
    for (const line of LINES) {
      assert.ok(!text.split('\n').includes(line), `forged: ${line}\n${text}`);
      for (const found of text.split('\n').filter((each) => each.endsWith(line))) assert.match(found, indent);
    }
  }
  const all = out + err;
  for (const line of LINES) assert.ok(all.includes(line), `it can be read: ${line}\n${all}`);
  assert.ok(all.includes(String.raw`\u001b[2J`), all);
}

describe('the terminal shows text of others as text', function () {
  this.timeout(240_000);
  let folder: string;
  const place = (id: string): string => {
    const lesson = course.lessons.find((each) => each.id === id) ?? assert.fail(id);
    return path.join(folder, lesson.path);
  };
  const solutionOf = (id: string): string => course.lessons.find((each) => each.id === id)?.source.solution ?? '';

  beforeEach(async () => {
    folder = temporaryFolder();
    await layOut(course, folder);
    for (const { id } of course.parts[0].lessons) writeFileSync(place(id), solutionOf(id));
  });

  it('of an error in a check', async () => {
    writeFileSync(place('loss'), solutionOf('loss').replace('let sum = 0;', `throw new Error('${FORGED}');`));
    const ended = await run(['check', 'loss', '--dir', folder]);
    assert.equal(ended.status, 1);
    assertHarmless(ended, /^ +\| /);
    const { out } = await run(['check', 'loss', '--dir', folder, '--json']);
    assert.doesNotMatch(out, CONTROL);
    const { lessons } = JSON.parse(out) as { lessons: { checks: { message: string }[] }[] };
    assert.ok(
      lessons[0].checks.some(({ message }) => message.includes('\x1b[2J')),
      'the document has it as it was',
    );
  });

  it('of what it prints in a check, where tabs and lines stay', async () => {
    const print = `console.log('${FORGED}'); console.log('a\\tb\\nc');`;
    writeFileSync(place('loss'), solutionOf('loss').replace('let sum = 0;', `let sum = 0; ${print}`));
    const ended = await run(['check', 'loss', '--dir', folder]);
    assert.equal(ended.status, 0);
    assertHarmless(ended, /^ {8}/);
    assert.match(ended.out, /a\tb\n +c\n/);
  });

  it('of what it prints and throws in training', async () => {
    const late = `if (epochs === 4321) { console.log('${FORGED}'); throw new Error('${FORGED}'); }`;
    const text = solutionOf('gradient-descent').replace('let parameters = initial;', `${late}\n  $&`);
    writeFileSync(place('gradient-descent'), text);
    const ended = await run(['train', '--experiment', 'line', '--epochs', '4321', '--dir', folder]);
    assert.equal(ended.status, 1, ended.err);
    assertHarmless(ended, /^\| /);
    assert.match(ended.err, /^ {2}at 1-linear-model\/6-gradient-descent\.ts:\d+:\d+$/m);
  });

  it('of a file that it imports', async function () {
    if (process.platform === 'win32') this.skip();
    mkdirSync(path.join(folder, 'a\x1b[2Jb.ts'));
    writeFileSync(place('loss'), `import '../a\x1b[2Jb.ts';\n${solutionOf('loss')}`);
    const { out } = await run(['check', 'loss', '--dir', folder]);
    assert.doesNotMatch(out, CONTROL);
    assert.ok(out.includes(String.raw`a\u001b[2Jb.ts`), out);
  });

  it('of a folder’s layout, which another program may have written', async () => {
    const file = path.join(folder, LAYOUT_FILE);
    const layout = JSON.parse(readFileSync(file, 'utf8')) as object;
    const forged = { course: '99.0.0\n  ✓ all', lessons: { loss: '1-linear-model/3-a\n  ✓ all.ts' } };
    writeFileSync(file, JSON.stringify({ ...layout, ...forged }));
    const { out, err } = await run(['check', 'loss', '--dir', folder]);
    assert.doesNotMatch(`\n${out}${err}`, /\n {2}✓ all/);
    assert.match(out, /1-linear-model\/3-loss\.ts/);
  });
});
