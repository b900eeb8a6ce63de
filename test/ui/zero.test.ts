import { chromium } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { launchBrowser } from './support/scripts';
import { Guide } from './support/guide';
import { TrainingPanel } from './support/training-panel';
import { VsCode } from './support/vscode';

describe('from zero', function () {
  this.timeout(400_000);
  it('passes the first lesson and trains', async () => {
    void chromium;
    const url = /http:\S+/.exec(readFileSync('/tmp/s/mk-zero.log', 'utf8'))![0];
    const browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, permissions: ['clipboard-read', 'clipboard-write'] });
    const page = await context.newPage();
    await page.goto(url);
    const vscode = new VsCode(page, '/tmp/s/mkprobe/zero', () => browser.close());
    try {
      await vscode.waitUntilReady();
      await vscode.walkthroughStep('See what you will build').waitFor();
      await vscode.screenshot('zero-1');
      await page.getByRole('button', { name: 'Start the Course' }).locator('visible=true').click();
      await vscode.editor('1-pixels.ts').waitFor();
      await Guide.find(vscode, '1.1 Pixels');
      await vscode.screenshot('zero-2');
      await vscode.replaceEditorText(readFileSync('/tmp/s/mk-zero/lessons/1-linear-model/1-pixels/solution.ts', 'utf8'));
      const guide = await Guide.find(vscode, '1.1 Pixels');
      await guide.button('Check My Solution').click();
      await guide.verdict('Passed: all').waitFor();
      await vscode.screenshot('zero-3');
      await vscode.command('Neural Network: Open Training Panel');
      const panel = await TrainingPanel.find(vscode);
      await vscode.screenshot('zero-4');
      await panel.button('Start').click();
      await panel.state('Finished', 200_000);
      await vscode.screenshot('zero-5');
    } catch (error) {
      await vscode.screenshot('zero-failed');
      throw error;
    } finally {
      await vscode.close();
    }
  });
});
