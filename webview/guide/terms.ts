/**
 * Words of the glossary: their definition shows while the pointer is on them or they have the focus. It stays while the pointer
 * is on the definition, and Escape closes it (WCAG 2.2, 1.4.13).
 */
import type { TermNote } from '../../src/protocol/guidePage';
import { h } from '../shared/dom';
import { ENGLISH, prose } from './content';

/** How long the pointer may take from the word to its definition. */
const GRACE_MS = 200;
const GAP = 4;

export class TermNotes {
  readonly element = h('div', { id: 'term-note', class: 'term-note', role: 'tooltip', hidden: true });
  private readonly root: HTMLElement;
  private notes: Record<string, TermNote> = {};
  private shown: HTMLElement | null = null;
  private closing: ReturnType<typeof setTimeout> | null = null;

  constructor(root: HTMLElement) {
    this.root = root;
    const termOf = (event: Event): HTMLElement | null => (event.target as Element).closest<HTMLElement>('a.term');
    root.addEventListener('pointerover', (event) => {
      const term = termOf(event);
      if (term) this.show(term);
      else if (this.element.contains(event.target as Node)) this.stay();
      else this.closeSoon();
    });
    root.addEventListener('pointerleave', () => this.closeSoon());
    root.addEventListener('focusin', (event) => {
      const term = termOf(event);
      if (term) this.show(term);
    });
    root.addEventListener('focusout', () => this.close());
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape' || !this.shown) return;
        // Only the definition closes, nothing of VS Code.
        event.stopPropagation();
        this.close();
      },
      true,
    );
    window.addEventListener('resize', () => this.close());
  }

  setNotes(notes: Record<string, TermNote>): void {
    this.notes = notes;
    this.close();
  }

  private show(term: HTMLElement): void {
    this.stay();
    const note = this.notes[term.dataset.term ?? ''];
    if (!note || this.shown === term) return;
    this.close();
    this.shown = term;
    this.element.replaceChildren(h('strong', { attributes: ENGLISH }, note.name), prose(note.html));
    this.element.hidden = false;
    term.setAttribute('aria-describedby', this.element.id);
    this.place(term);
  }

  /** Below the word's first line, or above where there is no room; never out of the page. */
  private place(term: HTMLElement): void {
    const { style } = this.element;
    style.left = style.top = '0';
    const word = term.getClientRects()[0] ?? term.getBoundingClientRect();
    const box = this.element.getBoundingClientRect();
    const origin = this.root.getBoundingClientRect();
    const left = Math.max(0, Math.min(word.left, document.documentElement.clientWidth - box.width - GAP));
    const below = word.bottom + GAP;
    const above = word.top - box.height - GAP;
    const top = below + box.height > window.innerHeight && above >= 0 ? above : below;
    style.left = `${left - origin.left}px`;
    style.top = `${top - origin.top}px`;
  }

  private stay(): void {
    if (this.closing !== null) clearTimeout(this.closing);
    this.closing = null;
  }

  private closeSoon(): void {
    if (!this.shown || this.closing !== null || this.shown === document.activeElement) return;
    this.closing = setTimeout(() => this.close(), GRACE_MS);
  }

  private close(): void {
    this.stay();
    this.shown?.removeAttribute('aria-describedby');
    this.shown = null;
    this.element.hidden = true;
  }
}
