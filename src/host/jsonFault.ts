/** Where a text is not JSON, and why. JSON's own parser says it in words that differ between versions, and often without a place. */
import { characterName } from './characters';

interface JsonFault {
  /** A sentence without its full stop; empty where the text ends too early. */
  says: string;
  /** Both count from 1. */
  line: number;
  column: number;
}

const SPACE = /[ \t\r\n]*/y;
const INSIDE = String.raw`[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\x00-\x1f]*)*`;
const TEXT = new RegExp(`"${INSIDE}"`, 'y');
/** A text that ends with the document. */
const CUT_TEXT = new RegExp(String.raw`"${INSIDE}(?:\\(?:u[\da-fA-F]{0,3})?)?$`, 'y');
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y;
const WORD = /(?:true|false|null)(?![\w$])/y;
/** What stands in the place of something that JSON has, as far as it belongs together. */
const OTHER = /\/[/*]|[\w$.+-]{1,40}|[^]/uy;

/** @param text one that `JSON.parse` refuses */
export function jsonFault(text: string): JsonFault {
  /** The brackets that are open, and what may come: inside of `{`, each name has a colon and a value. */
  const open: string[] = [];
  let wants: 'value' | 'name' | 'colon' | 'comma' = 'value';
  /** A bracket may close here. */
  let mayEnd = false;
  let at = 0;

  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? '';
  };
  const fault = (says: string, place = at): JsonFault => {
    const before = text.slice(0, place);
    return { says, line: before.split('\n').length, column: place - before.lastIndexOf('\n') };
  };

  for (at += match(SPACE).length; at < text.length; at += match(SPACE).length) {
    const char = text[at];
    const top = open.at(-1);
    const piece = match(TEXT) || match(NUMBER) || match(WORD);
    if (piece && (wants === 'value' || (wants === 'name' && char === '"'))) {
      at += piece.length;
      wants = wants === 'name' ? 'colon' : 'comma';
      mayEnd = wants === 'comma';
    } else if (wants === 'value' && (char === '[' || char === '{')) {
      open.push(char);
      wants = char === '{' ? 'name' : 'value';
      mayEnd = true;
      at++;
    } else if (top && mayEnd && char === (top === '[' ? ']' : '}')) {
      open.pop();
      wants = 'comma';
      at++;
    } else if (top && char === ',' && wants === 'comma') {
      wants = top === '{' ? 'name' : 'value';
      mayEnd = false;
      at++;
    } else if (char === ':' && wants === 'colon') {
      wants = 'value';
      at++;
    } else {
      const other = match(OTHER);
      const isCut =
        wants === 'value' && /^[\w.+-]+$/.test(other) ? at + other.length === text.length : match(CUT_TEXT) !== '';
      return isCut ? fault('', text.length) : fault(strange(other, { wants, top, mayEnd }));
    }
  }
  return fault('', text.length);
}

/** @param piece what is there @param top the innermost bracket that is open */
function strange(
  piece: string,
  { wants, top, mayEnd }: { wants: 'value' | 'name' | 'colon' | 'comma'; top?: string; mayEnd: boolean },
): string {
  const shown = /^[!-~]+$/.test(piece) ? `\`${piece}\`` : characterName(piece);
  if (/^(?:#|\/[/*])/.test(piece)) return 'a comment begins there, and JSON has none';
  if (piece === "'") return 'a text begins there with a single quotation mark, and JSON takes double ones';
  if (piece === '"' && wants !== 'comma')
    return 'the text that begins there holds a line break, a tab or a `\\` that JSON does not take';
  if (/^[+-]?(?:NaN|Inf(?:inity)?)$/i.test(piece)) return `${shown} is no number that JSON can hold`;
  if (/^[\]}]$/.test(piece) && !mayEnd && top)
    return wants === 'value' && top === '{'
      ? `a value is missing before ${shown}`
      : `a comma has nothing after it but ${shown}: take it out`;
  if (wants === 'comma')
    return top ? `${shown} stands where a comma or the end belongs` : `after its end follows ${shown}`;
  if (wants === 'colon') return `${shown} stands where a colon belongs`;
  if (wants === 'name') return `${shown} stands where a name in double quotation marks belongs`;
  if (/^[+.-]?\d/.test(piece)) return `${shown} is not how JSON writes a number`;
  if (/^\w/.test(piece)) return `${shown} is no value of JSON: of words it has only null, true and false`;
  return `${shown} stands where a value belongs`;
}
