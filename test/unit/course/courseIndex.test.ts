/** The index that the editor reads, against the course that it stands for. */
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Course, loadCourse } from '../../../src/course/course';
import { type CourseIndex, courseFromIndex, indexOf } from '../../../src/course/courseIndex';
import { lessonsByTerm } from '../../../src/course/glossary';
import { lessonNumber } from '../../../src/course/lessonNumber';
import { openLessons } from '../../../src/course/lessonsFile';
import { course, repository } from '../../support/course';
import { temporaryFolder } from '../../support/folders';

/** All that a course holds. Parts and lessons name each other, so a lesson's part becomes its folder. */
const contents = ({ root, parts, lessons }: Course): unknown => ({
  root,
  lessons: lessons.map(({ id }) => id),
  parts: parts.map((part) => ({
    ...part,
    end: part.end && { ...part.end },
    lessons: part.lessons.map((lesson) => ({ ...lesson, text: { ...lesson.text }, part: lesson.part.folder })),
  })),
});

describe('the index of the course', () => {
  const index = JSON.parse(JSON.stringify(indexOf(course))) as CourseIndex;

  it('has the numbers that messages name', () => {
    for (const { id, number } of course.lessons) assert.equal(lessonNumber(id), number);
    assert.throws(() => lessonNumber('nothing'), /no lesson nothing/);
  });

  it('opens as the course itself, text for text', () => {
    assert.deepEqual(contents(courseFromIndex(course.root, index)), contents(course));
  });

  it('is the same where the extension is installed: there, the lessons are one file', () => {
    const installed = temporaryFolder();
    mkdirSync(path.join(installed, 'dist'));
    for (const name of ['package.json', 'dist/lessons.json'])
      copyFileSync(path.join(repository, name), path.join(installed, name));
    const place = openLessons(installed);
    const here = (text: string): unknown =>
      JSON.parse(text.replaceAll(JSON.stringify(place).slice(1, -1), course.root));
    for (const read of [loadCourse(place), courseFromIndex(place, index)])
      assert.deepEqual(here(JSON.stringify(contents(read))), JSON.parse(JSON.stringify(contents(course))));
    assert.deepEqual(lessonsByTerm(loadCourse(place)).size, lessonsByTerm(course).size);
  });

  it('tells what lists show without the lessons', () => {
    const nowhere = path.join(repository, 'out', 'no-such-folder');
    assert.ok(!existsSync(nowhere));
    const { lessons, parts } = courseFromIndex(nowhere, index);
    for (const [i, { id, number, text, checks }] of lessons.entries()) {
      const { title, summary, minutes, rightAnswers } = course.lessons[i].text;
      assert.deepEqual(
        [id, number, checks],
        [course.lessons[i].id, course.lessons[i].number, course.lessons[i].checks],
      );
      assert.deepEqual(
        [text.title, text.summary, text.minutes, text.rightAnswers],
        [title, summary, minutes, rightAnswers],
      );
    }
    assert.deepEqual(
      parts.map(({ end }) => end?.title),
      course.parts.map(({ end }) => end?.title),
    );
    assert.throws(() => lessons[0].text.hints, /lesson\.md.*missing/);
  });

  it('is in what is built', () => {
    const built = readFileSync(path.join(repository, 'dist', 'course.json'), 'utf8');
    assert.deepEqual(JSON.parse(built), index);
  });
});
