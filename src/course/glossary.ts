/** The terms of the field, each defined once in `lessons/glossary.md` and linked as `[words](glossary:term-id)`. */
import { host } from '../host';
import { requireText } from '../host/files';
import type { Course, Lesson } from './course';
import { ContentError } from './errors';
import { parseMarkdown } from './markdown';

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

/** For each term, the lessons whose guide links to it, in their order. */
export function lessonsByTerm(course: Course): Map<string, Lesson[]> {
  const uses = new Map<string, Lesson[]>();
  for (const lesson of course.lessons) {
    const text = requireText(host.folder(lesson.directory), 'lesson.md');
    for (const id of new Set(glossaryLinks(text))) uses.set(id, [...(uses.get(id) ?? []), lesson]);
  }
  return uses;
}

/** The ids that a text links to. */
export function glossaryLinks(text: string): string[] {
  return [...text.matchAll(/\]\(glossary:([^)]+)\)/g)].map((match) => match[1]);
}
