import { type Child, h } from './dom';
import { type IconName, icon } from './icons';

/** A box with an icon: something to know before going on. Its kind is said by icon and text, not by colour alone. */
export function notice(kind: 'info' | 'error' | 'lock', ...children: Child[]): HTMLElement {
  const names: Record<typeof kind, IconName> = { info: 'info', error: 'error', lock: 'lock' };
  const box = h('div', { class: `notice notice-${kind}` });
  box.append(icon(names[kind]), h('div', { class: 'notice-body' }, ...children));
  return box;
}
