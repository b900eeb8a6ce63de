/** The pictures of README.md, taken from the running extension: `npm run screenshots`; with `--surfaces` those of `surfaces.ts`. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findLesson, loadCourse } from '../../src/course/course';
import { layOut } from '../../src/course/learnerFolder';
import { recordCheck } from '../../src/course/progress';
import { openVsCode } from '../ui/support/open-vscode';
import { repositoryRoot } from '../ui/support/scripts';
import { TrainingPanel } from '../ui/support/training-panel';
import type { VsCode } from '../ui/support/vscode';
import { takeSurfaces } from './surfaces';

type Theme = 'light' | 'dark';

const course = loadCourse(path.join(repositoryRoot, 'lessons'));
const pictures = path.join(repositoryRoot, 'media', 'screenshots');

async function main(): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  for (const theme of ['light', 'dark'] as const) {
    await inCourse(theme, takeCheck);
    await inCourse(theme, takeTraining);
  }
}

/** A course in which all is solved, but for lesson 1.3, which has a mistake. */
async function inCourse(theme: Theme, take: (vscode: VsCode, theme: Theme) => Promise<void>): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'nnfs-pictures-'));
  try {
    const folder = path.join(work, 'my-neural-network');
    layOut(course, folder);
    for (const lesson of course.lessons) {
      const { solution } = lesson.source;
      const text =
        lesson.id === 'loss' ? solution.replace('return sum / predictions.length;', 'return sum;') : solution;
      if (lesson.id === 'loss' && text === solution) throw new Error('The mistake for the picture was not planted.');
      writeFileSync(path.join(folder, lesson.path), text);
      if (lesson.id !== 'loss') await recordCheck(folder, lesson.id, 'passed');
    }
    const viewport = { width: 1280, height: 800 };
    const vscode = await openVsCode({ version: '1.139', folder, theme, viewport, env: { NNFS_MNIST_DIR: '' } });
    try {
      await vscode.page.locator('.getting-started-step').first().waitFor();
      await vscode.command('View: Close All Editors');
      await take(vscode, theme);
    } finally {
      await vscode.close();
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A lesson's file, its guide, and a verdict that names the mistake. */
async function takeCheck(vscode: VsCode, theme: Theme): Promise<void> {
  await vscode.command('View: Show Neural Network from Scratch');
  const loss = findLesson(course, 'loss');
  if (!loss) throw new Error('There is no lesson loss.');
  await vscode.page.getByRole('treeitem', { name: /1\.3 Loss/ }).click();
  await vscode.editor('3-loss.ts').waitFor();
  await vscode.codeLens('Check My Solution').first().click();
  const guide = await vscode.webview(loss.text.title);
  await guide.getByText('This is the sum of the squared errors').first().waitFor();
  await vscode.command('Notifications: Clear All Notifications');
  await save(vscode, `check-${theme}`);
}

/** The learner's own network on built-in digits, so that the picture holds nobody else's data. */
async function takeTraining(vscode: VsCode, theme: Theme): Promise<void> {
  await vscode.command('Neural Network: Open Training Panel');
  const panel = await TrainingPanel.find(vscode);
  await panel.choose('Experiment', 'MNIST');
  await panel.button('Start').click();
  await panel.state('Finished', 300_000);
  await vscode.command('View: Close Primary Side Bar');
  await save(vscode, `training-${theme}`);
}

async function save(vscode: VsCode, name: string): Promise<void> {
  // The cursor of a text blinks, and a pointer lies over what it was moved to.
  await vscode.page.mouse.move(640, 2);
  const file = path.join(pictures, `${name}.png`);
  await vscode.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  console.log(path.relative(repositoryRoot, file));
}

(process.argv.includes('--surfaces') ? takeSurfaces() : main()).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
