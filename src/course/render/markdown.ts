/** The course's Markdown as markup for a page with a strict policy: no raw HTML, no inline style, nothing fetched. */
import createMarkdown, { type MarkdownIt, type Token } from 'markdown-it';
import { LIVE_PARTS } from '../../protocol/guidePage';
import { LABEL } from '../labels';
import { type RenderContext, contentError, contextOf, environment } from './context';
import { inlineFigure } from './node/figure';
import { RESULT_CLASS, escapeHtml, highlight } from './highlight';
import { linksPlugin } from './links';
import { mathPlugin } from './math';

const md = createMarkdown('default', { html: false, linkify: false, typographer: false })
  .use(mathPlugin)
  .use(linksPlugin)
  .use(figuresPlugin)
  .use(labelsPlugin)
  .use(terminalPlugin)
  .use(tablesPlugin);

md.renderer.rules.fence = (tokens, index) => {
  const [language = ''] = tokens[index].info.split(' ');
  return codeBlock(tokens[index].content, language);
};

export function render(text: string, context: RenderContext): string {
  return md.render(text, environment(context));
}

/** One line of text, without a paragraph around it. */
export function renderInline(text: string, context: RenderContext): string {
  return md.renderInline(text, environment(context));
}

/** What a line gives is never cut off: a block that says results wraps, each statement as a block of its own. */
export function codeBlock(code: string, language: string): string {
  const html = highlight(code.replace(/\n$/, ''), language);
  if (!html.includes(RESULT_CLASS)) return `<pre class="scroll code"><code>${html}</code></pre>\n`;
  const lines = html.split('\n').map((line) => `<span class="code-line">${line}\n</span>`);
  return `<pre class="scroll code with-results"><code>${lines.join('')}</code></pre>\n`;
}

/** A text with one numbered list of things to do, cut into what stands before, the things, and what stands after. */
export function renderSteps(text: string, context: RenderContext): { before: string; steps: string[]; after: string } {
  const tokens = md.parse(text, environment(context));
  const draw = (some: Token[]): string => md.renderer.render(some, md.options, environment(context));
  const open = tokens.findIndex(({ type, level }) => type === 'ordered_list_open' && level === 0);
  const close = tokens.findIndex(({ type, level }) => type === 'ordered_list_close' && level === 0);
  if (open < 0) return { before: draw(tokens), steps: [], after: '' };
  const steps: string[] = [];
  let start = open;
  for (let i = open; i < close; i++) {
    if (tokens[i].level !== 1) continue;
    if (tokens[i].type === 'list_item_open') start = i + 1;
    if (tokens[i].type === 'list_item_close') steps.push(draw(tokens.slice(start, i)).trim());
  }
  return { before: draw(tokens.slice(0, open)), steps, after: draw(tokens.slice(close + 1)) };
}

/** A name of the interface: the page puts it into its language. */
function labelsPlugin(md: MarkdownIt): void {
  md.inline.ruler.after('escape', 'label', (state, silent) => {
    const match = new RegExp(`^${LABEL.source}`).exec(state.src.slice(state.pos));
    if (!match) return false;
    if (!silent) state.push('label', 'b', 0).content = match[1];
    state.pos += match[0].length;
    return true;
  });
  md.renderer.rules.label = (tokens, index) => `<b class="ui-label">${escapeHtml(tokens[index].content)}</b>`;
}

const IN_TERMINAL = '(In a terminal';

/** `(In a terminal, …)`: how it is done there, which is of no use where there is none. */
function terminalPlugin(md: MarkdownIt): void {
  md.core.ruler.push('terminal', ({ tokens, Token }) => {
    const text = (content: string): Token => Object.assign(new Token('text', '', 0), { content });
    for (const { children } of tokens) {
      const open = children?.findIndex(({ type, content }) => type === 'text' && content.includes(IN_TERMINAL)) ?? -1;
      if (!children || open < 0) continue;
      const at = children[open].content.indexOf(IN_TERMINAL);
      const [before, first] = [children[open].content.slice(0, at), children[open].content.slice(at)];
      children.splice(open, 1, text(before), new Token('terminal_open', 'span', 1), text(first));
      children[open + 1].attrSet('class', 'in-terminal');
      const close = children.findIndex(
        ({ type, content }, i) => i > open + 1 && type === 'text' && content.includes(')'),
      );
      const end = children[close].content.indexOf(')') + 1;
      const [last, after] = [children[close].content.slice(0, end), children[close].content.slice(end)];
      children.splice(close, 1, text(last), new Token('terminal_close', 'span', -1), text(after));
    }
  });
}

/** A picture stands in a figure, not in a paragraph. */
function figuresPlugin(md: MarkdownIt): void {
  md.core.ruler.push('figures', ({ tokens }) => {
    tokens.forEach((token, i) => {
      if (token.type !== 'inline' || token.children?.length !== 1 || token.children[0].type !== 'image') return;
      tokens[i - 1].hidden = true;
      tokens[i + 1].hidden = true;
    });
  });
  md.renderer.rules.image = (tokens, index, _options, env) => {
    const [source, alt] = [String(tokens[index].attrGet('src') ?? ''), tokens[index].content];
    const [, live] = /^live:(.*)$/.exec(source) ?? [];
    return live === undefined ? inlineFigure(source, alt, contextOf(env)) : livePart(live, alt, contextOf(env));
  };
}

/** The place of a part that the page brings to life; empty until then. */
function livePart(name: string, alt: string, context: RenderContext): string {
  if (!LIVE_PARTS.includes(name)) throw contentError(context, `live:${name}`, `There is no live part "${name}".`);
  return `<div class="live" data-live="${name}" role="group" aria-label="${escapeHtml(alt)}"></div>`;
}

/** A table scrolls by itself; its headings say whether they head a column or a row; numbers stand under each other. */
function tablesPlugin(md: MarkdownIt): void {
  md.core.ruler.push('tables', ({ tokens }) => {
    tokens.forEach(({ type }, start) => {
      if (type !== 'table_open') return;
      const end = tokens.findIndex((token, i) => i > start && token.type === 'table_close');
      shapeTable(cellsOf(tokens.slice(start, end)));
    });
  });
  md.renderer.rules.table_open = () => '<div class="scroll table"><table>\n';
  md.renderer.rules.table_close = () => '</table></div>\n';
}

/** A cell that is a number and nothing else. */
const NUMBER = /^[*]*[−-]?[\d.,]+( ?%)?[*]*$/;

interface Cell {
  open: Token;
  close: Token;
  text: string;
}

/** The cells of a table, row by row; the first row are its headings. */
function cellsOf(tokens: Token[]): Cell[][] {
  const rows: Cell[][] = [];
  tokens.forEach((open, i) => {
    if (open.type === 'tr_open') rows.push([]);
    if (open.type === 'th_open' || open.type === 'td_open')
      rows.at(-1)?.push({ open, close: tokens[i + 2], text: tokens[i + 1].content });
  });
  return rows;
}

function shapeTable([head, ...body]: Cell[][]): void {
  const change = ({ open, close }: Cell, tag: 'td' | 'th', scope?: 'row' | 'col'): void => {
    open.tag = close.tag = tag;
    if (scope) open.attrSet('scope', scope);
  };
  // An empty corner means that the first column names the rows.
  const hasRowHeadings = head[0].text === '';
  head.forEach((cell) => change(cell, cell.text === '' ? 'td' : 'th', cell.text === '' ? undefined : 'col'));
  if (hasRowHeadings) for (const [first] of body) change(first, 'th', 'row');
  const rest = body.flatMap((row) => row.slice(1));
  const isNumeric = rest.length > 0 && rest.every(({ text }) => NUMBER.test(text));
  for (const row of [head, ...body])
    row.forEach(({ open }, column) => {
      // Markdown's own alignment comes as inline style.
      open.attrs = (open.attrs ?? []).filter(([name]) => name !== 'style');
      if (isNumeric && column > 0) open.attrSet('class', 'number');
    });
}
