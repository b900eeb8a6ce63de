import type { Child, ChildOptions } from './child';
import type { Files } from './files';
import type { MemoryFolder } from './memory';

/** Why a place cannot be used. */
export interface Refusal {
  /** The end of a sentence, without its full stop. */
  fault: string;
  /** A sentence; empty where none fits. */
  advice: string;
}

/** What a machine can do that another cannot. */
interface Abilities {
  /** Stop a lesson's code in a debugger. */
  debug: boolean;
  /** Start programs of others, such as Python. */
  programs: boolean;
}

/** The machine. Places of the machine (folders, programs) are strings of its own; nothing outside of the host takes them apart. */
export interface Host {
  /**
   * Starts one of our own programs beside this one. A learner's code may run in it.
   *
   * @param program in Node, the path of the built script
   */
  start(program: string, options: ChildOptions): Child;
  /** @param place of the folder; it need not exist */
  folder(place: string): Files;
  /** Makes a folder known that is in memory: `folder` finds it, and what lies in it. @param open called when it is first asked for */
  mount(place: string, open: () => MemoryFolder): void;
  /** The place of something in a folder. @param path with forward slashes */
  placeIn(folder: string, path: string): string;
  /** The path in a folder, with forward slashes, that a place has; null where it lies outside, or is the folder. */
  pathIn(folder: string, place: string): string | null;
  /** The last name of a place: of a file with its ending. */
  nameOf(place: string): string;
  /** The folder in which a place lies. */
  folderOf(place: string): string;
  /** Where a place really lies, when links are followed; the same where nothing is there. */
  realPlace(place: string): string;
  /** What keeps a place from being seen; null where it is there, or only missing. */
  obstacleTo(place: string): Refusal | null;
  /** What an error of the machine means for a place. */
  refusalOf(place: string, error: unknown): Refusal;
  /** Whether a text is a place, and not a name that has to be looked up. */
  isPlace(text: string): boolean;
  /** The learner's own folder on this machine. */
  readonly home: string;
  readonly can: Abilities;
  /** In hexadecimal digits, the same on every machine. */
  sha256(data: string | Uint8Array): string;
}
