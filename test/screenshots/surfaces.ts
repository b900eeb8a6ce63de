/**
 * Pictures of every surface around the lessons (walkthrough, tree, guide, verdict, hints, solution, Test Explorer, glossary) in
 * three themes, into `out/screenshots/`, to be looked at as one set: `npm run screenshots -- --surfaces`.
 */
import path from 'node:path';
import { commands } from '../ui/support/commands';
import { CourseTree } from '../ui/support/course-tree';
import { changed, course, lessonOf } from '../ui/support/learners-folder';
import { newest, repositoryRoot } from '../ui/support/scripts';
import type { Theme } from '../ui/support/themes';
import type { VsCode } from '../ui/support/vscode';
import { LearnersWindow } from '../ui/support/with-vscode';

export async function takeSurfaces(): Promise<void> {
  for (const theme of ['light', 'dark', 'high-contrast'] as const) await tour(theme);
}

/** A learner who has passed Part 1 up to lesson 1.5, and is stuck in 1.6. */
async function tour(theme: Theme): Promise<void> {
  const stuck = lessonOf('gradient-descent');
  const before = course.lessons.slice(0, course.lessons.indexOf(stuck)).map(({ id }) => id);
  const vscode = new LearnersWindow({
    version: newest,
    typescript: true,
    name: 'my-neural-network',
    theme,
    solved: before,
    passed: before,
    files: { [stuck.path]: changed(stuck, ' - ', ' + ') },
  });
  const save = async (name: string): Promise<void> => {
    await vscode.page.mouse.move(720, 2);
    console.log(path.relative(repositoryRoot, await vscode.screenshot(`surface-${name}-${theme}`)));
  };
  try {
    await vscode.open();
    await aroundTheLesson(vscode, save);
  } catch (error) {
    if (vscode.isOpen) await save('failed');
    throw error;
  } finally {
    await vscode.close();
  }
}

async function aroundTheLesson(vscode: VsCode, save: (name: string) => Promise<void>): Promise<void> {
  const { page } = vscode;
  await save('1-start-here');
  await vscode.openWalkthrough('Part 1: The linear model');
  await vscode.walkthroughStepDone('1.5 Gradients by formula');
  const tree = new CourseTree(vscode);
  await tree.show();
  await save('2-part-1');
  await vscode.command('View: Close All Editors');

  await tree.lesson(/1\.6 Gradient descent/).click();
  const guide = await vscode.webview('Gradient descent');
  await vscode.statusBarItem('1.6 Gradient descent').waitFor();
  await save('3-guide');
  await guide.locator('math').first().scrollIntoViewIfNeeded();
  await save('4-formulas');
  await vscode.editor('6-gradient-descent.ts').click();
  await vscode.command(commands.check);
  await guide.locator('.verdict').first().waitFor();
  await vscode.clearNotifications();
  await save('5-verdict');
  await vscode.problems();
  await save('6-problems');
  await vscode.command('View: Toggle Panel Visibility');
  await vscode.editor('6-gradient-descent.ts').click();
  await vscode.command(commands.hint);
  await guide.getByText('Hint 1').first().waitFor();
  await save('7-hint');
  await guide.locator('fieldset.question').first().scrollIntoViewIfNeeded();
  await save('8-quiz');
  await vscode.command(commands.solution);
  await page.locator('.tab.active', { hasText: '↔ the solution' }).waitFor();
  await page.locator('.diffOverview').first().waitFor();
  await save('9-solution');
  await vscode.command('Testing: Focus on Test Explorer View');
  await page.locator('.test-explorer .monaco-list-row', { hasText: 'The linear model' }).first().waitFor();
  await save('10-test-explorer');
  await vscode.command(commands.glossary);
  await (await vscode.webview('Glossary')).locator('dt, h2').first().waitFor();
  await save('11-glossary');
}
