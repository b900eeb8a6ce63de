import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ContentError } from '../../../src/course/errors';
import { parseGlossary } from '../../../src/course/glossary';
import { parseLessonText } from '../../../src/course/lessonText';

const good = readFileSync(path.join(process.cwd(), 'lessons/1-linear-model/3-loss/lesson.md'), 'utf8');

describe('lesson.md', () => {
  it('is read into guide, hints, quiz and debrief', () => {
    const text = parseLessonText('lesson.md', good);
    assert.equal(text.title, 'Loss');
    assert.equal(text.guide.length, 6);
    assert.equal(text.hints.length, 3);
    assert.ok(text.quiz.length >= 2);
    for (const { answers } of text.quiz) assert.equal(answers.filter((answer) => answer.right).length, 1);
    assert.ok(text.debrief.length > 0);
  });

  it('is read the same with CRLF line ends', () => {
    assert.deepEqual(parseLessonText('l.md', good.replaceAll('\n', '\r\n')), parseLessonText('l.md', good));
  });

  const broken: [string, string, RegExp][] = [
    ['no header', good.replace('---\n', ''), /l\.md:1: .*header/],
    ['a header that is not closed', '---\ntitle: x\n', /no closing line/],
    ['a missing title', good.replace(/^title: .*\n/m, ''), /"title: …"/],
    ['minutes that are no number', good.replace(/^minutes: .*$/m, 'minutes: some'), /whole number/],
    ['a missing section', good.replace('## By hand\n', ''), /"## By hand" is missing/],
    [
      'sections in another order',
      good.replace('## By hand', '## X').replace('## The formula', '## By hand').replace('## X', '## The formula'),
      /must stand/,
    ],
    ['two hints', good.replace('### Hint 3', '### Tip 3'), /Hints are three/],
    ['a question with two right answers', good.replace('- [ ] 2\n', '- [x] 2\n'), /exactly one of them right/],
    ['an answer without a reason', good.replace(/- \[ \] 2\n {2}> .*\n/, '- [ ] 2\n'), /why it is right or wrong/],
  ];
  for (const [what, text, message] of broken)
    it(`tells an author about ${what}`, () => {
      assert.notEqual(text, good);
      assert.throws(
        () => parseLessonText('l.md', text),
        (error) => error instanceof ContentError && message.test(error.message),
      );
    });
});

describe('the glossary', () => {
  it('gives each term an id that links use', () => {
    const text = '---\ntitle: G\n---\n\n## Loss function\n\nA rule.\n\n## ReLU\n\nmax(0, z).\n';
    assert.deepEqual(
      parseGlossary('g.md', text).map((term) => term.id),
      ['loss-function', 'relu'],
    );
  });

  it('refuses a term without a definition, and one defined twice', () => {
    assert.throws(() => parseGlossary('g.md', '---\na: b\n---\n## X\n\n'), /no definition/);
    assert.throws(() => parseGlossary('g.md', '---\na: b\n---\n## X\nx\n## x\nx\n'), /defined twice/);
  });
});
