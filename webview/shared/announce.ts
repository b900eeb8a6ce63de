/** The live region. Short runs end many epochs a second; a screen reader is told the newest, at a pace that can be followed. */
import { h } from './dom';

const PACE_MS = 1500;

export class Announcer {
  readonly element = h('div', { class: 'visually-hidden', role: 'status' });
  private waiting: string | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly stepIntervalMs: number;

  constructor(stepIntervalMs = PACE_MS) {
    this.stepIntervalMs = stepIntervalMs;
  }

  /** Says `text` now, or as soon as the last message has had its time. A newer message takes the place of a waiting one. */
  say(text: string): void {
    if (this.timer !== null) {
      this.waiting = text;
      return;
    }
    this.element.textContent = text;
    this.timer = setTimeout(() => {
      this.timer = null;
      const next = this.waiting;
      this.waiting = null;
      if (next !== null) this.say(next);
    }, this.stepIntervalMs);
  }
}
