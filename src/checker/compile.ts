import { transformSync } from '@swc/wasm-typescript';
import { misplacedBracket } from './brackets';

/** The learner's file is not TypeScript that can run as it is. Line and column count from 1. */
export class CompileError extends Error {
  readonly path: string;
  readonly line: number;
  readonly column: number;

  constructor(message: string, path: string, line: number, column: number) {
    super(message);
    this.path = path;
    this.line = line;
    this.column = column;
  }
}

const MAX_FILE_LENGTH = 1_000_000;

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
  if (text.length > MAX_FILE_LENGTH)
    throw new CompileError(
      `The file has ${(text.length / 1e6).toFixed(1)} million characters. A lesson's file is a few hundred lines; did something else land in it?`,
      path,
      1,
      1,
    );
  if (text.includes('\0'))
    throw new CompileError(
      'The file holds bytes that are not text. Was another program’s file saved under this name?',
      path,
      1,
      1,
    );
  try {
    return transform(text, path);
  } catch (error) {
    throw toCompileError(error as SwcError | null, text, path);
  }
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

function toCompileError(error: SwcError | null, text: string, path: string): CompileError {
  const { code, message = 'This is not TypeScript', startLine = 1, startColumn = 0 } = error ?? {};
  const start = text.split('\n', startLine - 1).join('\n').length + (startLine > 1 ? 1 : 0);
  const found =
    code === UNSUPPORTED || text.length > MAX_EXAMINED
      ? null
      : misplacedBracket(text, start + startColumn, (tried) => parses(tried, path));
  if (found) {
    const before = text.slice(0, found.at);
    return new CompileError(found.says, path, before.split('\n').length, found.at - before.lastIndexOf('\n'));
  }
  const known = PARSER.find(({ message: pattern }) => pattern.test(message));
  const says = known?.says ?? `${message.replace(/\.$/, '')}. ${code === UNSUPPORTED ? MORE_THAN_TYPES : LOOK_HERE}`;
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
