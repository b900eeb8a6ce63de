/** One drawing a frame: however many charts there are, no frame takes long. */
export class Frames {
  private readonly waiting = new Set<() => void>();
  /** Those that rest before they are drawn again. */
  private readonly resting = new Map<() => void, ReturnType<typeof setTimeout>>();
  private readonly onFrame: (callback: () => void) => void;
  private isAsked = false;

  /** @param onFrame calls back before the next frame: the page's `requestAnimationFrame` */
  constructor(onFrame: (callback: () => void) => void) {
    this.onFrame = onFrame;
  }

  /** Calls `draw` in a frame of its own. Asking again before that changes nothing. */
  ask(draw: () => void): void {
    clearTimeout(this.resting.get(draw));
    this.resting.delete(draw);
    this.waiting.add(draw);
    this.next();
  }

  /** The same, after a rest: asked again and again, `draw` is called at most so often, in ms, and once after the last time. */
  askAfter(draw: () => void, ms: number): void {
    if (this.waiting.has(draw) || this.resting.has(draw)) return;
    this.resting.set(
      draw,
      setTimeout(() => this.ask(draw), ms),
    );
  }

  private next(): void {
    if (this.isAsked || this.waiting.size === 0) return;
    this.isAsked = true;
    this.onFrame(() => {
      this.isAsked = false;
      const [draw] = this.waiting;
      this.waiting.delete(draw);
      this.next();
      draw();
    });
  }
}
