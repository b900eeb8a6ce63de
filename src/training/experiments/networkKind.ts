/** What the types of networks that read digits have to themselves. */
import type { RunConfig } from '../../protocol/config';
import type { Dataset } from '../data/dataset';
import type { Inspector } from '../inspection/inspector';
import type { NetworkShape, NetworkView } from '../inspection/networkView';
import type { prepareFast } from '../kernels/train';
import type { Library } from '../network/library';
import type { Material } from './experiment';

/** A type of network that reads digits: how it is built, and what can be seen of it. */
export interface NetworkKind {
  /** @throws InputError for images that it cannot read */
  sizes(pixels: number, config: RunConfig): { sizes: number[]; shape: NetworkShape };
  libraryFor(code: Material['code']): Promise<Library>;
  prepareFast: typeof prepareFast;
  /** Rows of a picture of the first layer's weights. */
  filterRows(dataset: Dataset): number;
  inspector(dataset: Dataset, view: NetworkView, library: Library): Inspector;
  /** It may be trained badly on purpose: nothing of it can be changed, and no loss ends its run. Left out: it is not. */
  isPatient?: boolean;
  /** What goes into the network for a pixel of 1; left out: 1. */
  brightness?: number;
}
