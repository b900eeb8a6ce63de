/**
 * What links mean: `[words](glossary:term)`, `[words](lesson:loss)`, `[words](act:compare)` (a button), `https:`. Two more make
 * themselves: "lesson 1.2", and the name of a learner's file in code font.
 */
import type { MarkdownIt, Token } from 'markdown-it';
import { ActionId } from '../../protocol/guide';
import type { Lesson } from '../course';
import { type RenderContext, contentError, contextOf } from './context';
import { escapeHtml } from './highlight';

export function linksPlugin(md: MarkdownIt): void {
  const accepts = md.validateLink.bind(md);
  md.validateLink = (url) => /^(glossary|lesson|act):/.test(url) || accepts(url);
  md.core.ruler.push('lessons', (state) => {
    const context = contextOf(state.env);
    if (context.withoutLinks) return;
    for (const token of state.tokens)
      if (token.type === 'inline' && token.children)
        token.children = linkLessons(token.children, context, (...args) => new state.Token(...args));
  });
  md.renderer.rules.link_open = (tokens, index, _options, env) =>
    contextOf(env).withoutLinks
      ? ''
      : `<a ${attributesOf(String(tokens[index].attrGet('href') ?? ''), contextOf(env))}>`;
  md.renderer.rules.link_close = (_tokens, _index, _options, env) => (contextOf(env).withoutLinks ? '' : '</a>');
  md.renderer.rules.code_inline = (tokens, index, _options, env) => {
    const context = contextOf(env);
    const { content } = tokens[index];
    const code = `<code>${escapeHtml(content)}</code>`;
    const file = context.withoutLinks ? undefined : fileNamed(content, context);
    return file ? `<a class="file" href="#" data-file="${escapeHtml(file)}">${code}</a>` : code;
  };
}

/** @throws ContentError for a link that leads nowhere */
function attributesOf(href: string, context: RenderContext): string {
  const [, kind, name] = /^(\w+):(.*)$/.exec(href) ?? [];
  switch (kind) {
    case 'glossary':
      if (!context.terms.has(name)) throw contentError(context, href, `There is no term "${name}" in the glossary.`);
      context.linked.add(name);
      return `class="term" href="#" data-term="${escapeHtml(name)}"`;
    case 'lesson':
      if (!context.course.lessons.some(({ id }) => id === name))
        throw contentError(context, href, `There is no lesson "${name}".`);
      return `href="#" data-lesson="${escapeHtml(name)}"`;
    case 'act':
      if (!(ActionId.options as readonly string[]).includes(name))
        throw contentError(context, href, `There is no action "${name}".`);
      return `class="action" href="#" data-act="${escapeHtml(name)}"`;
    case 'http':
    case 'https':
      return `href="${escapeHtml(href)}"`;
    default:
      throw contentError(context, href, `A link leads to glossary:…, lesson:…, act:… or https://…, not to "${href}".`);
  }
}

/** The learner's file of this name, or undefined. */
function fileNamed(name: string, { course, part }: RenderContext): string | undefined {
  const files = course.parts.flatMap(({ lessons, given }) => [...lessons, ...given]).map((each) => each.path);
  return files.find((file) => file === name || (part !== null && file === `${part.folder}/${name}`));
}

/** "lesson 1.2" and "lessons 1.2 and 2.5": each number becomes a link. */
function linkLessons(
  tokens: Token[],
  context: RenderContext,
  make: (...args: ConstructorParameters<typeof Token>) => Token,
): Token[] {
  let depth = 0;
  return tokens.flatMap((token) => {
    if (token.type === 'link_open') depth++;
    if (token.type === 'link_close') depth--;
    if (token.type !== 'text' || depth > 0) return [token];
    const pieces: Token[] = [];
    let end = 0;
    const text = (to: number): void => {
      const piece = make('text', '', 0);
      piece.content = token.content.slice(end, to);
      if (piece.content) pieces.push(piece);
    };
    for (const { lesson, from, to } of lessonsIn(token.content, context)) {
      text(from);
      const open = make('link_open', 'a', 1);
      open.attrSet('href', `lesson:${lesson.id}`);
      const words = make('text', '', 0);
      words.content = token.content.slice(from, to);
      pieces.push(open, words, make('link_close', 'a', -1));
      end = to;
    }
    text(token.content.length);
    return pieces;
  });
}

function lessonsIn(text: string, { course }: RenderContext): { lesson: Lesson; from: number; to: number }[] {
  return [...text.matchAll(/\b[Ll]essons? \d\.\d(?:(?:, | and |, and | or )\d\.\d)*/g)].flatMap((mention) =>
    [...mention[0].matchAll(/(?:[Ll]esson )?\d\.\d/g)].flatMap((match) => {
      const lesson = course.lessons.find(({ number }) => match[0].endsWith(number));
      const from = mention.index + match.index;
      return lesson ? [{ lesson, from, to: from + match[0].length }] : [];
    }),
  );
}
