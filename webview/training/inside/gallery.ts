/** Small images to choose one from: a list box whose choice follows the focus, moved by arrow keys in both directions. */
import { h, setText } from '../../shared/dom';
import type { Theme } from '../../shared/theme';

export interface GalleryItem {
  /** Says that an item is the same as one before. */
  key: string;
  /** For people who hear the page. */
  label: string;
  /** Below the image; short. */
  caption: string;
  paint(canvas: HTMLCanvasElement, theme: Theme): void;
}

interface Slot {
  option: HTMLLIElement;
  label: HTMLElement;
  canvas: HTMLCanvasElement;
  caption: HTMLElement;
}

export class Gallery {
  readonly element: HTMLUListElement;
  private readonly onChoose: (i: number) => void;
  private slots: Slot[] = [];
  private items: readonly GalleryItem[] = [];
  private chosen = 0;
  private theme: Theme;

  /** `onChoose` is called when a person chooses, not when the items change. */
  constructor(name: string, theme: Theme, onChoose: (i: number) => void) {
    this.theme = theme;
    this.onChoose = onChoose;
    this.element = h('ul', { class: 'gallery', role: 'listbox', attributes: { 'aria-label': name } });
    this.element.addEventListener('click', (event) => {
      const i = this.slots.findIndex(({ option }) => option.contains(event.target as Node));
      if (i >= 0) this.choose(i);
    });
    this.element.addEventListener('keydown', (event) => this.onKey(event));
  }

  /** Which item is chosen, from 0. */
  get choice(): number {
    return this.chosen;
  }

  /** The chosen item stays chosen when it is still there; else the first is. */
  update(items: readonly GalleryItem[]): void {
    const key = this.items.at(this.chosen)?.key;
    this.items = items;
    this.chosen = Math.max(
      0,
      items.findIndex((item) => item.key === key),
    );
    if (this.slots.length !== items.length) {
      const hadFocus = this.element.contains(document.activeElement);
      while (this.slots.length > items.length) this.slots.pop()?.option.remove();
      while (this.slots.length < items.length) this.slots.push(this.slot());
      if (hadFocus && !this.element.contains(document.activeElement)) this.slots.at(this.chosen)?.option.focus();
    }
    items.forEach((item, i) => {
      const { label, canvas, caption } = this.slots[i];
      setText(label, item.label);
      setText(caption, item.caption);
      item.paint(canvas, this.theme);
    });
    this.showSelection();
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    this.items.forEach((item, i) => item.paint(this.slots[i].canvas, theme));
  }

  private slot(): Slot {
    const canvas = h('canvas', { class: 'pixels', attributes: { 'aria-hidden': 'true' } });
    const label = h('span', { class: 'visually-hidden' });
    const caption = h('span', { class: 'gallery-caption', attributes: { 'aria-hidden': 'true' } });
    const option = h('li', { role: 'option' }, canvas, label, caption);
    this.element.append(option);
    return { option, label, canvas, caption };
  }

  private choose(i: number): void {
    this.chosen = i;
    this.showSelection();
    this.slots[i].option.focus();
    this.onChoose(i);
  }

  private showSelection(): void {
    this.slots.forEach(({ option }, i) => {
      option.setAttribute('aria-selected', String(i === this.chosen));
      option.tabIndex = i === this.chosen ? 0 : -1;
    });
  }

  private onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || this.slots.length === 0) return;
    const to = this.target(event.key);
    if (to === null) return;
    event.preventDefault();
    this.choose(Math.max(0, Math.min(this.slots.length - 1, to)));
  }

  private target(key: string): number | null {
    switch (key) {
      case 'ArrowRight':
        return this.chosen + 1;
      case 'ArrowLeft':
        return this.chosen - 1;
      case 'ArrowDown':
        return this.inOtherRow(1);
      case 'ArrowUp':
        return this.inOtherRow(-1);
      case 'Home':
        return 0;
      case 'End':
        return this.slots.length - 1;
      case 'Enter':
      case ' ':
        return this.chosen;
      default:
        return null;
    }
  }

  /** As many items on as there are in a row of the screen; where there is no other row, this one. */
  private inOtherRow(direction: 1 | -1): number {
    const top = this.slots[0].option.offsetTop;
    const columns = this.slots.filter(({ option }) => option.offsetTop === top).length;
    const to = this.chosen + direction * columns;
    return to < 0 || to >= this.slots.length ? this.chosen : to;
  }
}
