import { stat } from 'node:fs/promises';
import { DataFinder as Finder, type MnistFiles } from '../finder';
import { completeFolder, placesIn } from './mnistFiles';
import { verifyFile } from './verifyFile';

const files: MnistFiles = {
  complete: async (chosen) => completeFolder(chosen),
  downloaded: async (cache) => placesIn(cache),
  stampOf: async (place) => {
    const { size, mtimeMs, ino } = await stat(place);
    return [size, mtimeMs, ino].join();
  },
  verify: verifyFile,
  shown: (place) => ({ where: 'on this computer', file: place }),
};

export class DataFinder extends Finder {
  constructor() {
    super(files);
  }
}
