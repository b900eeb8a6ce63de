/** Compare with Frameworks in a real VS Code: started, stopped, read; in four themes. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { faultsIn } from './support/axe';
import { openVsCode } from './support/open-vscode';
import { writePythonExtension, writePythonWrapper } from './support/python-extension';
import { repositoryRoot } from './support/scripts';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';

const course = loadCourse(path.join(repositoryRoot, 'lessons'));
const THEMES: [kind: string, theme: string][] = [
  ['vscode-light', 'Default Light Modern'],
  ['vscode-dark', 'Default Dark Modern'],
  ['vscode-high-contrast', 'Default High Contrast'],
  ['vscode-high-contrast-light', 'Default High Contrast Light'],
];
/** Waited for what takes its time on a busy machine. */
const LONG = { timeout: 150_000 };

describe('Compare with Frameworks (built-in digits)', function () {
  this.timeout(300_000);
  let work: string;
  let folder: string;
  let vscode: VsCode;
  let page: FrameLocator;
  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const settings = (more: Record<string, string>): void =>
    // A Python that is not there: this test is about the page, and the same everywhere.
    writeFileSync(
      path.join(folder, '.vscode', 'settings.json'),
      JSON.stringify({ 'nnFromScratch.python': process.env.NNFS_COMPARE_PYTHON ?? '/nowhere/python3', ...more }),
    );

  before(async () => {
    work = mkdtempSync(path.join(tmpdir(), 'nnfs-compare-ui-'));
    folder = path.join(work, 'course');
    layOut(course, folder);
    for (const lesson of course.lessons) writeFileSync(path.join(folder, lesson.path), lesson.source.solution);
    mkdirSync(path.join(folder, '.vscode'), { recursive: true });
    settings({});
    mkdirSync(path.join(work, 'bin'));
    writePythonWrapper(path.join(work, 'bin', 'python3'), path.join(work, 'asked'));
    const extensionsDir = path.join(work, 'extensions');
    writePythonExtension(extensionsDir, path.join(work, 'bin', 'python3'));
    vscode = await openVsCode({ version: '1.100', folder, extensionsDir, env: { NNFS_MNIST_DIR: '' } });
    await vscode.page.locator('.getting-started-step').first().waitFor();
    await vscode.command('Neural Network: Compare with Frameworks');
    page = await findPage();
    await button('Compare').waitFor();
  });
  afterEach(async function () {
    await vscode?.screenshotWhenFailed(this.currentTest);
  });
  after(async () => {
    await vscode?.close();
    rmSync(work, { recursive: true, force: true });
  });

  async function chooseNetwork(name: string): Promise<void> {
    const list = page.getByRole('combobox', { name: 'Who trains' });
    await list.click();
    await list
      .locator('vscode-option')
      .filter({ hasText: new RegExp(`^\\s*${name}\\s*$`) })
      .click();
    await page.locator('.selected-value', { hasText: name }).waitFor();
  }

  /** The page among the webviews on the screen. */
  async function findPage(): Promise<FrameLocator> {
    for (let patience = 300; patience > 0; patience--) {
      for (const [i] of (await vscode.page.locator('iframe.webview.ready').all()).entries()) {
        const frame = vscode.page.frameLocator('iframe.webview.ready').nth(i).frameLocator('iframe#active-frame');
        if ((await frame.getByRole('heading', { name: 'Compare with Frameworks' }).count()) > 0) return frame;
      }
      await vscode.page.waitForTimeout(100);
    }
    throw new Error('The page did not come.');
  }

  it('says what is compared, before anything runs', async () => {
    await page.getByText('from the same weights, on the same batches in the same order').waitFor();
    await page.getByText('Built-in digits · hidden layers 128 · batch size 64').waitFor();
    assert.deepEqual(await faultsIn(page), []);
  });

  it('refuses a number of steps that makes no sense', async () => {
    await page.getByRole('textbox', { name: 'Steps' }).fill('0');
    await button('Compare').click();
    await page.locator('.notice', { hasText: 'The number of steps must be between 1 and' }).waitFor();
  });

  it('can be stopped', async () => {
    await page.getByRole('textbox', { name: 'Steps' }).fill('5000');
    await button('Compare').click();
    await button('Stop').click(LONG);
    await page.locator('.status', { hasText: 'Stopped.' }).waitFor(LONG);
    await button('Compare').waitFor();
  });

  it('compares: sentences, a row for each, curves, and a word about what is missing', async () => {
    await page.getByRole('textbox', { name: 'Steps' }).fill(process.env.NNFS_COMPARE_STEPS ?? '12');
    await button('Compare').click();
    await page.locator('.status', { hasText: 'Compared over' }).waitFor(LONG);
    await page.getByText('The reference network computes the same as TensorFlow.js (JavaScript) to').waitFor();
    if (!process.env.NNFS_COMPARE_PYTHON) await page.getByText('PyTorch: /nowhere/python3 cannot be started').waitFor();
    assert.deepEqual(await page.locator('tbody th').allTextContents(), [
      'The reference network',
      'TensorFlow.js (JavaScript)',
      'TensorFlow.js (WebAssembly)',
      'PyTorch',
    ]);
    await page.getByText('Loss of each mini-batch over the steps: The reference network from').waitFor();
  });

  it('asks the Python that is chosen in VS Code’s Python extension, where the setting is empty', async () => {
    assert.ok(!existsSync(path.join(work, 'asked')), 'the setting comes first');
    settings({ 'nnFromScratch.python': '' });
    await page.getByRole('textbox', { name: 'Steps' }).fill('2');
    // The first comparison may still have begun under the setting from before.
    const askAgain = async (): Promise<boolean> => {
      if (existsSync(path.join(work, 'asked'))) return true;
      if (await button('Compare').isVisible()) {
        await button('Compare')
          .click({ timeout: 1000 })
          .catch(() => undefined);
      }
      return false;
    };
    await waitFor('the Python to be asked', askAgain, { timeoutMs: LONG.timeout });
    await page.locator('.status', { hasText: 'Compared over 2 steps' }).waitFor(LONG);
    settings({});
    await page.getByRole('textbox', { name: 'Steps' }).fill('12');
  });

  it('the learner’s network that throws: the step, and a link to the line', async () => {
    const dense = course.lessons.find(({ id }) => id === 'dense-layer') ?? assert.fail();
    const file = path.join(folder, dense.path);
    const mistake = "    this.input = x;\n    if (x.cols === 784 && ++calls > 4) throw new Error('oh no');\n";
    const wrong = dense.source.solution
      .replace('    this.input = x;\n', mistake)
      .replace('export class Dense', 'let calls = 0;\n\nexport class Dense');
    assert.ok(wrong.includes('oh no') && wrong.includes('let calls'));
    writeFileSync(file, wrong);
    await chooseNetwork('Your network');
    await button('Compare').click();
    await page.getByText('Your network stopped after step 4: Your code threw Error: oh no').waitFor(LONG);
    await page.getByText('Your network had the same losses up to there as TensorFlow.js (JavaScript)').waitFor();
    await page.locator('vscode-link', { hasText: `Go to ${dense.path}, line 37` }).click();
    await vscode.tab('3-dense-layer.ts', { active: true }).waitFor();
    writeFileSync(file, dense.source.solution);
    await vscode.command('View: Close Editor');
    page = await findPage();
  });

  it('the learner’s network: the same numbers', async () => {
    await page.getByText('Your network stopped after step 4').waitFor();
    await button('Compare').click();
    await page.getByText('Your network computes the same as TensorFlow.js (JavaScript) to').waitFor(LONG);
    assert.equal(await page.locator('tbody th').first().textContent(), 'Your network');
  });

  it('in four themes, with nothing serious for axe-core', async () => {
    for (const [kind, theme] of THEMES) {
      settings({ 'workbench.colorTheme': theme });
      await page.locator(`body.${kind}`).waitFor();
      assert.deepEqual(await faultsIn(page), [], theme);
      if (process.env.NNFS_PICTURES) {
        for (const part of ['h1', 'figure', 'table']) {
          await page.locator(part).first().scrollIntoViewIfNeeded();
          const name = `compare-${kind}-${part}.png`;
          await vscode.page.screenshot({ path: path.join(process.env.NNFS_PICTURES, name) });
        }
      }
    }
  });
});
