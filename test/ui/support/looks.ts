/**
 * Runs in a page before axe-core compares colours: gives back the elements with text in `within` whose look this page has not shown yet
 * in this theme. Two elements look alike when they, and all that they stand in, are of the same kind and have the same colours: the
 * rows of a table, the fields that all experiments share. What is placed over other elements counts as new each time.
 */
export const newLooks = (within: string, theme: string): string => `((within, theme) => {
  const { kinds, seen } = (globalThis.looks ??= { kinds: new Map(), seen: new Set() });
  const known = new Map();
  const outer = (element) => element.assignedSlot ?? element.parentElement ?? element.getRootNode().host;
  const lookOf = (element) => {
    if (!element) return { id: 0, placed: false };
    let look = known.get(element);
    if (!look) {
      const around = lookOf(outer(element));
      const { color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight, position } = getComputedStyle(element);
      const kind = [theme, around.id, element.localName, element.getAttribute('class'), element.matches('[disabled], [aria-disabled=true]'),
        color, backgroundColor, backgroundImage, opacity, fontSize, fontWeight].join('|');
      if (!kinds.has(kind)) kinds.set(kind, kinds.size + 1);
      look = { id: kinds.get(kind), placed: around.placed || ((position === 'absolute' || position === 'fixed') && element.offsetWidth > 1) };
      known.set(element, look);
    }
    return look;
  };
  const found = [];
  const hasText = (element) => element.matches('input, textarea, select') ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
  const visit = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true })) return;
    if (hasText(element)) {
      const { id, placed } = lookOf(element);
      if (placed || !seen.has(id)) found.push(element);
      seen.add(id);
    }
    for (const child of [...(element.shadowRoot?.children ?? []), ...element.children]) visit(child);
  };
  document.querySelectorAll(within).forEach(visit);
  return found;
})(${JSON.stringify(within)}, ${JSON.stringify(theme)})`;
