/** Collects the events of one check into its report. */
import type { Interruption } from './endings';
import { AFTER_CHECKS, WHOLE_FILE } from './names';
import { checkReport, explained, isFailure, lessonReport, outcomeOf } from './outcome';
import type { SourceLocation } from '../protocol/location';
import type { CheckReport, LessonReport, Printed } from '../protocol/report';
import type { CheckChildToHost, CheckRequest } from '../protocol/check';
import { declarationOf } from './declaration';

const NO_RESULT: Interruption = {
  outcome: 'crashed',
  message: 'The check ended without a result.',
  location: null,
  how: 'ended without a result',
};

export class CheckRecord {
  private planned: { name: string; of: string }[] = [];
  private readonly reports = new Map<string, CheckReport>();
  private causes: string[][] | null = null;
  private readonly diagnosed = new Set<string>();
  private current: string | null = null;
  private picture: LessonReport['picture'] = null;
  /** Whether all checks have passed, and the child said so. */
  hasPassed = false;
  private readonly output: Printed[] = [];
  private readonly request: CheckRequest;

  constructor(request: CheckRequest) {
    this.request = request;
  }

  add(event: CheckChildToHost): void {
    switch (event.type) {
      case 'planned':
        this.planned = event.checks;
        break;
      case 'check-started':
        this.current = event.name;
        break;
      case 'check-finished':
        this.reports.set(event.report.name, event.report);
        this.current = null;
        break;
      case 'diagnosed':
        this.diagnose(event.check, event.mistake, event.message);
        break;
      case 'grouped':
        this.causes = event.causes;
        break;
      case 'output':
        this.addOutput(event);
        break;
      case 'drawing':
        this.hasPassed = true;
        break;
      case 'drawn':
        this.picture = event.picture;
        break;
      case 'ready':
      case 'debugger':
      case 'prepared':
      case 'diagnosing':
      case 'finished':
        break;
      default:
        event satisfies never;
    }
  }

  /** Whether the child has begun with the learner's code. */
  get hasBegun(): boolean {
    return this.planned.length > 0;
  }

  /** @param interruption why the child ended before it said that it had finished; null where it did say so */
  finish(interruption: Interruption | null, durationMs: number): LessonReport {
    const fileFailure = this.reports.get(WHOLE_FILE);
    const done = fileFailure ? [fileFailure] : this.planned.flatMap(({ name }) => this.reports.get(name) ?? []);
    const all = done.length > 0 && (fileFailure !== undefined || done.length === this.planned.length);
    // Where every check has its result and one failed, only the diagnosis was interrupted: the results stand.
    const stands = all && (interruption === null || outcomeOf(done) !== 'passed');
    const checks = stands
      ? done.map((check) => (interruption ? this.withoutCause(check, interruption) : check))
      : [...done, ...this.unfinished(interruption ?? NO_RESULT)];
    const causes = stands && this.causes;
    const { output, picture } = this;
    return lessonReport(this.request, checks, { durationMs, output, picture, ...(causes && { causes }) });
  }

  private addOutput({ text, location, times }: Extract<CheckChildToHost, { type: 'output' }>): void {
    const last = this.output.at(-1);
    if (text === '' && last) last.times = times;
    else this.output.push({ text: text.replace(/\n$/, ''), location, times });
  }

  private diagnose(check: string, mistake: string | null, message: string): void {
    const report = this.reports.get(check);
    this.diagnosed.add(check);
    if (report) this.reports.set(check, explained(report, mistake, message));
  }

  private withoutCause(check: CheckReport, { how }: Interruption): CheckReport {
    if (!isFailure(check) || this.diagnosed.has(check.name)) return check;
    return { ...check, message: `${check.message} The search for the cause was cut short: it ${how}.` };
  }

  /** What was under way, and the checks that it kept from running. */
  private unfinished(interruption: Interruption): CheckReport[] {
    const running = this.running();
    const of = this.planned.find(({ name }) => name === running)?.of ?? null;
    const location = interruption.location ?? (this.hasBegun ? this.declaration(of) : null);
    const { outcome } = interruption;
    const message = interruption.message + this.time(running);
    const first = checkReport({ name: running, of, outcome, message, location });
    if (running === WHOLE_FILE) return [first];
    const rest = this.planned.filter(({ name }) => !this.reports.has(name) && name !== running);
    const unreached = 'Not reached, because of the check before.';
    return [first, ...rest.map((check) => checkReport({ ...check, outcome, message: unreached }))];
  }

  private running(): string {
    if (this.current !== null) return this.current;
    if (this.reports.size === 0) return WHOLE_FILE;
    return this.planned.find(({ name }) => !this.reports.has(name))?.name ?? AFTER_CHECKS;
  }

  /** A sentence on when it was. */
  private time(running: string): string {
    if (running === WHOLE_FILE && this.hasBegun) return ' Code outside functions runs before any check.';
    if (running === AFTER_CHECKS)
      return ' All checks had run by then: something that your code began went on after them, such as a timer, a callback or a promise.';
    return '';
  }

  private declaration(of: string | null): SourceLocation {
    const { entry, files } = this.request.learner;
    const text = files.find((file) => file.path === entry)?.text ?? '';
    return declarationOf(text, of ?? '', entry);
  }
}
