/** What a learner's code has beside the language where it trains, races and is compared. */
import { takeAway } from '../host/inside';

/** What computes and leads nowhere. Our own code in the child needs it. */
const HARMLESS = [
  ...['global', 'Buffer', 'TextDecoder', 'TextEncoder', 'atob', 'btoa'],
  ...['AbortController', 'AbortSignal', 'Event', 'EventTarget', 'DOMException', 'WebAssembly'],
];

/** Call before any of a learner's code is loaded. Built-ins stay changeable: a run can falsify no more than itself. */
export function hideNode(): void {
  // Errors come from deep inside of the training loop; the learner's line is to be found all the same.
  Error.stackTraceLimit = 50;
  takeAway(HARMLESS);
}
