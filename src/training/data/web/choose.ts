import { readElsewhere } from '../../../host/web/elsewhere';
import { messageOf } from '../../errors';
import { DataFinder as Finder, type MnistFiles } from '../finder';
import { MAX_BYTES } from '../idxBytes';
import type { Verdict } from '../verdict';
import { completeFolder, placesIn } from './mnistFiles';
import { stampOf } from './mnistFolder';
import { verifyBytes } from './verifyBytes';

const files: MnistFiles = {
  complete: async (chosen) => (await completeFolder(chosen)).folder,
  downloaded: placesIn,
  stampOf,
  verify: (place, published) =>
    readElsewhere(place, MAX_BYTES).then(
      (bytes) => verifyBytes(bytes, published),
      (error: unknown): Verdict => ({ ok: false, fault: `cannot be read: ${messageOf(error)}` }),
    ),
  shown: (_, name) => ({ where: 'in this browser', file: name }),
};

export class DataFinder extends Finder {
  constructor() {
    super(files);
  }
}
