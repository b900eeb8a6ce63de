/** One way of looking into a network, and what it gets to work with. */
import type { InspectRequest, Inspection } from '../../../src/training/protocol';
import type { Theme } from '../../shared/theme';

export type Ask = (request: InspectRequest) => Promise<Inspection>;

/** How a look went: at which step of the training, or why it could not be. */
export type Look = { step: number } | { unavailable: string };

export interface InsideView {
  id: ViewId;
  title: string;
  /** One or two sentences: what to look for. */
  lookFor: string;
  element: HTMLElement;
  /** Asks for everything that the view shows, and shows it. */
  refresh(ask: Ask): Promise<Look>;
  /** Another run: nothing of the last one stays. */
  clear(): void;
  setTheme(theme: Theme): void;
}

export type ViewId = 'confusion' | 'worst' | 'filters' | 'activations' | 'gradients';

/** What a view can ask of the section that it is in. */
export interface Surroundings {
  /** Asks for a part of a view, when the questions before it are answered. */
  load(look: (ask: Ask) => Promise<Look>): void;
  /** Shows what the hidden layers make of a test image. */
  openActivations(index: number): void;
  announce(text: string): void;
}

/** What to say about an answer of another kind than was asked for, or of none. */
export function notAnswered(answer: Inspection): Look {
  return { unavailable: answer.kind === 'unavailable' ? answer.reason : '' };
}
