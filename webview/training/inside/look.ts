/** One look into a network. Pure: no DOM. */
import type { Inspection, InspectRequest } from '../../../src/protocol/inspection';

export type Ask = (request: InspectRequest) => Promise<Inspection>;

/** How a look went: at which step of the training, or why it could not be. */
export type Look = { step: number } | { unavailable: string };

/** What to say about an answer of another kind than was asked for, or of none. */
export function notAnswered(answer: Inspection): Look {
  return { unavailable: answer.kind === 'unavailable' ? answer.reason : '' };
}
