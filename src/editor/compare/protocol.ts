/** What the host and the page of Compare with Frameworks say to each other. Texts are in the reader's language. */
import { SourceLocation } from '../../protocol/location';
import type { NetworkChoice } from '../../protocol/config';
import { parse } from '../../protocol/schema';

/** One row of the table, and its curve. */
export interface CompareRow {
  id: string;
  name: string;
  /** Texts of the cells, one for each of `CompareView.columns`. */
  cells: string[];
  /** Loss of each step, thinned for drawing. */
  curve: { x: number; y: number }[];
}

export type CompareState = 'idle' | 'running' | 'done' | 'failed';

export interface CompareView {
  state: CompareState;
  /** Who can be compared; `value` is the one that is chosen. */
  networks: { value: NetworkChoice; label: string }[];
  network: NetworkChoice;
  /** Another number when something else is to be compared: then what was chosen before counts no more. */
  opening: number;
  steps: number;
  /** What is compared: data, layers, batch size. */
  about: string;
  /** What happens now, or why it failed. */
  status: string;
  location: SourceLocation | null;
  columns: string[];
  rows: CompareRow[];
  /** `location`: the learner's line that it is about. */
  sentences: { kind: 'result' | 'warning'; text: string; location: SourceLocation | null }[];
  /** What the chart shows, in words. */
  summary: string;
}

export type ToComparePage = { type: 'show'; view: CompareView };

export type FromComparePage =
  | { type: 'ready' }
  | { type: 'start'; network: NetworkChoice; steps: number }
  | { type: 'stop' }
  | { type: 'openLocation'; location: SourceLocation };

const NETWORKS: readonly unknown[] = ['mine', 'mine-fast', 'reference', 'fast'] satisfies NetworkChoice[];

/** @returns null for what is no message of the page */
export function parseFromComparePage(value: unknown): FromComparePage | null {
  if (typeof value !== 'object' || value === null) return null;
  const message = value as Record<string, unknown>;
  switch (message.type) {
    case 'ready':
    case 'stop':
      return { type: message.type };
    case 'openLocation': {
      const location = parse(SourceLocation, message.location);
      return location && { type: 'openLocation', location };
    }
    case 'start':
      return NETWORKS.includes(message.network) && Number.isInteger(message.steps)
        ? { type: 'start', network: message.network as NetworkChoice, steps: message.steps as number }
        : null;
    default:
      return null;
  }
}
