/** Tabs with the keyboard of the WAI-ARIA pattern: Left and Right, Home and End, one stop for Tab. */
import { h, setHidden, setText, uniqueId } from './dom';

interface TabView {
  id: string;
  label: string;
  /** A hidden tab cannot be chosen. */
  hidden: boolean;
}

export interface Tabs {
  /** The row of tabs. The panels are placed by their owner. */
  element: HTMLElement;
  update(tabs: readonly TabView[], chosen: string): void;
}

/**
 * @param panels what each tab shows, by its id; they get the role, the name and the focus that a panel has
 * @param label names the row of tabs
 */
export function tabs(panels: ReadonlyMap<string, HTMLElement>, label: string, onChoose: (id: string) => void): Tabs {
  const buttons = new Map(
    [...panels].map(([id, panel]) => {
      const tab = h('button', {
        class: 'tab',
        role: 'tab',
        id: uniqueId('tab'),
        attributes: { type: 'button', tabindex: '-1', 'aria-selected': 'false' },
        on: { click: () => onChoose(id) },
      });
      panel.id ||= uniqueId('panel');
      panel.setAttribute('role', 'tabpanel');
      panel.setAttribute('aria-labelledby', tab.id);
      tab.setAttribute('aria-controls', panel.id);
      return [id, tab] as const;
    }),
  );

  const shown = (): [string, HTMLElement][] => [...buttons].filter(([, tab]) => !tab.hidden);
  const move = (event: KeyboardEvent): void => {
    const open = shown();
    const at = open.findIndex(([, tab]) => tab === event.target);
    if (at < 0) return;
    const to = placeAfter(event.key, at, open.length);
    if (to === null) return;
    event.preventDefault();
    const [id, tab] = open[to];
    onChoose(id);
    tab.focus();
  };

  return {
    element: h(
      'div',
      { class: 'tabs', role: 'tablist', attributes: { 'aria-label': label }, on: { keydown: move } },
      ...buttons.values(),
    ),
    update: (views, chosen) => {
      const left = [...panels.values()].find((panel) => panel.contains(document.activeElement));
      for (const view of views) {
        const tab = buttons.get(view.id);
        const panel = panels.get(view.id);
        if (!tab || !panel) continue;
        const isChosen = view.id === chosen && !view.hidden;
        setText(tab, view.label);
        setHidden(tab, view.hidden);
        setHidden(panel, !isChosen);
        tab.setAttribute('aria-selected', String(isChosen));
        tab.tabIndex = isChosen ? 0 : -1;
      }
      // A link to another tab leads there, and not to the top of the page.
      if (left?.hidden) buttons.get(chosen)?.focus();
    },
  };
}

/** Where a key leads from tab `at` of `count`; null: nowhere. */
function placeAfter(key: string, at: number, count: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return (at + 1) % count;
    case 'ArrowLeft':
      return (at + count - 1) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
