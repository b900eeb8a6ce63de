/** The data of the training panel in a real VS Code: no network, a folder of the learner's, a download that is cancelled and resumed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { idxImages, idxLabels } from '../unit/training/idxSamples';
import { commands } from './support/commands';
import { TrainingPanel } from './support/training-panel';
import { waitFor } from './support/wait-for';
import { withVsCode } from './support/with-vscode';

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
  this.timeout(600_000);
  let panel: TrainingPanel;
  let server: http.Server;
  /** What the only mirror does next. */
  let answer = (response: http.ServerResponse): void => void response.writeHead(500).end();

  const vscode = withVsCode({
    prepare: async ({ work }) => {
      writeImages(path.join(work, 'fashion'));
      writeImages(path.join(work, 'broken'));
      writeFileSync(path.join(work, 'broken', 'train-labels-idx1-ubyte'), idxImages(2));
      server = http.createServer((_, response) => answer(response));
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      return { env: { NNFS_MNIST_MIRRORS: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` } };
    },
  });
  before(async () => {
    await vscode.command(commands.training);
    panel = await TrainingPanel.find(vscode);
    await panel.choose('Experiment', 'Ten digits');
    await panel.choose('Who trains', 'Reference solution');
    await panel.choose('Data', 'MNIST');
  });
  after(() => {
    server?.closeAllConnections();
    server?.close();
  });

  async function chooseFolder(name: string): Promise<void> {
    await panel
      .button('Choose a folder…')
      .or(panel.frame.locator('vscode-link:visible', { hasText: 'Choose a folder…' }))
      .click();
    const dialog = await vscode.fileDialog();
    await dialog.enterFolder(path.join(vscode.work, name));
    await dialog.accept('Train on This Folder');
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
    await panel.text(/^[\d.]*[1-9] of [\d.]+ MB$/).waitFor();
    await panel.button('Cancel').click();
    await panel.button('Download MNIST').waitFor();
  });

  it('a failed download says what happened, and offers the folder and the built-in digits', async () => {
    answer = (response) => void response.writeHead(403).end();
    await panel.button('Download MNIST').click();
    const box = panel.frame.locator('.notice-error', { hasText: 'could not be downloaded. Check the network' });
    await box.locator('summary').click();
    await box.getByText('answered 403 Forbidden').waitFor();
    await vscode.screenshot('data-failed');
    await panel.button('Try the download again').waitFor();
    await panel.button('Choose a folder…').waitFor();
    await panel.button('Use the built-in digits').click();
    await waitFor('the built-in digits', async () => (await selected()).includes('Built-in digits'));
  });

  it('a folder is chosen, wrong or right, and said to be so', async () => {
    await panel.choose('Data', 'A folder…');
    await panel.notice('None is chosen yet').waitFor();
    await chooseFolder('broken');
    await panel.notice('train-labels-idx1-ubyte: holds images, not labels').waitFor();
    await vscode.screenshot('data-broken-folder');
    await chooseFolder('fashion');
    await panel.frame.locator('.explanation:visible', { hasText: '200 training images, 50 test images' }).waitFor();
    await waitFor('the folder in the list', async () => (await selected()).includes('Folder: fashion'));
    await vscode.screenshot('data-folder');
  });

  it('a run on it names it', async () => {
    await panel.train();
    await panel.text('fashion (folder): 167 training images, 33 validation images, 50 test images').waitFor();
    await vscode.screenshot('data-run');
  });

  it('is remembered in this workspace', async () => {
    await vscode.reload();
    panel = await TrainingPanel.find(vscode);
    await waitFor('the folder', async () => (await selected()).includes('Folder: fashion'));
  });
});
