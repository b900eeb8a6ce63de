/** Compare with Frameworks in a real VS Code: started, stopped, read; in four themes. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { faultsIn } from './support/axe';
import { saveWeights } from '../../src/frameworks/weights/node/file';
import type { LayerWeights } from '../../src/frameworks/weights/weights';
import { ComparePage } from './support/compare-page';
import { GUIDE, Guide } from './support/guide';
import { changed, lessonOf, titleOf } from './support/learners-folder';
import { writePythonExtension, writePythonWrapper } from './support/python-extension';
import { classOf, themes } from './support/themes';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

const LONG_MS = 300_000;
/** A Python that is not there: this test is about the page, and the same everywhere. */
const PYTHON = process.env.NNFS_COMPARE_PYTHON ?? '/nowhere/python3';

describe('Compare with Frameworks (built-in digits)', function () {
  this.timeout(600_000);
  let page: ComparePage;
  const vscode = withVsCode({
    solved: 'all',
    settings: { 'nnFromScratch.python': PYTHON },
    prepare: ({ work }) => {
      const [extensionsDir, python] = [path.join(work, 'extensions'), path.join(work, 'bin', 'python3')];
      writePythonWrapper(python, asked());
      writePythonExtension(extensionsDir, python);
      return { extensionsDir };
    },
  });
  /** Is there once the Python that is chosen in VS Code has run. */
  const asked = (): string => path.join(vscode.work, 'asked');

  before(async () => {
    page = await ComparePage.open(vscode);
    await page.compare.waitFor();
  });

  it('says what is compared, before anything runs', async () => {
    await page.says('from the same weights, on the same batches in the same order');
    await page.says('Built-in digits · hidden layers 128 · learning rate 0.1 · batch size 64');
    assert.deepEqual(await faultsIn(page.frame), []);
  });

  it('refuses a number of steps that makes no sense', async () => {
    await page.steps.fill('0');
    await page.compare.click();
    await page.notice('The number of steps must be between 1 and').waitFor();
  });

  it('can be stopped', async () => {
    await page.steps.fill('5000');
    await page.compare.click();
    // From the first moment each has its row, and says what it does.
    await page.parts.nth(3).waitFor();
    assert.match((await page.parts.allTextContents()).join(' | '), /^The reference network.* \| .*PyTorch/);
    await page.parts.nth(3).filter({ hasText: 'takes no part' }).waitFor({ timeout: LONG_MS });
    await page.parts
      .first()
      .filter({ hasText: /step [\d,]+ of / })
      .waitFor({ timeout: LONG_MS });
    assert.deepEqual(await faultsIn(page.frame), []);
    await page.stop.click({ timeout: LONG_MS });
    await page.status('Stopped.');
    await page.compare.waitFor();
  });

  it('compares: sentences, a row for each, curves, and a word about what is missing', async () => {
    await page.steps.fill(process.env.NNFS_COMPARE_STEPS ?? '12');
    await page.compare.click();
    await page.status('Compared over');
    await page.tells('The reference network computes the same as TensorFlow.js (JavaScript) to');
    assert.equal(await page.parts.first().isVisible(), false);
    if (!process.env.NNFS_COMPARE_PYTHON) await page.says(`PyTorch: ${PYTHON} cannot be started`);
    assert.deepEqual(await page.rows.allTextContents(), [
      'The reference network',
      'TensorFlow.js (JavaScript)',
      'TensorFlow.js (WebAssembly)',
      'PyTorch',
    ]);
    await page.says('Loss of each mini-batch over the steps: The reference network from');
  });

  it('says first that the logits are the same, shows those of one image, and speeds as bars', async () => {
    const headline = page.frame.locator('.headline');
    assert.match(
      (await headline.textContent()) ?? '',
      /^The reference network gives the same logits as TensorFlow\.js \(JavaScript\),? (?:and )?TensorFlow\.js \(WebAssembly\).* to \d digits/,
    );
    const digits = await page.frame.locator('.logits tbody th').allTextContents();
    assert.deepEqual(digits.join(''), '0123456789');
    assert.equal(await page.frame.locator('.headline p').count(), 1, 'one sentence');
    const before = (a: string, b: string): Promise<boolean> =>
      page.frame
        .locator('main')
        .evaluate(
          (main, [one, other]) =>
            (main.querySelector(one)?.getBoundingClientRect().bottom ?? NaN) <=
            (main.querySelector(other)?.getBoundingClientRect().top ?? NaN),
          [a, b],
        );
    assert.ok(await before('.headline', 'figure'), 'the sentence, then the curves');
    assert.ok(await before('figure', '.bars'), 'the curves, then the speeds');
    assert.ok((await page.frame.locator('.bars li').count()) >= 3);
    assert.equal(await page.frame.locator('details[open]').count(), 0, 'all else is folded');
    await page.frame.locator('.numbers > summary').click();
    await page.rows.first().waitFor();
  });

  it('shows the logits of exported weights, and goes back', async () => {
    const file = path.join(vscode.work, 'mine.npz');
    const [hidden, classes] = [7, 10];
    const layer = (rows: number, cols: number): LayerWeights => ({
      weights: { rows, cols, data: Float32Array.from({ length: rows * cols }, (_, i) => Math.sin(i) / 9) },
      bias: new Float32Array(cols),
    });
    await saveWeights(file, [layer(784, hidden), layer(hidden, classes)]);
    await page.link('Compare the logits of exported weights…').click();
    await vscode.answerFileDialog(file);
    await page.says('The logits are those of the weights in mine.npz.');
    await page.says('Built-in digits · hidden layers 7');
    await page.steps.fill('2');
    await page.compare.click();
    await page.tells('with the weights of the file');
    await page.link('Back to the weights after the last step').click();
    await page.says('Built-in digits · hidden layers 128');
  });

  it('asks the Python that is chosen in VS Code’s Python extension, where the setting is empty', async () => {
    assert.ok(!existsSync(asked()), 'the setting comes first');
    vscode.changeSettings({ 'nnFromScratch.python': '' });
    await page.steps.fill('2');
    // The first comparison may still have begun under the setting from before.
    const askAgain = async (): Promise<boolean> => {
      if (existsSync(asked())) return true;
      if (await page.compare.isVisible()) {
        await page.compare.click({ timeout: 10_000 }).catch(() => undefined);
      }
      return false;
    };
    await waitFor('the Python to be asked', askAgain, { timeoutMs: LONG_MS });
    await page.status('Compared over 2 steps');
    vscode.changeSettings({});
    await page.steps.fill('12');
  });

  it('the learner’s network that throws: the step, and a link to the line', async () => {
    const dense = lessonOf('dense-layer');
    const mistake = "    this.input = x;\n    if (x.cols === 784 && ++calls > 4) throw new Error('oh no');\n";
    const wrong = changed(dense, '    this.input = x;\n', mistake).replace(
      'export class Dense',
      'let calls = 0;\n\nexport class Dense',
    );
    assert.ok(wrong.includes('oh no') && wrong.includes('let calls'));
    vscode.write(dense.path, wrong);
    await page.chooseNetwork('My code');
    await page.compare.click();
    await page.says('Your network stopped after step 4: Your code threw Error: oh no');
    await page.tells('Your network had the same losses up to there as TensorFlow.js (JavaScript)');
    await page.link(`Go to ${dense.path}, line 37`).click();
    await vscode.tab('3-dense-layer.ts', { active: true }).waitFor();
    vscode.write(dense.path, dense.source.solution);
    await vscode.closeEditor();
    page = await ComparePage.find(vscode);
  });

  it('the learner’s network: the same numbers', async () => {
    await page.says('Your network stopped after step 4');
    await page.compare.click();
    await page.tells('Your network computes the same as TensorFlow.js (JavaScript) to');
    assert.equal(await page.rows.first().textContent(), 'Your network');
  });

  it('the button on the page that ends the course leads here', async () => {
    const last = await Guide.open(vscode, titleOf(lessonOf('fast-matmul')));
    await last.button(GUIDE.next).click();
    const end = await Guide.find(vscode, 'What changed in Part 4');
    const button = end.frame.locator('a.action', { hasText: 'Compare with Frameworks' });
    for (const theme of themes) {
      vscode.changeTheme(theme);
      await end.frame.locator(`body.${classOf(theme)}`).waitFor();
      await button.scrollIntoViewIfNeeded();
      assert.deepEqual(await faultsIn(end.frame, { theme }), [], theme);
      if (process.env.NNFS_PICTURES) {
        const name = `comp-end-${classOf(theme)}`;
        await vscode.page.screenshot({ path: path.join(process.env.NNFS_PICTURES, `${name}.png`) });
        await end.frame.getByRole('heading', { name: 'Why they are not' }).scrollIntoViewIfNeeded();
        await vscode.page.screenshot({ path: path.join(process.env.NNFS_PICTURES, `${name}-why.png`) });
      }
    }
    await button.click();
    page = await ComparePage.find(vscode);
  });

  it('in four themes, with nothing serious for axe-core', async () => {
    await page.unfold();
    for (const theme of themes) {
      vscode.changeTheme(theme);
      await page.frame.locator(`body.${classOf(theme)}`).waitFor();
      assert.deepEqual(await faultsIn(page.frame, { theme }), [], theme);
      if (process.env.NNFS_PICTURES) {
        for (const part of ['h1', 'figure', '.logits', '.bars', 'details']) {
          await page.frame.locator(part).first().scrollIntoViewIfNeeded();
          const name = `comp-${classOf(theme)}-${part.replace('.', '')}.png`;
          await vscode.page.screenshot({ path: path.join(process.env.NNFS_PICTURES, name) });
        }
      }
    }
  });
});
