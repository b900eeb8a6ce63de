/** Colours for short pieces of TypeScript: comments, strings, numbers, keywords. No more, so that reading stays calm. */

const KEYWORDS =
  'as|async|await|break|case|catch|class|const|continue|default|do|else|export|extends|false|finally|for|from|function|if|implements|import|in|instanceof|interface|let|new|null|of|private|public|readonly|return|static|super|switch|this|throw|true|try|type|typeof|undefined|while|yield';

const TOKEN = new RegExp(
  [
    /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)/,
    /(?<string>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)/,
    /(?<number>(?<![\w.])\d[\d_]*(?:\.\d+)?(?:e[-+]?\d+)?\b)/,
    new RegExp(`(?<keyword>(?<![\\w.$])(?:${KEYWORDS})(?![\\w$]))`),
  ]
    .map(({ source }) => source)
    .join('|'),
  'g',
);

export const RESULT_CLASS = 'code-result';

/** Markup of a piece of code; no element goes over the end of a line. A comment that says a result, `// → 2.5`, is marked as such. */
export function highlight(code: string, language: string): string {
  if (language !== 'ts' && language !== 'js') return escapeHtml(code);
  let html = '';
  let end = 0;
  for (const match of code.matchAll(TOKEN)) {
    const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? ['plain'];
    const name = kind === 'comment' && /^\/\/ [→≈]/.test(match[0]) ? RESULT_CLASS : `code-${kind}`;
    const marked = match[0].split('\n').map((line) => `<span class="${name}">${escapeHtml(line)}</span>`);
    html += escapeHtml(code.slice(end, match.index)) + marked.join('\n');
    end = match.index + match[0].length;
  }
  return html + escapeHtml(code.slice(end));
}

export function escapeHtml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}
