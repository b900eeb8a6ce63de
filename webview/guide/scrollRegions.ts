/** Tables, formulas and code that are wider than the page scroll by themselves; only then can the keyboard reach them. */
import { uniqueId } from '../shared/dom';

/** Looks after every `.scroll` in `root`, also those that come later. @param label says that a part scrolls */
export function watchScrollRegions(root: HTMLElement, label: string): void {
  const sizes = new ResizeObserver((entries) => {
    for (const { target } of entries) makeReachable(target as HTMLElement, label);
  });
  const seen = new WeakSet<Element>();
  const collect = (): void => {
    for (const region of root.querySelectorAll<HTMLElement>('.scroll')) {
      if (seen.has(region)) continue;
      seen.add(region);
      sizes.observe(region);
    }
  };
  collect();
  new MutationObserver(collect).observe(root, { childList: true, subtree: true });
}

function makeReachable(region: HTMLElement, label: string): void {
  const scrolls = region.scrollWidth > region.clientWidth + 1;
  if (scrolls === region.hasAttribute('tabindex')) return;
  if (!scrolls) {
    for (const name of ['tabindex', 'role', 'aria-label']) region.removeAttribute(name);
    return;
  }
  region.id ||= uniqueId('region');
  region.tabIndex = 0;
  region.setAttribute('role', 'group');
  region.setAttribute('aria-label', label);
}
