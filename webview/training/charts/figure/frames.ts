/** One drawing a frame: however many charts there are, no frame takes long. */
export class Frames {
  private readonly waiting = new Set<() => void>();
  private isAsked = false;

  /** Calls `draw` in a frame of its own. Asking again before that changes nothing. */
  ask(draw: () => void): void {
    this.waiting.add(draw);
    this.next();
  }

  private next(): void {
    if (this.isAsked || this.waiting.size === 0) return;
    this.isAsked = true;
    requestAnimationFrame(() => {
      this.isAsked = false;
      const [draw] = this.waiting;
      this.waiting.delete(draw);
      this.next();
      draw();
    });
  }
}
