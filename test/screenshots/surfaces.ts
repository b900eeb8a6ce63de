/**
 * Pictures of every surface around the lessons (walkthrough, tree, guide, verdict, hints, solution, Test Explorer, glossary) in
 * three themes, into `out/screenshots/`, to be looked at as one set: `npm run screenshots -- --surfaces`.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findLesson, loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { recordCheck } from '../../src/course/progress';
import { openVsCode, type Theme } from '../ui/support/open-vscode';
import { repositoryRoot } from '../ui/support/scripts';
import type { VsCode } from '../ui/support/vscode';

const course = loadCourse(path.join(repositoryRoot, 'lessons'));

export async function takeSurfaces(): Promise<void> {
  for (const theme of ['light', 'dark', 'high-contrast'] as const) await tour(theme);
}

/** A learner who has passed Part 1 up to lesson 1.5, and is stuck in 1.6. */
async function tour(theme: Theme): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'nnfs-surfaces-'));
  try {
    const folder = path.join(work, 'my-neural-network');
    layOut(course, folder);
    const lesson = findLesson(course, 'gradient-descent');
    if (!lesson) throw new Error('There is no lesson gradient-descent.');
    for (const passed of course.lessons.slice(0, course.lessons.indexOf(lesson))) {
      writeFileSync(path.join(folder, passed.path), passed.source.solution);
      await recordCheck(folder, passed.id, 'passed');
    }
    writeFileSync(path.join(folder, lesson.path), lesson.source.solution.replace(' - ', ' + '));
    const vscode = await openVsCode({ version: '1.139', folder, theme, env: { NNFS_MNIST_DIR: '' } });
    const save = async (name: string): Promise<void> => {
      await vscode.page.mouse.move(720, 2);
      console.log(path.relative(repositoryRoot, await vscode.screenshot(`surface-${name}-${theme}`)));
    };
    try {
      await aroundTheLesson(vscode, save);
    } catch (error) {
      await save('failed');
      throw error;
    } finally {
      await vscode.close();
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function aroundTheLesson(vscode: VsCode, save: (name: string) => Promise<void>): Promise<void> {
  const { page } = vscode;
  await page.locator('.getting-started-step').first().waitFor();
  await save('1-start-here');
  await vscode.command('Welcome: Open Walkthrough...');
  await vscode.choose('Part 1: The linear model');
  await vscode.walkthroughStepDone('1.5 Gradients by formula');
  await vscode.command('View: Show Neural Network from Scratch');
  await save('2-part-1');
  await vscode.command('View: Close All Editors');

  await page.getByRole('treeitem', { name: /1\.6 Gradient descent/ }).click();
  const guide = await vscode.webview('Gradient descent');
  await vscode.statusBarItem('1.6 Gradient descent').waitFor();
  await save('3-guide');
  await guide.locator('math').first().scrollIntoViewIfNeeded();
  await save('4-formulas');
  await vscode.editor('6-gradient-descent.ts').click();
  await vscode.command('Neural Network: Check My Solution');
  await guide.locator('.verdict').first().waitFor();
  await vscode.command('Notifications: Clear All Notifications');
  await save('5-verdict');
  await vscode.problems();
  await save('6-problems');
  await vscode.command('View: Toggle Panel Visibility');
  await vscode.editor('6-gradient-descent.ts').click();
  await vscode.command('Neural Network: Show a Hint');
  await guide.getByText('Hint 1').first().waitFor();
  await save('7-hint');
  await guide.locator('fieldset.question').first().scrollIntoViewIfNeeded();
  await save('8-quiz');
  await vscode.command('Neural Network: Show the Solution');
  await page.locator('.tab.active', { hasText: '↔ the solution' }).waitFor();
  await page.locator('.diffOverview').first().waitFor();
  await save('9-solution');
  await vscode.command('Testing: Focus on Test Explorer View');
  await page.locator('.test-explorer .monaco-list-row', { hasText: 'The linear model' }).first().waitFor();
  await save('10-test-explorer');
  await vscode.command('Neural Network: Show the Glossary');
  await (await vscode.webview('Glossary')).locator('dt, h2').first().waitFor();
  await save('11-glossary');
}
