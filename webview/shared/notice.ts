import { type Child, h } from './dom';
import { type IconName, icon } from './icons';

type Kind = Extract<IconName, 'info' | 'error' | 'lock'>;

/** A box with an icon: something to know before going on. Its kind is said by icon and text, not by colour alone. */
export function notice(kind: Kind, ...children: Child[]): HTMLElement {
  return h('div', { class: `notice notice-${kind}` }, icon(kind), h('div', { class: 'notice-body' }, ...children));
}

/** Makes a box one of another kind. */
export function setNoticeKind(box: HTMLElement, kind: Kind): void {
  if (box.classList.contains(`notice-${kind}`)) return;
  box.setAttribute('class', `notice notice-${kind}`);
  box.firstElementChild?.replaceWith(icon(kind));
}
