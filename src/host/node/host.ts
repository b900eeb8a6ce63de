import type { Host } from '../host';
import { startChild } from './start';

export const host: Host = {
  start: startChild,
  can: { debug: true, compare: true, limitMemory: true },
};
