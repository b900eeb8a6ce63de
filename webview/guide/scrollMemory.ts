/** How far each page was scrolled, and whether the sheet was open, in what VS Code keeps for the webview. */

export interface SavedState {
  /** The page that was shown; the host reads it after a reload of the window. */
  key: string;
  /** By page, in CSS pixels. */
  scrolls: Record<string, number>;
  /** The page whose sheet is open. */
  sheet: string | null;
}

export class ScrollMemory {
  private readonly save: (state: SavedState) => void;
  private state: SavedState;
  private waiting = false;
  /** While a page is being built, the browser reports places that the learner did not choose. */
  private paused = false;

  constructor(saved: Partial<SavedState> | undefined, save: (state: SavedState) => void) {
    this.state = { key: saved?.key ?? '', scrolls: saved?.scrolls ?? {}, sheet: saved?.sheet ?? null };
    this.save = save;
    window.addEventListener('scroll', () => this.scrolled(), { passive: true });
  }

  /** Call before the page is replaced. */
  leave(): void {
    this.paused = true;
  }

  /** Call when another page is in place. */
  enter(key: string): void {
    this.state = { ...this.state, key };
    this.save(this.state);
    const to = this.state.scrolls[key] ?? 0;
    // Controls and the font get their size a moment later.
    requestAnimationFrame(() => {
      window.scrollTo(0, to);
      requestAnimationFrame(() => {
        window.scrollTo(0, to);
        this.paused = false;
      });
    });
  }

  /** Whether the sheet was open when the page was left. */
  get isSheetOpen(): boolean {
    return this.state.sheet === this.state.key;
  }

  keepSheet(open: boolean): void {
    this.state = { ...this.state, sheet: open ? this.state.key : null };
    this.save(this.state);
  }

  private scrolled(): void {
    if (this.waiting || this.paused) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      if (this.paused) return;
      this.state = { ...this.state, scrolls: { ...this.state.scrolls, [this.state.key]: window.scrollY } };
      this.save(this.state);
    });
  }
}
