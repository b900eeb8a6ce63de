/** The pictures of README.md, taken from the running extension: `npm run screenshots`; with `--surfaces` those of `surfaces.ts`. */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { commands } from '../ui/support/commands';
import { CourseTree } from '../ui/support/course-tree';
import { GUIDE } from '../ui/support/guide';
import { changed, course, lessonOf } from '../ui/support/learners-folder';
import { closePool } from '../ui/support/pool';
import { newest, repositoryRoot } from '../ui/support/scripts';
import { TrainingPanel } from '../ui/support/training-panel';
import type { VsCode } from '../ui/support/vscode';
import { LearnersWindow } from '../ui/support/with-vscode';
import { takeSurfaces } from './surfaces';

type Picture = 'light' | 'dark';

const loss = lessonOf('loss');
const pictures = path.join(repositoryRoot, 'media', 'screenshots');

async function main(): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  for (const theme of ['light', 'dark'] as const) {
    await inCourse(theme, takeCheck);
    await inCourse(theme, takeTraining);
  }
}

/** A course in which all is solved, but for lesson 1.3, which has a mistake. */
async function inCourse(theme: Picture, take: (vscode: VsCode, theme: Picture) => Promise<void>): Promise<void> {
  const vscode = new LearnersWindow({
    version: newest,
    // One in development would be named in the title of the window.
    extension: 'packaged',
    typescript: true,
    name: 'my-neural-network',
    theme,
    viewport: { width: 1280, height: 800 },
    solved: 'all',
    passed: course.lessons.filter(({ id }) => id !== loss.id).map(({ id }) => id),
    files: { [loss.path]: changed(loss, 'return sum / predictions.length;', 'return sum;') },
  });
  try {
    await vscode.open();
    await vscode.command('View: Close All Editors');
    await take(vscode, theme);
  } finally {
    await vscode.close();
  }
}

/** A lesson's file, its guide, and a verdict that names the mistake. */
async function takeCheck(vscode: VsCode, theme: Picture): Promise<void> {
  const tree = new CourseTree(vscode);
  await tree.show();
  await tree.lesson(/1\.3 Loss/).click();
  await vscode.editor('3-loss.ts').waitFor();
  await vscode.codeLens(GUIDE.check).first().click();
  const guide = await vscode.webview(loss.text.title);
  await guide.getByText('This is the sum of the squared errors').first().waitFor();
  await vscode.clearNotifications();
  await save(vscode, `check-${theme}`);
}

/** The learner's own network on built-in digits, so that the picture holds nobody else's data. */
async function takeTraining(vscode: VsCode, theme: Picture): Promise<void> {
  await vscode.command(commands.training);
  const panel = await TrainingPanel.find(vscode);
  await panel.choose('Experiment', 'Ten digits');
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

(process.argv.includes('--surfaces') ? takeSurfaces() : main())
  .catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  })
  .finally(closePool);
