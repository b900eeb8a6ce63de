/** Catches what the learner's code prints: each text with the line that printed it, up to a sensible length. */
import { type LearnersConsole, learnersConsole } from '../host/inside';
import type { SourceLocation } from '../protocol/location';
import type { Printed } from '../protocol/report';

/** Characters and texts that are kept of one check. */
const MAX_CHARACTERS = 20_000;
const MAX_TEXTS = 1_000;

/** Where captured texts go. */
interface PrintSink {
  print(printed: Printed): void;
  /** The text before came again, from the same line; `times` counts all of them. */
  again(times: number): void;
  /** There was more, and it is left out. */
  truncated(): void;
  /** The learner's line that called this function of the console. */
  locate(from: () => void): SourceLocation | null;
}

/** The console of the learner's code. */
export class ConsoleCapture {
  /** To be put in the place of the global console. */
  readonly console: LearnersConsole;
  private sink: PrintSink | null = null;
  private written = '';
  private characters = 0;
  private texts = 0;
  private last: Printed | null = null;
  /** How many of these times were reported. */
  private reported = 0;

  constructor() {
    const write = (text: string): void => void (this.written += text);
    this.console = learnersConsole({ write });
    for (const [name, method] of Object.entries(this.console)) {
      const print = (...args: unknown[]): void => this.print(method, args, print);
      this.console[name as keyof LearnersConsole] = print;
    }
  }

  /** What is printed before is lost: none of it is the learner's. */
  start(sink: PrintSink): void {
    this.sink = sink;
  }

  /** Reports how often the last text came. */
  flush(): void {
    if (this.last && this.last.times > this.reported) this.sink?.again(this.last.times);
    this.reported = this.last?.times ?? 0;
  }

  /** From now on nothing is kept: the learner's code runs a second time, for the diagnosis. */
  stop(): void {
    this.flush();
    this.sink = null;
  }

  private print(method: (...args: unknown[]) => void, args: unknown[], from: () => void): void {
    if (!this.sink) return;
    let text: string;
    try {
      method(...args.map(shorten));
      text = this.written;
    } catch {
      text = 'a value that cannot be printed\n';
    }
    this.written = '';
    if (text === '') return;
    this.add(text.replace(/\n$/, ''), this.sink.locate(from), this.sink);
  }

  private add(text: string, location: SourceLocation | null, sink: PrintSink): void {
    if (this.last?.text === text && this.last.location?.line === location?.line) {
      this.last.times++;
      // Now and then, so that there is a report of a loop that is ended from outside.
      if (this.last.times >= 2 * this.reported) this.flush();
      return;
    }
    this.flush();
    const room = MAX_CHARACTERS - this.characters;
    if (room <= 0 || this.texts >= MAX_TEXTS) {
      sink.truncated();
      this.sink = null;
      return;
    }
    this.texts++;
    this.characters += text.length + 1;
    this.last = { text: text.slice(0, room), location, times: 1 };
    this.reported = 1;
    sink.print(this.last);
    if (text.length <= room) return;
    sink.truncated();
    this.sink = null;
  }
}

/** A long text is truncated before it is formatted: formatting copies it. */
function shorten(value: unknown): unknown {
  return typeof value === 'string' && value.length > MAX_CHARACTERS ? value.slice(0, MAX_CHARACTERS + 1) : value;
}
