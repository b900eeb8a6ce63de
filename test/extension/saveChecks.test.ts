/** A check when a file is saved. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LearnerLesson } from '../../src/editor/learner';
import { SaveChecks } from '../../src/editor/saveChecks';
import { endlessLoss, freshCourse, loss, lossFile, until, write, wrongLoss } from './support/lesson';
import { answerMessages } from './support/messages';
import { Room } from './support/room';

const problems = (): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(lossFile).filter(({ source }) => source === '1.3 loss');

async function set(setting: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration().update(setting, value, vscode.ConfigurationTarget.Global);
}

async function save(text: string): Promise<void> {
  const document = await write(lossFile, text);
  assert.ok(await document.save());
}

describe('check on save', () => {
  let room: Room;
  let target: LearnerLesson;
  let saveChecks: SaveChecks | undefined;

  before(freshCourse);
  beforeEach(() => {
    room = new Room('saveTests');
    target = room.target('loss');
  });
  afterEach(async () => {
    saveChecks?.dispose();
    room.dispose();
    for (const setting of ['nnFromScratch.check.onSave', 'nnFromScratch.check.timeout']) await set(setting, undefined);
  });

  /** @param follows as if a continuous run waited for saves; otherwise the setting decides */
  const listen = (follows: boolean): void => {
    saveChecks = new SaveChecks(room.services, room.runner, () => follows);
  };

  it('is off unless it is switched on', async () => {
    listen(false);
    await save(wrongLoss);
    assert.deepEqual(room.runner.checks, []);
  });

  it('when on, a save brings the verdict to Problems, and a right solution takes it away; no notification opens', async () => {
    const messages = answerMessages();
    try {
      await set('nnFromScratch.check.onSave', true);
      await save(wrongLoss);
      await until(() => problems().length > 0);
      assert.equal(problems()[0].code, 'sum-not-mean');
      await save(loss.source.solution);
      await until(() => problems().length === 0);
      assert.deepEqual(messages.texts(), []);
      // The same check, asked for by a command, does open one.
      await vscode.commands.executeCommand('nnFromScratch.checkSolution', lossFile);
      assert.match(messages.texts().join(), /1\.3 Loss\. Passed/);
    } finally {
      messages.dispose();
    }
  });

  it('one check for one save, and none for the save that a check makes', async () => {
    listen(true);
    await save(wrongLoss);
    assert.equal((await room.runner.checks[0].result)?.outcome, 'wrong value');
    await write(lossFile, loss.source.solution);
    assert.equal((await room.runner.check(target))?.outcome, 'passed');
    assert.deepEqual(
      room.runner.checks.map(({ origin }) => origin),
      ['save', 'command'],
    );
  });

  it('a second save overtakes the check of the first', async () => {
    listen(true);
    await save(endlessLoss);
    await save(loss.source.solution);
    await until(() => room.runner.checks.length === 2);
    assert.equal(await room.runner.checks[0].result, null);
    assert.equal((await room.runner.checks[1].result)?.outcome, 'passed');
  });

  it('the verdict on a text that is no longer there is dropped', async () => {
    await set('nnFromScratch.check.timeout', 1);
    room.services.applySettings();
    await save(endlessLoss);
    let why = '';
    const finished: unknown[] = [];
    const listening = room.runner.onDidFinish((check) => finished.push(check));
    const verdict = await room.runner.check(target, {
      origin: 'save',
      observer: {
        onEvent: ({ type }) => void (type === 'planned' && write(lossFile, wrongLoss)),
        onEnd: (_report, reason) => (why = reason ?? ''),
      },
    });
    listening.dispose();
    assert.equal(verdict, null);
    assert.match(why, /1\.3 Loss changed while it was checked/);
    assert.deepEqual(finished, []);
  });

  it('what was typed after the save is not saved by the check', async () => {
    const document = await write(lossFile, wrongLoss);
    assert.equal(await room.runner.check(target, { origin: 'save' }), null);
    assert.equal(document.isDirty, true);
  });

  it('what VS Code saves by itself after a pause is not checked, except in a continuous run', async () => {
    await set('nnFromScratch.check.onSave', true);
    // The events come from here: VS Code 1.139 does not always take up Auto Save when a test switches it on.
    const will = new vscode.EventEmitter<vscode.TextDocumentWillSaveEvent>();
    const did = new vscode.EventEmitter<vscode.TextDocument>();
    const saves = { onWillSaveTextDocument: will.event, onDidSaveTextDocument: did.event };
    let follows = false;
    saveChecks = new SaveChecks(room.services, room.runner, () => follows, saves);
    const document = await vscode.workspace.openTextDocument(lossFile);
    assert.ok(await document.save());
    const tell = (reason: vscode.TextDocumentSaveReason): void => {
      will.fire({ document, reason } as vscode.TextDocumentWillSaveEvent);
      did.fire(document);
    };
    const { AfterDelay, FocusOut, Manual } = vscode.TextDocumentSaveReason;
    const checksAfter = async (reason: vscode.TextDocumentSaveReason): Promise<number> => {
      const before = room.runner.checks.length;
      tell(reason);
      for (const { result } of room.runner.checks) await result;
      return room.runner.checks.length - before;
    };
    assert.equal(await checksAfter(AfterDelay), 0);
    assert.equal(await checksAfter(Manual), 1);
    assert.equal(await checksAfter(AfterDelay), 0);
    assert.equal(await checksAfter(FocusOut), 1);
    follows = true;
    assert.equal(await checksAfter(AfterDelay), 1);
  });

  it('an untouched stub shows nothing alarming', async () => {
    await set('nnFromScratch.check.onSave', true);
    listen(false);
    await save(loss.source.stub);
    await until(() => room.runner.checks.length === 1);
    assert.equal((await room.runner.checks[0].result)?.outcome, 'not started');
    await until(() => problems().length === 0);
  });
});
