import { transformSync } from '@swc/wasm-typescript';
import type { SourceLocation } from '../protocol/location';
import { misplacedBracket } from './brackets';
import { type OddText, foreignCharacter, tooComplex, unreadable } from './oddText';

/** The learner's file is not TypeScript that can run as it is. Line and column count from 1; null where it is about the whole file. */
export class CompileError extends Error {
  readonly path: string;
  readonly line: number | null;
  readonly column: number;

  constructor(message: string, path: string, line: number | null, column = 1) {
    super(message);
    this.path = path;
    this.line = line;
    this.column = column;
  }

  /** The message with its place in front. */
  get sentence(): string {
    return `${this.path}${this.line === null ? '' : `, line ${this.line}`}: ${this.message}`;
  }

  get location(): SourceLocation {
    return { file: this.path, line: this.line ?? 1, column: this.column };
  }
}

/**
 * Replaces types by spaces, so that every line and column stays where it is.
 *
 * @throws CompileError where the text does not parse, or uses TypeScript that is more than types (`enum`, `namespace` …)
 */
export function stripTypes(text: string, path: string): string {
  const key = `${path}\0${text}`;
  let code = stripped.get(key);
  if (code === undefined) {
    code = strip(text, path);
    stripped.set(key, code);
  }
  return code;
}

/** A reference file is loaded for the checks and again for the learner. */
const stripped = new Map<string, string>();

function strip(text: string, path: string): string {
  const odd = unreadable(text);
  if (odd) throw errorAt(odd, text, path);
  try {
    return transform(text, path);
  } catch (error) {
    // Without a code it is none of its errors: WebAssembly ran out of stack.
    if (typeof (error as SwcError | null)?.code !== 'string') throw errorAt(tooComplex(text), text, path);
    throw toCompileError(error as SwcError, text, path);
  }
}

/**
 * What the engine says of a text that the parser took, as far as there are better words: the parser lets some characters
 * through, and the engine's stack is smaller. Else the error itself.
 */
export function engineError(error: unknown, text: string, path: string): unknown {
  if (error instanceof RangeError) return errorAt(tooComplex(text), text, path);
  const found = error instanceof SyntaxError ? foreignCharacter(text, text.length) : null;
  return found ? errorAt(found, text, path) : error;
}

function errorAt({ says, at }: OddText, text: string, path: string): CompileError {
  if (at === null) return new CompileError(says, path, null);
  const before = text.slice(0, at);
  return new CompileError(says, path, before.split('\n').length, at - before.lastIndexOf('\n'));
}

function transform(text: string, path: string): string {
  return transformSync(text, { mode: 'strip-only', module: true, filename: path }).code;
}

interface SwcError {
  code?: string;
  message?: string;
  startLine?: number;
  startColumn?: number;
}

/** A longer text is no lesson, and to try changes of it would take long. */
const MAX_EXAMINED = 100_000;

const UNSUPPORTED = 'UnsupportedSyntax';

function toCompileError(error: SwcError, text: string, path: string): CompileError {
  const { code, message = 'This is not TypeScript', startLine = 1, startColumn = 0 } = error;
  const start = text.split('\n', startLine - 1).join('\n').length + (startLine > 1 ? 1 : 0) + startColumn;
  const found =
    code === UNSUPPORTED || text.length > MAX_EXAMINED
      ? null
      : (misplacedBracket(text, start, (tried) => parses(tried, path)) ?? foreignCharacter(text, start));
  if (found) return errorAt(found, text, path);
  const known = PARSER.find(({ message: pattern }) => pattern.test(message));
  const advice = code === UNSUPPORTED ? ` ${MORE_THAN_TYPES}` : /expected\b/i.test(message) ? ` ${LOOK_HERE}` : '';
  const says = known?.says ?? `${message.replace(/\.$/, '')}.${advice}`;
  return new CompileError(says, path, startLine, startColumn + 1);
}

const MORE_THAN_TYPES =
  'Node runs a lesson’s file by leaving its types out, and this is more than a type. Write it in plain JavaScript.';
const LOOK_HERE = 'Look at this place and at the line above: is a bracket, a comma or an operand missing?';

/** What the parser says in words that need some others. */
const PARSER: { message: RegExp; says: string }[] = [
  {
    message: /^Unterminated string/,
    says: 'A text begins here and does not end in its line. Is its second quotation mark missing, or is this one too many?',
  },
  {
    message: /^Unterminated template/,
    says: 'The text that begins here with ` has no second `. Where should it end?',
  },
  {
    message: /^'import', and 'export' cannot be used/,
    says: 'An `import` or `export` stands inside of a function or a block here. Is a `}` missing above?',
  },
];

function parses(text: string, path: string): boolean {
  try {
    transform(text, path);
    return true;
  } catch (error) {
    return (error as SwcError | null)?.code === UNSUPPORTED;
  }
}
