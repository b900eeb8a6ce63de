/** Remembers how far each page was scrolled, in what VS Code keeps for the webview. */

export interface Kept {
  /** The page that was shown; the host reads it after a reload of the window. */
  key: string;
  /** By page, in CSS pixels. */
  scrolls: Record<string, number>;
}

export class ScrollMemory {
  private readonly keep: (kept: Kept) => void;
  private kept: Kept;
  private waiting = false;
  /** While a page is being built, the browser reports places that nobody chose. */
  private paused = false;

  constructor(kept: Partial<Kept> | undefined, keep: (kept: Kept) => void) {
    this.kept = { key: kept?.key ?? '', scrolls: kept?.scrolls ?? {} };
    this.keep = keep;
    window.addEventListener('scroll', () => this.scrolled(), { passive: true });
  }

  /** Call before the page is replaced. */
  leave(): void {
    this.paused = true;
  }

  /** Call when another page is in place. */
  enter(key: string): void {
    this.kept = { ...this.kept, key };
    this.keep(this.kept);
    const to = this.kept.scrolls[key] ?? 0;
    // Controls and the font get their size a moment later.
    requestAnimationFrame(() => {
      window.scrollTo(0, to);
      requestAnimationFrame(() => {
        window.scrollTo(0, to);
        this.paused = false;
      });
    });
  }

  private scrolled(): void {
    if (this.waiting || this.paused) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      if (this.paused) return;
      this.kept = { ...this.kept, scrolls: { ...this.kept.scrolls, [this.kept.key]: window.scrollY } };
      this.keep(this.kept);
    });
  }
}
