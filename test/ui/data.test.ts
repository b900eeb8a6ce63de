/** The data of the training panel in a real VS Code: no network, a folder of the learner's, a download that is cancelled and resumed. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { idxImages, idxLabels } from '../unit/training/idxSamples';
import { openVsCode } from './support/open-vscode';
import { repositoryRoot } from './support/scripts';
import { TrainingPanel } from './support/training-panel';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';

/** The form of Fashion-MNIST, in small. */
function writeImages(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [set, count] of [
    ['train', 200],
    ['t10k', 50],
  ] as const) {
    writeFileSync(path.join(folder, `${set}-images-idx3-ubyte`), idxImages(count));
    writeFileSync(
      path.join(folder, `${set}-labels-idx1-ubyte`),
      idxLabels(new Uint8Array(count).map((_, i) => i % 10)),
    );
  }
}

describe('the data of the training panel', function () {
  this.timeout(180_000);
  let work: string;
  let vscode: VsCode;
  let panel: TrainingPanel;
  let server: http.Server;
  /** What the only mirror does next. */
  let answer: (response: http.ServerResponse) => void;

  before(async () => {
    work = mkdtempSync(path.join(tmpdir(), 'nnfs-data-'));
    const folder = path.join(work, 'course');
    layOut(loadCourse(path.join(repositoryRoot, 'lessons')), folder);
    writeImages(path.join(work, 'fashion'));
    writeImages(path.join(work, 'broken'));
    writeFileSync(path.join(work, 'broken', 'train-labels-idx1-ubyte'), idxImages(2));
    answer = (response) => void response.writeHead(500).end();
    server = http.createServer((_, response) => answer(response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    vscode = await openVsCode({
      version: '1.100',
      folder,
      env: { NNFS_MNIST_DIR: '', NNFS_MNIST_MIRRORS: mirror },
    });
    await vscode.page.locator('.getting-started-step').first().waitFor();
    await vscode.command('Neural Network: Open Training Panel');
    panel = await TrainingPanel.find(vscode);
    await panel.choose('Experiment', 'MNIST');
    await panel.choose('Who trains', 'Reference solution');
    await panel.choose('Data', 'MNIST');
  });
  afterEach(async function () {
    await vscode?.screenshotWhenFailed(this.currentTest);
  });
  after(async () => {
    await vscode?.close();
    server?.closeAllConnections();
    server?.close();
    rmSync(work, { recursive: true, force: true });
  });

  async function chooseFolder(name: string, button: string): Promise<void> {
    await panel
      .button(button)
      .or(panel.frame.locator('vscode-link:visible', { hasText: button }))
      .click();
    const input = vscode.page.locator('.quick-input-widget:visible input[type="text"]');
    // VS Code's dialogue opens empty, fills in where it starts, and lists what is there; only then does it keep what is typed.
    const rows = vscode.page.locator('.quick-input-widget:visible .monaco-list-row');
    await rows.first().waitFor();
    await waitFor('the dialogue to take the folder', async () => {
      if ((await input.inputValue()) !== path.join(work, name)) await input.fill(path.join(work, name));
      return rows.filter({ hasText: name }).first().isVisible();
    });
    await vscode.page
      .locator('.quick-input-widget .monaco-button', { hasText: 'Train on This Folder' })
      .first()
      .click();
    await input.waitFor({ state: 'hidden' });
  }

  const selected = async (): Promise<string> =>
    (await panel.frame.getByRole('combobox', { name: 'Data', exact: true }).locator('.selected-value').textContent()) ??
    '';

  it('a download shows its progress and is cancelled', async () => {
    answer = (response) => {
      response.writeHead(200, { 'Content-Length': 5_000_000 });
      // Slowly, and never the end.
      const timer = setInterval(() => response.write(Buffer.alloc(50_000)), 200);
      response.on('close', () => clearInterval(timer));
    };
    await panel.notice('MNIST is not on this computer yet').waitFor();
    await panel.button('Download MNIST').click();
    await panel.notice('MNIST is being downloaded').waitFor();
    await panel.frame.getByText(/^[\d.]*[1-9] of [\d.]+ MB$/).waitFor();
    await panel.button('Cancel').click();
    await panel.button('Download MNIST').waitFor();
  });

  it('a failed download says what happened, and offers the folder and the built-in digits', async () => {
    answer = (response) => void response.writeHead(403).end();
    await panel.button('Download MNIST').click();
    await panel.notice('answered 403 Forbidden').waitFor();
    await vscode.screenshot('data-failed');
    await panel.button('Try the download again').waitFor();
    await panel.button('Choose a folder…').waitFor();
    await panel.button('Use the built-in digits').click();
    await waitFor('the built-in digits', async () => (await selected()).includes('Built-in digits'));
  });

  it('a folder is chosen, wrong or right, and said to be so', async () => {
    await panel.choose('Data', 'A folder…');
    await panel.notice('None is chosen yet').waitFor();
    await chooseFolder('broken', 'Choose a folder…');
    await panel.notice('train-labels-idx1-ubyte: holds images, not labels').waitFor();
    await vscode.screenshot('data-broken-folder');
    await chooseFolder('fashion', 'Choose a folder…');
    await panel.frame.locator('.explanation:visible', { hasText: '200 images for training, 50 for testing' }).waitFor();
    await waitFor('the folder in the list', async () => (await selected()).includes('Folder: fashion'));
    await vscode.screenshot('data-folder');
  });

  it('a run on it names it', async () => {
    await panel.button('Start').click();
    await panel.state('Finished');
    await panel.frame.getByText('fashion (folder): 200 images for training, 50 for testing').waitFor();
    await vscode.screenshot('data-run');
  });

  it('is remembered in this workspace', async () => {
    // The command, not the browser's reload: VS Code then stores its state first.
    await Promise.all([vscode.page.waitForEvent('load'), vscode.command('Developer: Reload Window')]);
    await vscode.waitUntilReady();
    panel = await TrainingPanel.find(vscode);
    await waitFor('the folder', async () => (await selected()).includes('Folder: fashion'));
  });
});
