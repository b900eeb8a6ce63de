/** The data that runs learn from: a row for each kind of choice. What they hold in an experiment is told by its row. */
import { t } from '../../course/l10n';
import type { DataChoice } from '../../protocol/config';

/** A file as it was published, with `.gz` behind its name. */
export interface PublishedFile {
  name: string;
  /** Of the decompressed bytes. */
  sha256: string;
  /** How many decompressed bytes there are. */
  bytes: number;
  /** How many bytes there are to download, roughly. */
  download?: number;
}

export const DATA_SETS = {
  mnist: {
    label: () => 'MNIST',
    files: [
      {
        name: 'train-images-idx3-ubyte',
        sha256: 'ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db',
        bytes: 47_040_016,
        download: 9_912_422,
      },
      {
        name: 'train-labels-idx1-ubyte',
        sha256: '65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5',
        bytes: 60_008,
        download: 28_881,
      },
      {
        name: 't10k-images-idx3-ubyte',
        sha256: '0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7',
        bytes: 7_840_016,
        download: 1_648_877,
      },
      {
        name: 't10k-labels-idx1-ubyte',
        sha256: 'ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2',
        bytes: 10_008,
        download: 4_542,
      },
    ],
    /** Public copies of the files. */
    mirrors: ['https://ossci-datasets.s3.amazonaws.com/mnist/', 'https://storage.googleapis.com/cvdf-datasets/mnist/'],
  },
  digits: { label: () => t('Built-in digits') },
  folder: { label: () => t('Your own data') },
} as const satisfies Record<
  DataChoice['kind'],
  { label(): string; files?: readonly PublishedFile[]; mirrors?: readonly string[] }
>;

/** Of the files of MNIST, under which a folder must hold its own, too. */
export type MnistFileName = (typeof DATA_SETS)['mnist']['files'][number]['name'];
