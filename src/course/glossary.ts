/** The terms of the field, each defined once in `lessons/glossary.md` and linked as `[words](glossary:term-id)`. */
import { parseMarkdown } from './markdown';
import { ContentError } from './errors';

export interface Term {
  /** `loss-function` */
  id: string;
  name: string;
  /** One or two sentences, Markdown. */
  definition: string;
}

/** @throws ContentError for a term without a definition, or one defined twice */
export function parseGlossary(file: string, text: string): Term[] {
  const ids = new Set<string>();
  return parseMarkdown(file, text).sections.map(({ heading, body, line }) => {
    const id = heading
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
    if (body === '') throw new ContentError(file, line, `"${heading}" has no definition.`);
    if (ids.has(id)) throw new ContentError(file, line, `"${heading}" is defined twice.`);
    ids.add(id);
    return { id, name: heading, definition: body };
  });
}

/** The ids that a text links to. */
export function glossaryLinks(text: string): string[] {
  return [...text.matchAll(/\]\(glossary:([^)]+)\)/g)].map((match) => match[1]);
}
