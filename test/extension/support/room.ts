/** A runner and a Test Explorer of the tests' own, beside those of the extension, so that a test can listen in. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { LessonReport } from '../../../src/protocol/report';
import { findLesson } from '../../../src/course/course';
import { CheckRunner, type RunOptions } from '../../../src/editor/checkRunner';
import { CourseServices } from '../../../src/editor/course';
import type { LearnerLesson } from '../../../src/editor/learner';
import { TestExplorer } from '../../../src/editor/testing/testExplorer';
import { extension, folder } from './lesson';

/** Remembers what it was asked for. */
export class RecordingRunner extends CheckRunner {
  readonly checks: { origin: string; result: Promise<LessonReport | null> }[] = [];

  override check(target: LearnerLesson, options: RunOptions = {}): Promise<LessonReport | null> {
    const result = super.check(target, options);
    this.checks.push({ origin: options.origin ?? 'command', result });
    return result;
  }
}

export interface RecordedRun {
  request: vscode.TestRunRequest;
  /** `enqueued …`, `started …`, `passed …` and so on, in order, with the item's id; `end` at the end. */
  log: string[];
  messages: vscode.TestMessage[];
  /** Where the items that failed were at that moment. */
  placesOfFailures: Set<vscode.Range | undefined>;
  output: { text: string; location?: vscode.Location; item?: string }[];
}

const STATES = ['enqueued', 'started', 'passed', 'failed', 'errored', 'skipped'] as const;

export class Room implements vscode.Disposable {
  readonly services = new CourseServices(extension.extensionPath);
  readonly runner: RecordingRunner;
  readonly explorer: TestExplorer;
  readonly runs: RecordedRun[] = [];
  private readonly channel = vscode.window.createOutputChannel('Tests', { log: true });

  constructor(id: string) {
    this.runner = new RecordingRunner(this.services, this.channel);
    this.explorer = new TestExplorer(this.services, this.runner, {
      id,
      createRun: (controller, request) => this.record(controller.createTestRun(request), request),
    });
    this.explorer.refresh();
  }

  /** A lesson of this room's own course. */
  target(id: string): LearnerLesson {
    const found = findLesson(this.services.course, id);
    assert.ok(found, id);
    return { lesson: found, folder };
  }

  /** Runs a request as VS Code does. */
  async run(request: vscode.TestRunRequest, token = new vscode.CancellationTokenSource().token): Promise<RecordedRun> {
    const count = this.runs.length;
    await request.profile?.runHandler(request, token);
    return this.runs[count];
  }

  dispose(): void {
    this.explorer.dispose();
    this.runner.dispose();
    this.services.dispose();
    this.channel.dispose();
  }

  /** Every call goes on to VS Code, which throws where it is used in a wrong way. */
  private record(run: vscode.TestRun, request: vscode.TestRunRequest): vscode.TestRun {
    const recorded: RecordedRun = { request, log: [], messages: [], placesOfFailures: new Set(), output: [] };
    this.runs.push(recorded);
    for (const state of STATES) {
      const tell = run[state] as (item: vscode.TestItem, ...rest: unknown[]) => void;
      run[state] = (item: vscode.TestItem, ...rest: unknown[]): void => {
        recorded.log.push(`${state} ${item.id}`);
        if (state === 'failed') recorded.placesOfFailures.add(item.range);
        if (rest[0] instanceof vscode.TestMessage) recorded.messages.push(rest[0]);
        tell.call(run, item, ...rest);
      };
    }
    const { appendOutput, end } = run;
    run.appendOutput = (text, location, item): void => {
      recorded.output.push({ text, location, item: item?.id });
      appendOutput.call(run, text, location, item);
    };
    run.end = (): void => {
      recorded.log.push('end');
      end.call(run);
    };
    return run;
  }
}
