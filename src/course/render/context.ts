/** Where a piece of Markdown stands: what its links and pictures mean, and whom an error is told to. */
import type { Env } from 'markdown-it';
import type { Course, Part } from '../course';
import { ContentError } from '../errors';
import type { Term } from '../glossary';

export interface RenderContext {
  course: Course;
  /** By id. */
  terms: ReadonlyMap<string, Term>;
  /** The file that the text is from, relative to the course; and its text, to find the line of an error. */
  file: string;
  source: string;
  /** The folder that pictures lie in, absolute. */
  directory: string;
  /** Starts the ids inside of pictures, which must be used once in a page. */
  prefix: string;
  /** The part whose files may be named without their folder. */
  part: Part | null;
  /** Ids of the terms that were linked. */
  linked: Set<string>;
  /** Links become plain words: for a text that is shown beside another. */
  withoutLinks?: boolean;
}

/** The Markdown renderer hands an environment through to every rule; this is ours. */
export function environment(context: RenderContext): Env {
  return { context };
}

export function contextOf(env: Env | undefined): RenderContext {
  return env?.context as RenderContext;
}

/** An error about a piece of the text, at its line. */
export function contentError(context: RenderContext, piece: string, message: string): ContentError {
  const at = context.source.indexOf(piece);
  return new ContentError(context.file, at < 0 ? 1 : context.source.slice(0, at).split('\n').length, message);
}
