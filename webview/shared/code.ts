/** Texts with `code` in them. Never markup: messages hold what a learner's program says. */
import { h } from './dom';

const CODE = /(`[^`\n]+`)/;

/** A text whose parts between back ticks are code. */
export function withCode(text: string): Node[] {
  return text
    .split(CODE)
    .filter(Boolean)
    .map((part) => (CODE.test(part) ? h('code', {}, part.slice(1, -1)) : document.createTextNode(part)));
}

/** Sets such a text only where it differs, so that a screen reader and the layout are left alone. */
export function setTextWithCode(element: Element, text: string): void {
  const nodes = withCode(text);
  if (element.textContent !== nodes.map((node) => node.textContent).join('')) element.replaceChildren(...nodes);
}
