import { h } from '../../shared/dom';
import type { Section } from '../section';

export function insideSection(): Section {
  return { element: h('div'), update: () => undefined, setTheme: () => undefined };
}
