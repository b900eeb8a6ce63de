import type { BaselineView } from '../../src/protocol/baseline';

/** What people hear when a measurement has ended; null where none has. Pure: no DOM. */
export function baselineSaid(before: BaselineView | null, after: BaselineView | null): string | null {
  if (before?.state !== 'running' || after === null || after.state === 'running') return null;
  return after.status.replaceAll('`', '');
}
