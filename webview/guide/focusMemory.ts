const FOCUSABLE = ['a', 'button', 'input', 'summary', 'vscode-button', 'vscode-link', '[tabindex]'];

/**
 * Where the focus goes when the page changes. VS Code takes the focus away from a page that it brings into sight, and gives it
 * back a moment later; and who looks at the page from the code comes in later still. What is to have the focus waits until then.
 */
export class FocusMemory {
  private readonly root: HTMLElement;
  /** By page: which of its elements that can have the focus had it last. */
  private readonly left = new Map<string, number>();
  private waiting: HTMLElement | null = null;
  /** Kept here: the document has none when VS Code takes the focus away. */
  private last: EventTarget | null = null;

  constructor(root: HTMLElement) {
    this.root = root;
    root.addEventListener('focusin', ({ target }) => (this.last = target));
    window.addEventListener('focus', () => {
      const target = this.waiting;
      this.waiting = null;
      if (target?.isConnected) target.focus({ preventScroll: true });
    });
  }

  /** Call before the page is replaced. */
  leave(key: string): void {
    const index = this.focusable().findIndex((each) => each === this.last);
    if (index >= 0) this.left.set(key, index);
    else this.left.delete(key);
    this.last = null;
  }

  /** Call when a page is in place: the focus goes to where it was on this page, or to its title. */
  enter(key: string, title: HTMLElement): void {
    this.put(this.focusable()[this.left.get(key) ?? -1] ?? title);
  }

  /** Gives an element the focus, now or when the page has it. */
  put(target: HTMLElement): void {
    this.waiting = document.hasFocus() ? null : target;
    if (!this.waiting) target.focus({ preventScroll: true });
  }

  private focusable(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>(FOCUSABLE.join())];
  }
}
