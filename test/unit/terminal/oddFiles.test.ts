/** Pipes, devices, folders and giants where a file is expected: the built terminal says so and ends, whatever the file is for. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LAYOUT_FILE, layOut } from '../../../src/course/learnerFolder';
import { PROGRESS_FILE } from '../../../src/course/progress';
import { course, repository } from '../../support/course';
import { temporaryFolder } from '../../support/folders';
import { DEAD_LINKS, ODD_FILES } from '../../support/oddFiles';
import { idxImages, idxLabels } from '../training/idxSamples';

/** Ends what waits for ever: then there is no status. */
const PATIENCE_MS = 60_000;

function cli(...args: string[]): { status: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [path.join(repository, 'dist/cli.js'), ...args], {
    encoding: 'utf8',
    timeout: PATIENCE_MS,
    killSignal: 'SIGKILL',
  });
  return { status, out: stdout, err: stderr };
}

interface Verdict {
  outcome: string;
  usedReference: string[];
  checks: { message: string; location: { file: string; line: number } | null }[];
}

describe('the terminal, where something else stands in the place of a file', function () {
  this.timeout(3 * PATIENCE_MS);
  const [loss, later] = ['loss', 'gradients'].map(
    (id) => course.lessons.find((lesson) => lesson.id === id) ?? assert.fail(id),
  );
  const folder = path.join(temporaryFolder(), 'course');
  const place = (file: string): string => path.join(folder, file);
  const check = (lesson = loss): { status: number | null; verdict: Verdict } => {
    const { status, out, err } = cli('check', lesson.id, '--dir', folder, '--json', '--seed', '1');
    assert.notEqual(status, null, `it waits for ever: ${err}`);
    return { status, verdict: (JSON.parse(out) as { lessons: Verdict[] }).lessons[0] };
  };

  beforeEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await layOut(course, folder);
    for (const lesson of [loss, later]) writeFileSync(place(lesson.path), lesson.source.solution);
  });

  for (const { what, put, said } of ODD_FILES) {
    describe(what, () => {
      it('as a lesson is a file that is missing, and is left where it is', () => {
        put(place(loss.path));
        const { status, verdict } = check();
        assert.equal(status, 2);
        assert.equal(verdict.outcome, 'missing file');
        assert.match(verdict.checks[0].message, said);
        assert.match(verdict.checks[0].message, /Give it another name\./);
        const again = cli('init', folder);
        assert.equal(again.status, 0, again.err);
        // The lesson itself and the solution of the other one.
        assert.match(again.out, /0 files added, 0 renewed, 2 files of yours left alone/);
        const reset = cli('reset', loss.id, '--dir', folder);
        assert.equal(reset.status, 2);
        assert.match(reset.err, said);
        assert.match(reset.err, /Nothing was changed\. Give it another name, then try again\./);
        assert.match(check().verdict.checks[0].message, said);
      });

      it('as an earlier lesson: the reference stands in', () => {
        put(place(loss.path));
        const { status, verdict } = check(later);
        assert.equal(status, 0);
        assert.ok(verdict.usedReference.includes(loss.id));
      });

      it('as a file that a lesson imports: the line of the import is named', () => {
        put(place('helper.ts'));
        writeFileSync(place(loss.path), `// Mine.\nimport { a } from '../helper.ts';\n${loss.source.solution}`);
        const { status, verdict } = check();
        assert.equal(status, 1);
        assert.equal(verdict.outcome, 'does not compile');
        assert.match(verdict.checks[0].message, said);
        assert.match(verdict.checks[0].message, /line 2: The file imports `helper\.ts`, which is/);
        assert.deepEqual(verdict.checks[0].location, { file: loss.path, line: 2, column: 19 });
      });

      it('as the layout or the progress keeps nothing waiting', () => {
        put(place(LAYOUT_FILE));
        assert.equal(check().status, 0);
        put(place(PROGRESS_FILE));
        const { status, out } = cli('lessons', '--dir', folder);
        assert.equal(status, 0);
        assert.match(out, /· 1\.3 loss/);
      });

      it('as weights is refused in a sentence', () => {
        for (const ending of ['npz', 'json']) {
          put(place(`a.${ending}`));
          const { status, err } = cli(
            'train',
            '--network',
            'fast',
            '--data',
            'digits',
            '--weights',
            place(`a.${ending}`),
          );
          assert.equal(status, 2, err);
          assert.match(err, said);
          assert.doesNotMatch(err, /^\s+at /m);
        }
      });

      it('as a file of MNIST is refused in a sentence', () => {
        const data = place('data');
        mkdirSync(data);
        for (const set of ['train', 't10k']) {
          writeFileSync(path.join(data, `${set}-images-idx3-ubyte`), idxImages(20));
          writeFileSync(path.join(data, `${set}-labels-idx1-ubyte`), idxLabels(new Uint8Array(20)));
        }
        put(path.join(data, 'train-images-idx3-ubyte'));
        const { status, err } = cli('train', '--network', 'fast', '--data', data);
        assert.notEqual(status, null, 'it waits for ever');
        assert.notEqual(status, 0);
        assert.match(err, what === 'a folder' ? /Missing: train-images-idx3-ubyte/ : said);
        assert.doesNotMatch(err, /^\s+at /m);
      });
    });
  }

  for (const { what, put } of DEAD_LINKS)
    it(`${what} as a lesson is told, init leaves it alone, and puts the lesson there when it is gone`, () => {
      put(place(loss.path));
      const { status, verdict } = check();
      assert.equal(status, 2);
      assert.match(
        verdict.checks[0].message,
        /^1-linear-model\/3-loss\.ts in .* is a link that leads to nothing\. Remove the link\. Then “Restore Missing Course Files” adds it/,
      );
      const kept = cli('init', folder);
      assert.match(kept.out, /0 files added/);
      assert.match(kept.err, /3-loss\.ts is a link that leads to nothing, and was left alone/);
      assert.ok(lstatSync(place(loss.path)).isSymbolicLink());
      rmSync(place(loss.path));
      assert.match(cli('init', folder).out, /1 file added/);
      assert.equal(readFileSync(place(loss.path), 'utf8'), loss.source.stub);
    });

  it('a lesson in UTF-16 is read as its editor shows it', () => {
    writeFileSync(place(loss.path), Buffer.from(`\uFEFF${loss.source.solution}`, 'utf16le'));
    assert.deepEqual([check().status, check().verdict.outcome], [0, 'passed']);
  });

  it('progress and layout that an editor gave a mark are not lost', () => {
    assert.equal(check().status, 0);
    for (const file of [PROGRESS_FILE, LAYOUT_FILE]) {
      copyFileSync(place(file), place(`${file}.before`));
      writeFileSync(place(file), `\uFEFF${readFileSync(place(file), 'utf8')}`);
    }
    assert.match(cli('lessons', '--dir', folder).out, /✓ 1\.3 loss/);
    assert.ok(existsSync(place(PROGRESS_FILE)));
    assert.match(cli('init', folder).out, /0 files added, 0 renewed, 2 files of yours left alone/);
  });
});
