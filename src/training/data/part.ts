/** What is there of a file that is being downloaded, and where its bytes go. */
import { UserError } from '../errors';
import type { PublishedFile } from './sets';
import type { Verdict } from './verdict';

/** It cannot be written. */
export class WriteError extends UserError {}

export interface PartWriter {
  /** @throws WriteError */
  write(bytes: Uint8Array): Promise<void>;
  /** All bytes have come. @throws WriteError */
  finish(): Promise<void>;
  close(): Promise<void>;
}

export interface Part {
  /** In bytes; 0 when nothing is there. */
  size(): Promise<number>;
  /** @param keeps whether what is there stays: the new bytes come behind it @throws WriteError */
  open(keeps: boolean): Promise<PartWriter>;
  /** What is there is not wanted any more. */
  remove(): Promise<void>;
  verify(file: PublishedFile): Promise<Verdict>;
  /** It is whole: gives it its name. @returns its place @throws UserError */
  place(gzip: boolean): Promise<string>;
  /** It may be whole and in its place, or not. */
  release(): Promise<void>;
}
