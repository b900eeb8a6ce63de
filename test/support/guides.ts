/** What every text for learners must keep to, and the numbers in its examples. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compare } from '../../src/checker/kit/compare';
import { ModuleLoader } from '../../src/checker/node/load';
import type { Namespace } from '../../src/checker/modules';
import { type Lesson, referenceSources } from '../../src/course/course';
import { glossaryLinks, parseGlossary, type Term } from '../../src/course/glossary';
import { course, lessonsRoot } from './course';

export const glossary: Term[] = parseGlossary(
  'glossary.md',
  readFileSync(path.join(lessonsRoot, 'glossary.md'), 'utf8'),
);

/** Every link to the glossary leads to a term. */
export function assertLinks(text: string): void {
  for (const id of glossaryLinks(text))
    assert.ok(
      glossary.some((term) => term.id === id),
      `no term "${id}" in the glossary`,
    );
}

/**
 * A term that a guide links is linked where it first stands after the opening section. Only terms of more than one word:
 * “mini-batch” is always the term, while “step” and “mean” are everyday words as well.
 */
export function assertLinkedAtFirstUse(guide: string): void {
  const text = guide
    .replace(/^---\n[\s\S]*?## The idea/, blank)
    .replace(/```[\s\S]*?```|`[^`\n]*`|\$\$[\s\S]*?\$\$|^#.*$|!\[[^\]]*\]\([^)]*\)/gm, blank);
  const links = [...text.matchAll(/\[([^\]]+)\]\(glossary:([^)]+)\)/g)];
  for (const { id, name } of glossary.filter((term) => /[ -]/.test(term.name))) {
    const first = text.search(new RegExp(`\\b${name.replace(/[ -]/g, '[\\s-]+')}s?\\b`, 'i'));
    const link = links.find((each) => each[2] === id);
    if (first < 0 || !link) continue;
    const inLink = links.some(({ index, 0: { length } }) => index <= first && first < index + length);
    assert.ok(
      inLink || first > link.index,
      `line ${lineAt(text, first)}: “${name}” stands here first, and is linked later`,
    );
  }
}

/** The words that no guide has, and no exclamation marks. */
export function assertVoice(text: string): void {
  const prose = text.replace(CODE, blank).replace(/!\[/g, blank);
  const [found] = prose.matchAll(
    /\b(simply|just|obviously|clearly|easy|easily|we will now|nobody|somebody|whoever|anew|to and fro|for ever|dear|undiminished|anywhere but|empty but for|under way|makes of)\b|!(?=\s|$)/gi,
  );
  assert.ok(!found, `line ${lineAt(prose, found?.index)}: “${found?.[0]}” is nothing that a guide says`);
}

const CODE = /```[\s\S]*?```|`[^`\n]*`/g;

/** Takes a piece out of a text and leaves every line where it is. */
const blank = (part: string): string => part.replace(/[^\n]/g, ' ');

const lineAt = (text: string, index = 0): number => text.slice(0, index).split('\n').length;

/** The blocks that open with "```ts run". */
export function examplesOf(text: string): string[] {
  return [...text.matchAll(/^```ts run\n([\s\S]*?)^```/gm)].map((match) => match[1]);
}

const loaders = new Map<Lesson, ModuleLoader>();

/** Everything that the lessons up to this one export. @param text of the lesson's own file */
async function scopeOf(lesson: Lesson, text: string): Promise<Namespace> {
  const sources = referenceSources(course, lesson, '/course');
  const others = sources.files.filter(({ path }) => path !== lesson.path);
  const earlier = loaders.get(lesson) ?? new ModuleLoader(sources.folder, others);
  loaders.set(lesson, earlier);
  const own = { path: lesson.path, text, origin: 'reference' as const };
  const loader = new ModuleLoader(sources.folder, [own], { parent: earlier });
  const given = others.filter(({ origin }) => origin === 'given').map(({ path }) => path);
  const before = course.lessons.slice(0, course.lessons.indexOf(lesson)).map(({ path }) => path);
  const scope: Namespace = {};
  // Two may have one name: the lesson's own is meant, or what it is given.
  for (const file of [...before, ...given, lesson.path]) Object.assign(scope, await loader.load(file));
  return scope;
}

/**
 * Runs an example with everything in scope that the lessons up to this one export.
 * Each line `expression; // → value` must hold; other lines run as they are. `≈` means: to the digits that are written.
 *
 * @param text of the lesson's own file
 */
export async function runExample(lesson: Lesson, example: string, text = lesson.source.solution): Promise<void> {
  const scope = await scopeOf(lesson, text);
  const results: { got: unknown; line: string }[] = [];
  const code = example
    .split('\n')
    .map((line) => {
      const match = /^(.*?);?\s*\/\/ (→|≈) (.*)$/.exec(line);
      return match ? `results.push({ got: (${match[1]}), line: ${JSON.stringify(line)} });` : line;
    })
    .join('\n');
  const names = Object.keys(scope);
  new Function(...names, 'results', code)(...names.map((name) => scope[name]), results);
  assert.ok(results.length > 0, 'an example without "// → value"');
  for (const { got, line } of results) {
    const [, sign, text] = /\/\/ (→|≈) (.*)$/.exec(line) as RegExpExecArray;
    const expected: unknown = new Function(`return (${text.replace(/−/g, '-')});`)();
    const digits = Math.max(...[...text.matchAll(/\.(\d+)/g)].map((match) => match[1].length), 0);
    if (sign === '→')
      assert.equal(compare(got, expected, { tolerance: 1e-6 }), null, `${line} gives ${JSON.stringify(got)}`);
    else assertRounded(got, expected, digits, line);
  }
}

function assertRounded(got: unknown, expected: unknown, digits: number, line: string): void {
  if (typeof expected === 'number')
    assert.ok(Math.abs((got as number) - expected) <= 0.5000001 * 10 ** -digits, `${line} gives ${String(got)}`);
  else if (expected !== null && typeof expected === 'object')
    for (const key of Object.keys(expected))
      assertRounded((got as Namespace)[key], (expected as Namespace)[key], digits, line);
  else assert.equal(got, expected, line);
}
