/** The first five minutes with the packaged extension, in each kind of window that a newcomer may have open. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { loadCourse } from '../../src/course/course';
import { LAYOUT_FILE, isLearnerFolder, layOut } from '../../src/course/learnerFolder';
import { recordCheck } from '../../src/course/progress';
import { Guide } from './support/guide';
import { type OpenOptions, openVsCode } from './support/open-vscode';
import { processesWithEnvironment, repositoryRoot } from './support/scripts';
import { TrainingPanel } from './support/training-panel';
import { writeVirtualFolders } from './support/virtual-folders';
import type { VsCode } from './support/vscode';
import { waitFor } from './support/wait-for';

const course = loadCourse(path.join(repositoryRoot, 'lessons'));

/** Root may write everywhere, unless it gives that up. */
const withoutRootsPowers =
  process.getuid?.() === 0 ? ['setpriv', '--bounding-set=-dac_override,-dac_read_search'] : undefined;

describe('the first five minutes, from the packaged extension', function () {
  this.timeout(240_000);
  let work: string;
  let home: string;
  let vsix: string;
  let vscode: VsCode;

  const open = async (options: Omit<OpenOptions, 'version'>): Promise<void> => {
    vscode = await openVsCode({
      version: '1.100',
      vsix,
      theme: 'light',
      ...options,
      env: { HOME: home, ...options.env },
    });
  };
  const start = (): Promise<void> => vscode.command('Neural Network: Start the Course');
  /** The file of a lesson with its guide beside it. */
  const lessonIsOpen = async (file: string, heading: string): Promise<void> => {
    await vscode.editor(file).waitFor({ timeout: 60_000 });
    await Guide.find(vscode, heading);
    await waitFor('the guide to be beside the code', async () => {
      const guides = vscode.page.locator('iframe.webview.ready:visible');
      const [code, guide] = await Promise.all([vscode.editor(file), guides].map((each) => each.boundingBox()));
      return code && guide && (guide.x >= code.x + code.width - 1 || code.x >= guide.x + guide.width - 1);
    });
  };
  const offers = async (): Promise<string[]> => {
    const rows = vscode.page.locator(
      '.quick-input-widget:visible .monaco-list-row .quick-input-list-row:first-child .label-name',
    );
    await rows.first().waitFor();
    return rows.allInnerTexts();
  };
  const dialog = async (text: string): Promise<Locator> => {
    const box = vscode.page.locator('.monaco-dialog-box').filter({ hasText: text });
    await box.waitFor();
    return box;
  };
  const folder = (name: string, ...files: string[]): string => {
    const created = path.join(work, name);
    mkdirSync(created);
    for (const file of files) writeFileSync(path.join(created, file), 'mine\n');
    return created;
  };
  const workspace = (...uris: string[]): string => {
    const file = path.join(work, 'several.code-workspace');
    writeFileSync(
      file,
      JSON.stringify({ folders: uris.map((uri) => (uri.startsWith('/') ? { path: uri } : { uri })) }),
    );
    return file;
  };

  before(() => {
    const base = mkdtempSync(path.join(tmpdir(), 'nnfs-first-'));
    vsix = path.join(base, 'extension.vsix');
    const packing = spawnSync(process.execPath, ['scripts/package.mjs', '--out', vsix], {
      cwd: repositoryRoot,
      encoding: 'utf8',
    });
    assert.equal(packing.status, 0, packing.stdout + packing.stderr);
  });
  beforeEach(() => {
    work = mkdtempSync(path.join(path.dirname(vsix), 'work-'));
    home = folder('home');
  });
  afterEach(async function () {
    await vscode?.screenshotWhenFailed(this.currentTest);
    await vscode?.close();
  });
  after(() => {
    rmSync(path.dirname(vsix), { recursive: true, force: true });
  });

  it('no folder: “Start Here” comes once; a folder is asked for, and lesson 1.1 opens in it', async () => {
    await open({});
    const empty = vscode.page.url();
    await vscode.walkthroughStep('Choose a folder for your work').waitFor();
    await vscode.screenshot('first-1-start-here');
    await vscode.page.getByRole('button', { name: 'Start the Course' }).locator('visible=true').click();
    assert.deepEqual(await offers(), ['In a new folder: ~/nn-from-scratch', 'Choose another folder…']);
    await vscode.screenshot('first-2-where');
    await vscode.choose('In a new folder: ~/nn-from-scratch');
    await lessonIsOpen('1-pixels.ts', '1.1 Pixels');
    await vscode.screenshot('first-3-lesson');
    assert.ok(isLearnerFolder(path.join(home, 'nn-from-scratch')));

    await vscode.page.goto(empty);
    await vscode.waitUntilReady();
    await vscode.command('Neural Network: Show the Glossary');
    await Guide.find(vscode, 'Glossary');
    assert.equal(await vscode.walkthroughStep('Choose a folder for your work').count(), 0, 'Start Here came again');
    await start();
    assert.deepEqual(await offers(), ['Go on in ~/nn-from-scratch', 'Choose another folder…']);
  });

  it('an empty folder: one click', async () => {
    const empty = folder('empty');
    await open({ folder: empty });
    await vscode.walkthroughStep('Choose a folder for your work').waitFor();
    await vscode.page.getByRole('button', { name: 'Start the Course' }).locator('visible=true').click();
    await lessonIsOpen('1-pixels.ts', '1.1 Pixels');
    assert.ok(isLearnerFolder(empty));
    await vscode.command('Welcome: Open Walkthrough...');
    await vscode.choose('Start Here: Neural Network');
    await vscode.walkthroughStepDone('Choose a folder for your work');
  });

  it('another project: the course gets a folder of its own', async () => {
    const project = folder('project', 'main.c');
    await open({ folder: project });
    await start();
    const inside = `In a new folder: ${path.join(project, 'nn-from-scratch')}`;
    assert.deepEqual(await offers(), ['In a new folder: ~/nn-from-scratch', inside, 'Choose another folder…']);
    await vscode.choose(inside);
    await lessonIsOpen('1-pixels.ts', '1.1 Pixels');
    assert.deepEqual(readdirSync(project).sort(), ['main.c', 'nn-from-scratch']);
  });

  it('a folder chosen in the dialogue that holds other files: asks before it makes one inside', async () => {
    const project = folder('project', 'main.c');
    await open({});
    await start();
    await vscode.choose('Choose another folder…');
    await vscode.fileDialog('Where do you want to keep your work?', /\/$/);
    const field = vscode.page.locator('.quick-input-widget:visible input[type="text"]').first();
    await waitFor('the dialogue to take the folder', async () => {
      if ((await field.inputValue()) === `${project}/`) return true;
      // It may put back what was typed while it reads the folder.
      await field.fill(`${project}/`);
      return false;
    });
    await vscode.page.getByRole('button', { name: 'Start the Course Here' }).click();
    const box = await dialog('holds other files');
    await vscode.screenshot('first-4-other-files');
    assert.deepEqual(readdirSync(project), ['main.c']);
    await box.getByRole('button', { name: 'Use nn-from-scratch' }).click();
    await lessonIsOpen('1-pixels.ts', '1.1 Pixels');
    assert.ok(isLearnerFolder(path.join(project, 'nn-from-scratch')));
  });

  it('several folders: asks which', async () => {
    const [full, one, two] = [folder('full', 'main.c'), folder('one'), folder('two')];
    await open({ workspace: workspace(full, one, two) });
    await start();
    assert.deepEqual(await offers(), [
      'In this folder: one',
      'In this folder: two',
      'In a new folder: ~/nn-from-scratch',
      `In a new folder: ${path.join(full, 'nn-from-scratch')}`,
      'Choose another folder…',
    ]);
    await vscode.choose('In this folder: two');
    await lessonIsOpen('1-pixels.ts', '1.1 Pixels');
    assert.deepEqual([full, one, two].map(isLearnerFolder), [false, false, true]);
  });

  it('several courses: asks which, and opens the lesson to do', async () => {
    const [one, two] = [folder('one'), folder('two')];
    for (const each of [one, two]) layOut(course, each);
    await recordCheck(two, 'pixels', 'passed');
    await open({ workspace: workspace(one, two) });
    await start();
    assert.deepEqual(await offers(), ['one', 'two']);
    await vscode.choose('two');
    await lessonIsOpen('2-linear-model.ts', '1.2 The linear model');
    await waitFor('the file of the second course', async () =>
      /two\b/.test((await vscode.editor('2-linear-model.ts').locator('.monaco-editor').getAttribute('data-uri')) ?? ''),
    );
  });

  it('a virtual folder: says why, and offers one on the disk', async () => {
    const extension = path.join(work, 'virtual');
    await writeVirtualFolders(extension);
    await open({ workspace: workspace('nnfs-test:/project'), extensionPath: extension });
    await start();
    assert.deepEqual(await offers(), ['In a new folder: ~/nn-from-scratch', 'Choose another folder…']);
    await vscode.page.getByPlaceholder('project is not on a disk.').waitFor();
    await vscode.screenshot('first-5-virtual');
    await vscode.choose('In a new folder: ~/nn-from-scratch');
    await lessonIsOpen('1-pixels.ts', '1.1 Pixels');
  });

  it('a read-only folder: says so, and asks for another one', async () => {
    const readOnly = folder('read-only');
    chmodSync(readOnly, 0o555);
    await open({ folder: readOnly, launcher: withoutRootsPowers });
    await start();
    const box = await dialog(`The course cannot be laid out in ${readOnly}.`);
    await box.getByText('You may not write there.').waitFor();
    await vscode.screenshot('first-6-read-only');
    await box.getByRole('button', { name: 'Choose Another Folder…' }).click();
    assert.deepEqual(await offers(), ['In a new folder: ~/nn-from-scratch', 'Choose another folder…']);
    await vscode.choose('In a new folder: ~/nn-from-scratch');
    await lessonIsOpen('1-pixels.ts', '1.1 Pixels');
    assert.deepEqual(readdirSync(readOnly), []);
  });

  it('a course in a read-only folder: can be read', async () => {
    const readOnly = folder('read-only');
    layOut(course, readOnly);
    for (const each of ['', '.nn-from-scratch', '1-linear-model']) chmodSync(path.join(readOnly, each), 0o555);
    await open({ folder: readOnly, launcher: withoutRootsPowers });
    await start();
    await lessonIsOpen('1-pixels.ts', '1.1 Pixels');
  });

  it('an unreadable folder: says so, and offers another one', async () => {
    const secret = folder('secret');
    chmodSync(secret, 0o000);
    await open({ folder: secret, launcher: withoutRootsPowers });
    await start();
    await vscode.page.getByPlaceholder('secret cannot be read.').waitFor();
    assert.deepEqual(await offers(), ['In a new folder: ~/nn-from-scratch', 'Choose another folder…']);
  });

  it('an untrusted folder: nothing is written before it is trusted; lessons can be read', async () => {
    const untrusted = folder('untrusted');
    await open({ folder: untrusted, trust: 'restricted' });
    await start();
    const box = await dialog('This folder is not trusted.');
    await vscode.screenshot('first-7-untrusted');
    await box.getByRole('button', { name: 'Read Lesson 1.1' }).click();
    await Guide.find(vscode, '1.1 Pixels');
    assert.deepEqual(readdirSync(untrusted), []);
    await start();
    await (await dialog('This folder is not trusted.')).getByRole('button', { name: 'Manage Workspace Trust' }).click();
    const trust = vscode.page.locator('.workspace-trust-editor').getByRole('button', { name: 'Trust', exact: true });
    await trust.waitFor();
    assert.equal(existsSync(path.join(untrusted, LAYOUT_FILE)), false);
    await trust.click();
    await lessonIsOpen('1-pixels.ts', '1.1 Pixels');
  });

  it('check, train, uninstall: no process is left, and no file but where the README says', async () => {
    const [data, temporary] = [folder('data'), folder('t')];
    await open({ dataDir: data, env: { TMPDIR: temporary } });
    await start();
    await vscode.choose('In a new folder: ~/nn-from-scratch');
    await lessonIsOpen('1-pixels.ts', '1.1 Pixels');
    await vscode.replaceEditorText(course.lessons[0].source.solution);
    await vscode.command('Neural Network: Check My Solution');
    await (await Guide.find(vscode, '1.1 Pixels')).verdict('Passed: all').waitFor();
    await vscode.command('Neural Network: Open Training Panel');
    const panel = await TrainingPanel.find(vscode);
    await panel.choose('Experiment', 'Fit a line');
    await panel.choose('Who trains', 'Reference');
    await panel.button('Start').click();
    await panel.state('Finished', 120_000);
    const ours = async (): Promise<string[]> =>
      (await processesWithEnvironment('HOME', home))
        .map(({ command }) => command)
        .filter((command) => command.includes('nn-from-scratch.nn-from-scratch-'));
    if (process.platform === 'linux') assert.ok((await ours()).length > 0, 'the test does not see the children');

    await vscode.command('View: Show Extensions');
    await vscode.page
      .locator('.extensions-viewlet .monaco-list-row', { hasText: 'Neural Network from Scratch' })
      .first()
      .click();
    await vscode.page.locator('.extension-editor .action-label.uninstall').first().click();
    await vscode.page.locator('.extension-editor .action-label.reload:visible').first().click();
    await waitFor('all children to have ended', async () => (await ours()).length === 0);

    assert.deepEqual(
      filesIn(home).filter((file) => !file.startsWith('nn-from-scratch/')),
      [],
      'in the home folder',
    );
    assert.deepEqual(
      filesIn(temporary).filter((file) => /nnfs|nn-from-scratch/.test(file)),
      [],
      'in the temporary folder',
    );
    const storage = /^user-data\/User\/(globalStorage|workspaceStorage\/[^/]+)\/nn-from-scratch\.nn-from-scratch\//;
    const elsewhere = filesIn(data)
      .filter((file) => file.includes('nn-from-scratch'))
      .filter((file) => !storage.test(file) && !/(^|\/)(logs|extensions)\//.test(file));
    assert.deepEqual(elsewhere, [], 'outside of the storage that VS Code gives the extension');
    assert.ok(
      filesIn(data).some((file) => storage.test(file)),
      'the run was not kept where it is looked for',
    );
  });
});

/** Relative paths, with `/`. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
