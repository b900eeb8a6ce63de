/** Shows one check of a lesson in a test run, from *queued* to its verdict. */
import * as vscode from 'vscode';
import { AFTER_CHECKS, WHOLE_FILE } from '../../checker/names';
import { visible } from '../../host/visible';
import type { SourceLocation } from '../../protocol/location';
import { kindOf } from '../../protocol/outcome';
import type { CheckReport, LessonReport } from '../../protocol/report';
import type { CheckChildToHost } from '../../protocol/check';
import type { CheckObserver } from '../checkRunner';
import type { LearnerLesson } from '../learner';
import { type TestItems, childrenOf } from './testItems';
import { uriOf } from '../node/places';

/** The part of `vscode.TestRun` that is used, so that a test can listen in. */
type RunSink = Pick<
  vscode.TestRun,
  'enqueued' | 'started' | 'passed' | 'failed' | 'errored' | 'skipped' | 'appendOutput'
>;

interface LessonRunOptions {
  /** Checks that were asked for; all of them when left out. The others run, too, but are not shown. */
  only?: ReadonlySet<vscode.TestItem> | null;
  /** A debugger stops the clock wherever it stops the code: then no duration is shown. */
  showDurations?: boolean;
}

export class LessonRun implements CheckObserver {
  private readonly run: RunSink;
  private readonly items: TestItems;
  private readonly target: LearnerLesson;
  private readonly options: LessonRunOptions;
  private readonly reached = new Set<string>();
  private current: vscode.TestItem | undefined;

  constructor(run: RunSink, items: TestItems, target: LearnerLesson, options: LessonRunOptions = {}) {
    this.run = run;
    this.items = items;
    this.target = target;
    this.options = options;
  }

  enqueue(): void {
    this.items.plan(this.target);
    for (const item of this.shown()) this.run.enqueued(item);
  }

  onEvent(event: CheckChildToHost): void {
    switch (event.type) {
      case 'planned':
        this.items.plan(this.target, event.checks);
        break;
      case 'check-started':
        this.reached.add(event.name);
        this.current = this.item(event.name);
        if (this.current) this.run.started(this.current);
        break;
      case 'output':
        if (event.text)
          this.run.appendOutput(
            toCrLf(event.text),
            event.location ? this.placeOf(event.location) : undefined,
            this.current,
          );
        break;
      // A failure waits for the report, because a diagnosis may still be added to its message.
      case 'check-finished':
      case 'diagnosing':
      case 'diagnosed':
      case 'grouped':
      case 'drawing':
      case 'drawn':
      case 'prepared':
      case 'debugger':
      case 'ready':
      case 'finished':
        break;
      default:
        event satisfies never;
    }
  }

  onEnd(report: LessonReport | null, why?: string): void {
    if (why) this.run.appendOutput(toCrLf(`${why}\n`));
    // Without a verdict, VS Code goes back to what it showed before.
    if (!report) return;
    for (const check of report.checks) {
      if (check.name === WHOLE_FILE) this.showFile(check);
      else if (check.name === AFTER_CHECKS) this.showLesson(check);
      else this.show(check);
    }
  }

  /** The file as a whole could not be used: that is the lesson's own verdict, and no check was reached. */
  private showFile(check: CheckReport): void {
    if (kindOf(check.outcome) !== 'open') this.showLesson(check);
    for (const child of this.shown()) this.run.skipped(child);
  }

  private showLesson(check: CheckReport): void {
    const item = this.items.lessonItem(this.target);
    if (item) this.run.errored(item, this.messageOf(check));
  }

  private show(check: CheckReport): void {
    const item = this.item(check.name);
    if (!item) return;
    const duration = this.options.showDurations === false ? undefined : check.durationMs;
    switch (kindOf(check.outcome)) {
      case 'passed':
        return this.run.passed(item, duration);
      case 'wrong':
        return withoutLabel(item, check, () => this.run.failed(item, this.messageOf(check), duration));
      case 'interrupted':
        if (this.reached.has(check.name)) return this.run.errored(item, this.messageOf(check), duration);
        return this.run.skipped(item);
      case 'open':
        return this.run.skipped(item);
    }
  }

  private messageOf(check: CheckReport): vscode.TestMessage {
    const { message, expected, actual, location } = check;
    const text = toCrLf(message);
    const result =
      expected !== null && actual !== null
        ? vscode.TestMessage.diff(text, expected, actual)
        : new vscode.TestMessage(text);
    if (location && isLineKnown(check)) result.location = this.placeOf(location);
    return result;
  }

  private placeOf({ file, line, column }: SourceLocation): vscode.Location {
    const uri = vscode.Uri.joinPath(uriOf(this.target.folder), file);
    return new vscode.Location(uri, new vscode.Position(line - 1, column - 1));
  }

  private shown(): vscode.TestItem[] {
    const item = this.items.lessonItem(this.target);
    return item ? childrenOf(item).filter((child) => this.options.only?.has(child) ?? true) : [];
  }

  private item(check: string): vscode.TestItem | undefined {
    const item = this.items.lessonItem(this.target)?.children.get(check);
    return item && (this.options.only?.has(item) ?? true) ? item : undefined;
  }
}

/** A wrong result is placed at the name of a function; which of its lines is wrong is not known. */
function isLineKnown({ location, symbol }: CheckReport): boolean {
  return location !== null && symbol === null;
}

/**
 * VS Code writes the beginning of a message into the code in red, at the message's place or else at its test's. A label at the
 * name of a function says less than that line, so there is no place while such a message is handed over.
 */
function withoutLabel(item: vscode.TestItem, check: CheckReport, tell: () => void): void {
  const { range } = item;
  if (!isLineKnown(check)) item.range = undefined;
  tell();
  item.range = range;
}

/** A test run's output, and its messages, are shown as in a terminal. */
function toCrLf(text: string): string {
  return visible(text).replace(/\r?\n/g, '\r\n');
}
