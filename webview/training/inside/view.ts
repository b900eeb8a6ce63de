/** One way of looking into a network, and what it gets to work with. */
import type { ExperimentView } from '../../../src/protocol/panel';
import type { Theme } from '../../shared/theme';
import type { ViewState } from '../state';
import type { Inspect, Load, Loaded } from './loadQueue';

export interface InsideView {
  id: ViewId;
  title: string;
  /** One or two sentences: what to look for. */
  lookFor: string;
  /** Whether it shows anything of the networks of an experiment; left out: of all that read images. */
  suits?: (experiment: ExperimentView) => boolean;
  element: HTMLElement;
  /** Asks for everything that the view shows, and shows it. */
  refresh(inspect: Inspect): Promise<Loaded>;
  /** Another run: nothing of the last one stays. */
  clear(): void;
  setTheme(theme: Theme): void;
  /** For a view that shows more than answers. */
  update?(state: ViewState): void;
}

export type ViewId = 'confusion' | 'worst' | 'filters' | 'activations' | 'maps' | 'gradients' | 'shifted';

export const withMaps = ({ hasMaps }: ExperimentView): boolean => hasMaps;
/** For what is made of layers of neurons. */
export const withoutMaps = ({ hasMaps }: ExperimentView): boolean => !hasMaps;

/** What a view can ask of the section that it is in. */
export interface Surroundings {
  /** Asks for a part of a view, when the questions before it are answered. */
  load(load: Load): void;
  /** Shows what the layers make of an image. */
  openActivations(index: number): void;
  announce(text: string): void;
}
