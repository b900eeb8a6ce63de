/** Every lesson as a notebook, in both formats, with its code cells run. */
import assert from 'node:assert/strict';
import { applyMistake } from '../../src/checker/knownMistakes';
import { toIpynb } from '../../src/notebook/ipynb';
import { toPercent } from '../../src/notebook/percent';
import { ofToday } from '../support/ofToday';
import { parsePercent } from '../support/percent';
import { lessons, loadMistakes, readLessonFile } from '../support/course';
import { problemsIn, pythonWithNbformat, versionOf } from '../support/nbformat';
import { cellsOf, runCells, withCode } from '../support/notebook';

describe('lessons as notebooks', function () {
  this.timeout(120_000);

  it('Jupyter’s nbformat finds every notebook valid', async function () {
    const python = await pythonWithNbformat();
    if (python === null) {
      console.log('      No Python with nbformat is here (Debian: apt-get install python3-nbformat).');
      this.skip();
    }
    const notebooks = Object.fromEntries(lessons.map((lesson) => [lesson.id, toIpynb(cellsOf(lesson))]));
    assert.deepEqual(problemsIn(python, notebooks), []);
    const broken = notebooks[lessons[0].id].replace('"id": "opening"', '"id": "not an id"');
    assert.equal(problemsIn(python, { broken }).length, 1, 'the judge would say what is wrong');
    console.log(`      ${lessons.length} notebooks, nbformat ${versionOf(python)}`);
  });

  for (const lesson of lessons) {
    describe(`${lesson.number} ${lesson.id}`, () => {
      it('has the guide, the stub and the checks, with nothing that only the course understands', () => {
        const cells = cellsOf(lesson);
        assert.equal(new Set(cells.map(({ id }) => id)).size, cells.length, 'two cells have the same id');
        const text = cells.flatMap(({ kind, source }) => (kind === 'markdown' ? [source] : [])).join('\n\n');
        assert.match(text, new RegExp(`^# ${lesson.number} `));
        for (const { heading } of lesson.text.guide) assert.ok(text.includes(`\n## ${heading}\n`), heading);
        assert.doesNotMatch(text, /\]\((?:glossary|lesson):|ts run|\.svg\)|var\(--/);
        const pictures = readLessonFile(lesson, 'lesson.md').match(/\.svg\)/g) ?? [];
        assert.equal(text.match(/<img alt="[^"]+" src="data:image\/svg\+xml;base64,/g)?.length ?? 0, pictures.length);
        const [stub] = cells.filter(({ tags }) => tags.includes('solution'));
        for (const name of lesson.source.functions) assert.match(stub.source, new RegExp(`TODO: ${name}\\b`));
      });

      it('percent: reads back as the same cells', () => {
        const cells = cellsOf(lesson);
        assert.deepEqual(
          parsePercent(toPercent(cells)),
          cells.map(({ kind, source, tags }) => ({ kind, source, tags })),
        );
      });

      it('with the stub: not started, all its functions are still to write', async () => {
        const { printed, error } = await runCells(cellsOf(lesson));
        assert.match(printed, /\nNot started: (?:\d+ of \d+ checks pass\. )?Still to write: /);
        for (const name of lesson.source.functions) assert.match(printed, new RegExp(`· ${name}: `));
        // The example at the end calls what is not written.
        assert.match(String(error), /^TODO: /);
      });

      it('with the solution, read from the percent file: every check passes, the example runs', async () => {
        const cells = parsePercent(toPercent(withCode(cellsOf(lesson), lesson.source.solution)));
        const { printed, error } = await runCells(cells);
        assert.equal(error, null);
        assert.match(printed, new RegExp(`\nPassed: all ${lesson.checks.length} checks\\.`));
        assert.doesNotMatch(printed, /^[✗·] /m);
      });

      it('with each known mistake: a failure that says something', async () => {
        const cells = cellsOf(lesson).filter(({ tags }) => !tags.includes('raises-exception'));
        for (const mistake of ofToday(await loadMistakes(lesson))) {
          const { printed, error } = await runCells(withCode(cells, applyMistake(lesson.source.solution, mistake)));
          if (error !== null) continue; // It ends before the checks, as some do by throwing while the file is loaded.
          assert.doesNotMatch(printed, /Passed: all/, mistake.id);
          assert.match(printed, /✗ [^\n]+\n {4}\S[^\n]{20,}/, mistake.id);
        }
      });
    });
  }
});
