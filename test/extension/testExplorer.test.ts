/** The Test Explorer: its items, and what becomes of them in a run. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LearnerLesson } from '../../src/editor/learner';
import { SaveChecks } from '../../src/editor/saveChecks';
import { childrenOf } from '../../src/editor/testing/testItems';
import {
  course,
  endlessLoss,
  folder,
  freshCourse,
  lesson,
  lineOf,
  loss,
  lossFile,
  until,
  write,
  wrongLoss,
} from './support/lesson';
import { debugProcesses } from './support/processes';
import { type RecordedRun, Room } from './support/room';

/** The states that one item went through. */
const statesOf = (run: RecordedRun, id: string): string[] =>
  run.log.filter((entry) => entry.endsWith(` ${id}`)).map((entry) => entry.split(' ')[0]);
const count = (run: RecordedRun, state: string): number =>
  run.log.filter((entry) => entry.startsWith(`${state} `)).length;

function assertEnded(run: RecordedRun): void {
  assert.equal(run.log.at(-1), 'end');
  assert.equal(run.log.filter((entry) => entry === 'end').length, 1, 'ended once');
}

describe('the Test Explorer', () => {
  let room: Room;
  let target: LearnerLesson;
  let item: vscode.TestItem;

  before(freshCourse);
  beforeEach(async () => {
    room = new Room('explorerTests');
    target = room.target('loss');
    const found = room.explorer.items.lessonItem(target);
    assert.ok(found);
    item = found;
    room.explorer.items.plan(target);
  });
  afterEach(() => room.dispose());

  const request = (include?: vscode.TestItem[], exclude?: vscode.TestItem[]): vscode.TestRunRequest =>
    new vscode.TestRunRequest(include, exclude, room.explorer.runProfile);
  const ids = (): string[] => childrenOf(item).map(({ id }) => id);

  it('shows parts, lessons, and before any run the checks of a lesson, each at its function', async () => {
    await write(lossFile, loss.source.solution);
    await room.explorer.controller.resolveHandler?.(item);
    const parts = [...room.explorer.controller.items].map(([, part]) => part);
    assert.deepEqual(
      parts.map((part) => [part.id, part.children.size]),
      course.parts.map((part) => [part.folder, part.lessons.length]),
    );
    const first = childrenOf(item)[0];
    assert.equal(first.label, 'meanSquaredError gives 2.5 for the two predictions in the guide');
    assert.equal(first.uri?.toString(), lossFile.toString());
    assert.equal(first.range?.start.line, lineOf(loss.source.solution, 'function meanSquaredError'));
  });

  it('a pass: every check queued, started, passed', async () => {
    await write(lossFile, loss.source.solution);
    const run = await room.run(request([item]));
    for (const id of ids()) assert.deepEqual(statesOf(run, id), ['enqueued', 'started', 'passed'], id);
    assertEnded(run);
  });

  it('a failure: expected, actual and the diagnosis; no label at the function, whose wrong line is not known', async () => {
    await write(lossFile, wrongLoss);
    const run = await room.run(request([item]));
    const [first] = ids();
    assert.deepEqual(statesOf(run, first), ['enqueued', 'started', 'failed']);
    assert.ok(count(run, 'passed') > 0);
    const [message] = run.messages;
    assert.equal(message.expectedOutput, '2.5');
    assert.equal(message.actualOutput, '5');
    assert.match(String(message.message), /This is the sum/);
    assert.equal(message.location, undefined);
    // VS Code takes the test's place, and labels it, where there is none.
    assert.deepEqual([...run.placesOfFailures], [undefined]);
    assert.equal(childrenOf(item)[0].range?.start.line, lineOf(wrongLoss, 'function meanSquaredError'));
    assertEnded(run);
  });

  it('a stub is skipped, not failed', async () => {
    await write(lossFile, loss.source.stub);
    const run = await room.run(request([item]));
    assert.equal(count(run, 'skipped'), ids().length);
    assert.equal(count(run, 'failed') + count(run, 'errored'), 0);
    assertEnded(run);
  });

  it('a file that does not compile: the lesson is in error, its checks are skipped', async () => {
    await write(lossFile, loss.source.solution.replace('let sum = 0;', 'let sum = ;'));
    const run = await room.run(request([item]));
    assert.deepEqual(statesOf(run, 'loss'), ['errored']);
    assert.equal(count(run, 'skipped'), ids().length);
    assert.equal(run.messages[0].location?.range.start.line, lineOf(loss.source.solution, 'let sum = 0;'));
    assertEnded(run);
  });

  it('an endless loop: the check is in error at the line, what was not reached is skipped', async () => {
    await write(lossFile, endlessLoss);
    const run = await room.run(request([item]));
    const [first, second] = ids();
    assert.deepEqual(statesOf(run, first), ['enqueued', 'started', 'errored']);
    assert.deepEqual(statesOf(run, second), ['enqueued', 'skipped']);
    assert.equal(run.messages[0].location?.range.start.line, lineOf(endlessLoss, 'for (;;);'));
    assertEnded(run);
  });

  it('cancel ends the check and the run; there is no verdict', async () => {
    await write(lossFile, endlessLoss);
    const source = new vscode.CancellationTokenSource();
    const running = room.run(request([item]), source.token);
    await until(() => room.runs.length === 1 && count(room.runs[0], 'started') > 0);
    source.cancel();
    const run = await running;
    assert.equal(count(run, 'passed') + count(run, 'failed') + count(run, 'errored'), 0);
    assertEnded(run);
  });

  it('a request for one check shows that one', async () => {
    await write(lossFile, wrongLoss);
    const [first] = childrenOf(item);
    const run = await room.run(request([first]));
    assert.deepEqual(run.log, [`enqueued ${first.id}`, `started ${first.id}`, `failed ${first.id}`, 'end']);
  });

  it('a part runs its lessons in order, without those that are excluded', async () => {
    const part = item.parent;
    assert.ok(part);
    const lessons = course.parts[0].lessons;
    for (const each of lessons)
      await (await write(vscode.Uri.joinPath(vscode.Uri.file(folder), each.path), each.source.solution)).save();
    const finished: string[] = [];
    const listening = room.runner.onDidFinish((check) => finished.push(check.lesson.id));
    const run = await room.run(request([part], [item]));
    listening.dispose();
    assert.deepEqual(
      finished,
      lessons.map(({ id }) => id).filter((id) => id !== 'loss'),
    );
    assert.equal(count(run, 'failed') + count(run, 'errored') + count(run, 'skipped'), 0);
    assertEnded(run);
  });

  it('a check from elsewhere shows, too, and takes no second check', async () => {
    await write(lossFile, wrongLoss);
    await room.runner.check(target);
    assert.equal(room.runs.length, 1);
    const [run] = room.runs;
    assert.deepEqual(statesOf(run, ids()[0]), ['enqueued', 'started', 'failed']);
    assert.equal(run.request.preserveFocus, true);
    assertEnded(run);
    assert.equal(room.runner.checks.length, 1);
  });

  it('what the code prints shows with its line', async () => {
    const text = loss.source.solution.replace('let sum = 0;', "console.log('two\\nlines');\n  let sum = 0;");
    await write(lossFile, text);
    const run = await room.run(request([item]));
    const [printed] = run.output;
    assert.equal(printed.text, 'two\r\nlines\r\n');
    assert.equal(printed.item, ids()[0]);
    assert.equal(printed.location?.range.start.line, lineOf(text, 'console.log'));
  });

  it('a continuous run checks a lesson again when its file is saved, until it is switched off', async () => {
    const saves = new SaveChecks(room.services, room.runner, (each) => room.explorer.follows(each));
    const source = new vscode.CancellationTokenSource();
    const continuous = new vscode.TestRunRequest([item], undefined, room.explorer.runProfile, true);
    try {
      await room.run(continuous, source.token);
      assert.equal(room.runs.length, 0);
      const document = await write(lossFile, wrongLoss);
      await document.save();
      await until(() => room.runs.length === 1 && room.runs[0].log.includes('end'));
      assert.equal(room.runs[0].request, continuous);
      assert.equal(statesOf(room.runs[0], ids()[0]).at(-1), 'failed');
      // Another lesson is not meant.
      const other = lesson('linear-model');
      const otherFile = vscode.Uri.joinPath(vscode.Uri.file(folder), other.path);
      await (await write(otherFile, other.source.stub)).save();
      source.cancel();
      await write(lossFile, loss.source.solution);
      await document.save();
      assert.equal(room.runner.checks.length, 1);
    } finally {
      saves.dispose();
    }
  });

  it('the debug profile runs the check under the debugger, and ends the run with it', async () => {
    await write(lossFile, wrongLoss);
    const run = await room.run(new vscode.TestRunRequest([item], undefined, room.explorer.debugProfile));
    assert.deepEqual(statesOf(run, ids()[0]), ['enqueued', 'started', 'failed']);
    assertEnded(run);
    await until(() => debugProcesses().length === 0);
  });
});
