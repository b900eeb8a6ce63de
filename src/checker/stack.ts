/** Finds the learner's own lines in a stack trace. */
import { REFERENCE_FOLDER } from './referenceFolder';
import { pathOfUrl } from './node/urls';
import type { SourceLocation } from '../protocol/location';
import { firstOfCalls, traceOf } from '../host/trace';

/** A call in a stack trace, by its place in the code. */
interface StackFrame {
  /** The function's own name; null where it has none. */
  name: string | null;
  /** In one of the learner's files; null in code of the course. */
  place: SourceLocation | null;
  /** Path of the file of an earlier lesson, or of one that the course gives, where its reference runs; else null. */
  reference: string | null;
}

/** Where something was thrown, seen from the lesson's own file. */
export interface ThrownAt {
  /** The innermost line of the lesson's file; of another of the learner's files where that one is not in the stack. */
  location: SourceLocation | null;
  /** The call at that line in which it was thrown; null where the line itself did. */
  callee: Callee | null;
  /** The innermost code is the course's: its checks, or the reference of an earlier lesson. */
  inCourse: boolean;
}

interface Callee {
  /** Null where the function has no name that the learner knows. */
  name: string | null;
  /** The file that holds it; null where it is none that the learner can open. */
  file: string | null;
  /** The line that threw; null where it is not in one of the learner's files. */
  line: number | null;
}

/** The innermost frame that lies in one of the learner's files; null where none does. */
export function learnerFrame(
  error: unknown,
  folder: string,
  isLearners: (path: string) => boolean,
): SourceLocation | null {
  return framesOf(error, folder, isLearners).find(({ place }) => place)?.place ?? null;
}

/** The same of the calls that led to a function which runs now. Code that prints asks for it at every text. */
export function learnerCall(
  from: () => void,
  folder: string,
  isLearners: (path: string) => boolean,
): SourceLocation | null {
  return firstOfCalls(from, (call) => frameOf(call, folder, isLearners)?.place ?? null);
}

/**
 * The place to show for an error. A helper of an earlier lesson was right before: what it was given comes from the line that
 * called it.
 *
 * @param entry path of the lesson's own file
 */
export function thrownAt(
  error: unknown,
  { folder, isLearners, entry }: { folder: string; isLearners: (path: string) => boolean; entry: string },
): ThrownAt {
  const frames = framesOf(error, folder, isLearners);
  const own = frames.findIndex(({ place }) => place?.file === entry);
  const at = own < 0 ? frames.findIndex(({ place }) => place) : own;
  const inCourse = frames.length > 0 && frames[0].place === null;
  if (at < 0) return { location: null, callee: null, inCourse };
  return { location: frames[at].place, callee: at > 0 ? calleeOf(frames.slice(0, at)) : null, inCourse };
}

/** @param inner the frames inside the learner's line */
function calleeOf(inner: readonly StackFrame[]): Callee {
  const called = inner[inner.length - 1];
  const isKnown = called.place !== null || called.reference !== null;
  const threw = inner.find(({ place }) => place)?.place ?? null;
  const file = threw?.file ?? called.reference;
  return { name: isKnown ? called.name : null, file, line: threw?.line ?? null };
}

function framesOf(error: unknown, folder: string, isLearners: (path: string) => boolean): StackFrame[] {
  return traceOf(error)
    .split('\n')
    .flatMap((line) => frameOf(line, folder, isLearners) ?? []);
}

function frameOf(line: string, folder: string, isLearners: (path: string) => boolean): StackFrame | null {
  const frame = /^\s*at (?:(.*?) \()?((?:file:\/\/|\/|[A-Z]:\\).*?):(\d+):(\d+)\)?$/.exec(line);
  if (!frame) return null;
  const [, call, url, row, column] = frame;
  const file = pathOfUrl(url, folder);
  const place = file && isLearners(file) ? { file, line: Number(row), column: Number(column) } : null;
  const reference = pathOfUrl(url, REFERENCE_FOLDER);
  return { name: nameOf(call), place, reference: reference && !reference.endsWith('.checks.ts') ? reference : null };
}

/** `Module.layerGradient`, `new Matrix`, `Dense.forward [as f]`: the last word of it. */
function nameOf(call: string | undefined): string | null {
  return /([\w$]+)(?: \[as [^\]]*\])?$/.exec(call ?? '')?.[1] ?? null;
}
