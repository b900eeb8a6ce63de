/** The glossary: terms that explain each other, and that a lesson needs. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { glossaryLinks } from '../../src/course/glossary';
import { course, lessonsRoot, readLessonFile } from '../support/course';
import { assertLinks, assertVoice, glossary } from '../support/guides';

/** The terms that the tutorial stands on: they are there even where no lesson links to them. */
const KEY_TERMS = [
  'neural-network',
  'neuron',
  'weights',
  'bias',
  'activation-function',
  'relu',
  'backpropagation',
  'forward-pass',
  'gradient-descent',
  'loss-function',
  'epoch',
];

describe('glossary', () => {
  const linksOf = new Map(glossary.map(({ id, definition }) => [id, new Set(glossaryLinks(definition))]));

  it('has the key terms', () => {
    for (const id of KEY_TERMS) assert.ok(linksOf.has(id), `no term "${id}"`);
  });

  it('has no link to a term that is not there', () => {
    for (const { definition } of glossary) assertLinks(definition);
  });

  it('explains no term by itself', () => {
    for (const [id, links] of linksOf) assert.ok(!links.has(id), `"${id}" links to itself`);
  });

  it('explains no two terms by each other', () => {
    for (const [id, links] of linksOf)
      for (const other of links)
        assert.ok(!linksOf.get(other)?.has(id), `"${id}" and "${other}" are explained by each other`);
  });

  it('keeps to the voice of the guides', () => {
    for (const { definition } of glossary) assertVoice(definition);
  });

  it('has no term without use: a text of the course links to it, or it is a key term', () => {
    const used = new Set([...KEY_TERMS, ...textsOfTheCourse().flatMap(glossaryLinks)]);
    const idle = glossary.filter(({ id }) => !used.has(id)).map(({ id }) => id);
    assert.deepEqual(idle, []);
  });
});

/** The guides, and the pages before and after each part. */
function textsOfTheCourse(): string[] {
  const pages = course.parts.flatMap(({ folder }) =>
    ['part.md', 'part-end.md'].map((name) => path.join(lessonsRoot, folder, name)),
  );
  const guides = course.lessons.map((lesson) => readLessonFile(lesson, 'lesson.md'));
  return [...guides, ...pages.filter((file) => existsSync(file)).map((file) => readFileSync(file, 'utf8'))];
}
