/** The little of Markdown's structure that lessons are cut by: a header of `key: value` lines, and headings. */
import { ContentError } from './errors';

export interface Section {
  heading: string;
  /** The text below the heading, without it. */
  body: string;
  /** Line of the heading in the file, from 1. */
  line: number;
}

interface MarkdownFile {
  header: Record<string, string>;
  /** What stands before the first heading. */
  opening: string;
  sections: Section[];
}

/** @throws ContentError when the header is missing or a line of it is not `key: value` */
export function parseMarkdown(file: string, text: string): MarkdownFile {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  if (lines[0] !== '---')
    throw new ContentError(file, 1, 'The file must open with a header: a line ---, lines "key: value", a line ---.');
  const end = lines.indexOf('---', 1);
  if (end < 0) throw new ContentError(file, 1, 'The header has no closing line ---.');
  const header: Record<string, string> = {};
  for (let i = 1; i < end; i++) {
    const match = /^([a-z]+):\s*(.+)$/.exec(lines[i]);
    if (!match) throw new ContentError(file, i + 1, `The header's lines are "key: value"; this one is "${lines[i]}".`);
    header[match[1]] = match[2].trim();
  }
  const { opening, sections } = splitSections(lines.slice(end + 1), '## ', end + 1);
  return { header, opening, sections };
}

/** Cuts text at its headings of one level; headings inside code fences do not count. */
export function splitSections(
  lines: string[],
  marker: string,
  offset: number,
): { opening: string; sections: Section[] } {
  const opening: string[] = [];
  const sections: { heading: string; line: number; body: string[] }[] = [];
  let fenced = false;
  lines.forEach((line, i) => {
    if (/^\s*```/.test(line)) fenced = !fenced;
    if (!fenced && line.startsWith(marker))
      sections.push({ heading: line.slice(marker.length).trim(), line: offset + i + 1, body: [] });
    else (sections.at(-1)?.body ?? opening).push(line);
  });
  return {
    opening: opening.join('\n').trim(),
    sections: sections.map(({ heading, line, body }) => ({ heading, line, body: body.join('\n').trim() })),
  };
}
