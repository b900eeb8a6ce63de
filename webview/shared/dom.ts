/** The few DOM helpers that the pages share. Everything they make is plain elements. */

export type Child = Node | string | null | undefined | false;

interface Props {
  class?: string;
  id?: string;
  role?: string;
  title?: string;
  hidden?: boolean;
  /** Attributes, written as they are. */
  attributes?: Record<string, string>;
  on?: Partial<{ [K in keyof HTMLElementEventMap]: (event: HTMLElementEventMap[K]) => void }>;
}

/** One HTML element with its children. Text is set as text, never as markup. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  props: Props = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  applyProps(element, props);
  append(element, children);
  return element;
}

/** One SVG element with its attributes and children. */
export function svg<K extends keyof SVGElementTagNameMap>(
  tag: K,
  attributes: Record<string, string | number> = {},
  ...children: Node[]
): SVGElementTagNameMap[K] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

function applyProps(element: HTMLElement, props: Props): void {
  if (props.class) element.className = props.class;
  if (props.id) element.id = props.id;
  if (props.role) element.setAttribute('role', props.role);
  if (props.title) element.title = props.title;
  if (props.hidden) element.hidden = true;
  for (const [name, value] of Object.entries(props.attributes ?? {})) element.setAttribute(name, value);
  for (const [name, listener] of Object.entries(props.on ?? {}))
    element.addEventListener(name, listener as EventListener);
}

function append(element: Element, children: Child[]): void {
  for (const child of children) if (child) element.append(child);
}

/** Sets the text only where it differs, so that a screen reader and the layout are left alone. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

export function setHidden(element: HTMLElement | SVGElement, hidden: boolean): void {
  element.toggleAttribute('hidden', hidden);
}

let count = 0;

/** An id that is used once in the page. */
export function uniqueId(prefix: string): string {
  count += 1;
  return `${prefix}-${count}`;
}
