/** *Debug My Solution* under VS Code's own JavaScript debugger. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LessonReport } from '../../src/protocol/report';
import { DebuggerEar, type Stop, go, stackOf, variablesOf } from './support/debugger';
import { endlessLoss, freshCourse, lineOf, loss, lossFile, until, write, wrongLoss } from './support/lesson';
import { debugProcesses } from './support/processes';

const debug = (): Thenable<LessonReport | null> =>
  vscode.commands.executeCommand<LessonReport | null>('nnFromScratch.debugSolution', lossFile);

function breakAt(text: string, piece: string): vscode.SourceBreakpoint {
  const breakpoint = new vscode.SourceBreakpoint(
    new vscode.Location(lossFile, new vscode.Position(lineOf(text, piece), 0)),
  );
  vscode.debug.addBreakpoints([breakpoint]);
  return breakpoint;
}

describe('Debug My Solution', () => {
  let ear: DebuggerEar;

  const isQuiet = (): boolean => ear.open().length === 0 && debugProcesses().length === 0;

  before(freshCourse);
  beforeEach(() => {
    ear = new DebuggerEar();
  });
  afterEach(async () => {
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    for (const session of ear.open()) await vscode.debug.stopDebugging(session);
    await until(isQuiet);
    ear.dispose();
  });

  it('stops at a breakpoint in the learner’s file, shows its variables, and ends with the verdict', async () => {
    await write(lossFile, wrongLoss);
    const { range } = breakAt(wrongLoss, 'return sum;').location;
    const verdict = debug();
    const stop = await ear.stopped();
    assert.equal(stop.reason, 'breakpoint');
    const [frame] = await stackOf(stop);
    assert.equal(frame.name, 'meanSquaredError');
    assert.equal(frame.source?.path, lossFile.fsPath);
    assert.equal(frame.source?.sourceReference ?? 0, 0, 'the learner’s file itself, not a copy');
    assert.equal(frame.line, range.start.line + 1);
    // The first check is the guide's example: errors of 2 and −1.
    const variables = await variablesOf(stop, frame);
    assert.equal(variables['sum'], '5');
    assert.match(variables['predictions'], /\[3, 1\]/);

    // The Debug Console evaluates what one types, with the function's own names.
    const typed = {
      expression: 'predictions.map((each, i) => each - targets[i]).join()',
      frameId: frame.id,
      context: 'repl',
    };
    const answer = (await stop.session.customRequest('evaluate', typed)) as { result: string };
    assert.equal(answer.result, "'2,-1'");

    let isOver = false;
    void verdict.then(() => (isOver = true));
    for (let next: Stop | null = stop; next;) {
      await go(next);
      next = await Promise.race([ear.stopped(), until(() => isOver).then(() => null)]);
    }
    const report = await verdict;
    assert.equal(report?.outcome, 'wrong value');
    assert.equal(report?.checks.find((check) => check.outcome !== 'passed')?.mistake, 'sum-not-mean');
    await until(isQuiet);
  });

  it('without a breakpoint, runs to the verdict', async () => {
    await write(lossFile, loss.source.solution);
    assert.equal((await debug())?.outcome, 'passed');
    await until(isQuiet);
  });

  it('steps stay in the learner’s files', async () => {
    await write(lossFile, loss.source.solution);
    breakAt(loss.source.solution, 'let sum = 0;');
    const verdict = debug();
    let isOver = false;
    void verdict.then(() => (isOver = true));
    let stop: Stop | null = await ear.stopped();
    const lines: number[] = [];
    // More steps than the function has lines: they leave it, pass over the course's own code, and come to the next call.
    for (let steps = 0; stop && steps < 20; steps++) {
      const [frame] = await stackOf(stop);
      assert.equal(frame.source?.path, lossFile.fsPath, JSON.stringify(frame));
      lines.push(frame.line - 1);
      await go(stop, 'next');
      stop = await Promise.race([ear.stopped(), until(() => isOver).then(() => null)]);
    }
    const text = loss.source.solution;
    assert.equal(lines[0], lineOf(text, 'let sum = 0;'));
    assert.ok(lines.includes(lineOf(text, 'return sum / predictions.length;')), lines.join());
    if (stop) await vscode.debug.stopDebugging(stop.session);
    await verdict;
  });

  it('an endless loop has no time limit here, and Pause finds its line', async () => {
    await write(lossFile, endlessLoss);
    breakAt(endlessLoss, 'for (;;);');
    const verdict = debug();
    // The breakpoint brings the code to the loop; a pause before that would stop somewhere else.
    let stop = await ear.stopped();
    const { threads } = (await stop.session.customRequest('threads')) as { threads: unknown[] };
    assert.equal(threads.length, 1, 'the learner sees one thread');
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    while (stop.reason === 'breakpoint') {
      await go(stop);
      await stop.session.customRequest('pause', { threadId: stop.threadId });
      stop = await ear.stopped();
    }
    assert.equal(stop.reason, 'pause');
    const [frame] = await stackOf(stop);
    assert.equal(frame.source?.path, lossFile.fsPath);
    assert.equal(frame.line, lineOf(endlessLoss, 'for (;;);') + 1);
    await vscode.debug.stopDebugging();
    assert.equal(await verdict, null, 'no verdict without an end');
    await until(isQuiet);
  });

  it('a second Debug of the same lesson ends the first', async () => {
    await write(lossFile, endlessLoss);
    const first = debug();
    await until(() => ear.open().some((session) => session.parentSession));
    await write(lossFile, loss.source.solution);
    assert.equal((await debug())?.outcome, 'passed');
    assert.equal(await first, null);
    await until(isQuiet);
  });

  it('pressed twice at once, debugs once', async () => {
    await write(lossFile, loss.source.solution);
    const [first, second] = await Promise.all([debug(), debug()]);
    assert.equal(first, null);
    assert.equal(second?.outcome, 'passed');
    await until(isQuiet);
  });

  it('a check beside a debug session leaves it alone', async () => {
    await write(lossFile, wrongLoss);
    breakAt(wrongLoss, 'return sum;');
    const debugged = debug();
    const stop = await ear.stopped();
    const report = await vscode.commands.executeCommand<LessonReport | null>('nnFromScratch.checkSolution', lossFile);
    assert.equal(report?.outcome, 'wrong value');
    assert.equal((await stackOf(stop))[0].name, 'meanSquaredError', 'the session still stands there');
    await vscode.debug.stopDebugging(stop.session);
    assert.equal(await debugged, null);
  });

  it('Restart debugs again', async () => {
    await write(lossFile, wrongLoss);
    breakAt(wrongLoss, 'return sum;');
    const first = debug();
    await ear.stopped();
    await vscode.commands.executeCommand('workbench.action.debug.restart');
    assert.equal(await first, null);
    const again = await ear.stopped();
    assert.equal((await stackOf(again))[0].name, 'meanSquaredError');
    assert.equal(ear.started, 2);
  });
});
