/**
 * One question at a time, and of those that wait only the newest. So a slow answer never makes a queue, and the last
 * question that was put is always asked. Pure: no DOM.
 */
export class Newest<Question, Answer> {
  private readonly ask: (question: Question) => Promise<Answer>;
  private readonly show: (answer: Answer, question: Question) => void;
  private waiting: { question: Question } | null = null;
  private isAsking = false;
  /** Goes up when what was asked before does not matter any more. */
  private round = 0;

  constructor(ask: (question: Question) => Promise<Answer>, show: (answer: Answer, question: Question) => void) {
    this.ask = ask;
    this.show = show;
  }

  put(question: Question): void {
    this.waiting = { question };
    if (!this.isAsking) void this.work();
  }

  /** Nothing that was put before is shown any more. */
  forget(): void {
    this.round += 1;
    this.waiting = null;
  }

  private async work(): Promise<void> {
    this.isAsking = true;
    try {
      while (this.waiting) {
        const { question } = this.waiting;
        const { round } = this;
        this.waiting = null;
        const answer = await this.ask(question);
        if (round === this.round) this.show(answer, question);
      }
    } finally {
      this.isAsking = false;
    }
  }
}
