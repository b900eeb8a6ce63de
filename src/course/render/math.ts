/**
 * Formulas: `$…$` in a line, `$$…$$` on lines of their own, from TeX to MathML, which browsers draw and screen readers say.
 * The page allows no inline style, so the few that the renderer writes become classes of `webview/guide/math.css`.
 */
import type { MarkdownIt } from 'markdown-it';
import temml from 'temml';
import { type RenderContext, contentError, contextOf } from './context';

/** Declarations that have a class. `5.9776pt` is the renderer's name for \arraycolsep. */
const CLASSES: Record<string, string> = {
  'display:block math': '',
  'padding-left:0em': 'pad-left-none',
  'padding-left:1em': 'pad-left-wide',
  'padding-left:5.9776pt': 'pad-left',
  'padding-right:0em': 'pad-right-none',
  'padding-right:5.9776pt': 'pad-right',
};

/**
 * MathML without inline style.
 *
 * @throws Error that says what is wrong with the TeX
 */
export function mathML(tex: string, display: boolean): string {
  const markup = temml.renderToString(tex, { displayMode: display, throwOnError: true, strict: true });
  return markup.replace(/<([\w-]+)((?: [\w-]+="[^"]*")*)/g, (tag, name: string, attributes: string) => {
    const style = / style="([^"]*)"/.exec(attributes)?.[1];
    if (style === undefined) return tag;
    const classes = [/ class="([^"]*)"/.exec(attributes)?.[1] ?? '', ...style.split(';').filter(Boolean).map(classOf)];
    const others = attributes.replace(/ (?:style|class)="[^"]*"/g, '');
    return `<${name}${others} class="${classes.filter(Boolean).join(' ')}"`;
  });
}

function classOf(declaration: string): string {
  const name = CLASSES[declaration.trim()];
  if (name === undefined)
    throw new Error(
      `its layout needs "${declaration}". Add a class for it to render/math.ts and to the page's math.css`,
    );
  return name;
}

/** Teaches Markdown both kinds of formulas. */
export function mathPlugin(md: MarkdownIt): void {
  md.inline.ruler.after('escape', 'math', (state, silent) => {
    const match = /^\$(?!\s|\$)((?:[^$\\\n]|\\.)+?)(?<!\s)\$(?!\d)/.exec(state.src.slice(state.pos));
    if (!match) return false;
    if (!silent) state.push('math_inline', 'math', 0).content = match[1];
    state.pos += match[0].length;
    return true;
  });
  md.block.ruler.before(
    'paragraph',
    'math',
    (state, startLine, endLine, silent) => {
      const lineAt = (line: number): string =>
        state.src.slice(state.bMarks[line] + state.tShift[line], state.eMarks[line]).trim();
      if (!lineAt(startLine).startsWith('$$')) return false;
      let last = startLine;
      let text = lineAt(startLine);
      while (!(text.length > 4 && text.endsWith('$$'))) {
        last += 1;
        if (last >= endLine) return false;
        text += `\n${lineAt(last)}`;
      }
      if (silent) return true;
      const token = state.push('math_block', 'math', 0);
      token.block = true;
      token.content = text.slice(2, -2).trim();
      token.map = [startLine, last + 1];
      state.line = last + 1;
      return true;
    },
    { alt: ['paragraph', 'list', 'blockquote'] },
  );
  const render = (tex: string, display: boolean, context: RenderContext): string => {
    try {
      return mathML(tex, display);
    } catch (error) {
      throw contentError(context, tex, `The formula "${tex}" is not right: ${(error as Error).message}.`);
    }
  };
  md.renderer.rules.math_inline = (tokens, index, _options, env) =>
    render(tokens[index].content, false, contextOf(env));
  md.renderer.rules.math_block = (tokens, index, _options, env) =>
    `<div class="scroll formula">${render(tokens[index].content, true, contextOf(env))}</div>\n`;
}
