/** One of the tabs of the results. */
import type { Theme } from '../shared/theme';
import type { Inspection, InspectRequest } from '../../src/protocol/inspection';
import type { Intents } from './intents';
import type { ViewState } from './state';

export interface Section {
  element: HTMLElement;
  /** Called once a frame at most, after the state has changed, and only while the section is on the screen. */
  update(state: ViewState): void;
  setTheme(theme: Theme): void;
}

/** What a section is made with. */
export interface SectionContext extends Intents {
  theme: Theme;
  /**
   * Asks the network whose process lives (`state.live`). Answers with `unavailable` when there is none, or when its run ends or
   * another one begins meanwhile; never rejects.
   */
  inspect(request: InspectRequest): Promise<Inspection>;
  /** Says a sentence to people who hear the page. */
  say(text: string): void;
}

/** How a section stands in the list of sections. */
export interface SectionEntry {
  /** Stays the same for good: the page remembers it. */
  id: string;
  label: string;
  make(context: SectionContext): Section;
  /** Whether there is anything to show; otherwise the tab is hidden. */
  isOpen(state: ViewState): boolean;
}
