import type { ThrownAt } from './stack';
export function adviceOnHidden(_error: unknown, _text: string, _at: ThrownAt): string {
  return '';
}
