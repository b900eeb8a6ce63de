/** The course as it lies in a learner's folder: the same lessons, under the names that their files have there. */
import { basename, dirname, importFrom, join } from '../host/paths';
import type { Course, Lesson, Part } from './course';
import { type Places, placesIn } from './places';
import { rewriteImports } from './solution';

/** Where every file lies where the course puts it, this is the course itself. */
export function courseIn(course: Course, folder: string): Course {
  return placed(course, placesIn(folder));
}

/** A lesson as it lies in a learner's folder. */
export function lessonIn(course: Course, lesson: Lesson, folder: string): Lesson {
  return courseIn(course, folder).lessons.find(({ id }) => id === lesson.id) ?? lesson;
}

/** Paths in the learner's folder that differ from those in the course, by the latter. */
export function movesIn(course: Course, folder: string): ReadonlyMap<string, string> {
  return movesOf(course, placesIn(folder));
}

export function placed(course: Course, places: Places): Course {
  const moves = movesOf(course, places);
  if (moves.size === 0) return course;
  const key = JSON.stringify([...moves]);
  const known = made.get(course);
  if (known?.key === key) return known.placed;
  const parts = course.parts.map((part) => placePart(part, moves));
  const { root, version } = course;
  const result = { root, version, parts, lessons: parts.flatMap((part) => part.lessons) };
  made.set(course, { key, placed: result });
  return result;
}

/** The latest one of each: a window seldom has two folders. */
const made = new WeakMap<Course, { key: string; placed: Course }>();

/** An import of a file that has moved, among others that may have moved. */
export function movedImport(from: string, to: string, moves: ReadonlyMap<string, string>, specifier: string): string {
  const target = join(dirname(from), specifier);
  return importFrom(to, moves.get(target) ?? target);
}

function movesOf(course: Course, places: Places): Map<string, string> {
  const moves = new Map<string, string>();
  for (const part of course.parts) {
    const folder = places.part(part);
    // Given files are read from the disk: only where the folder of their part is another one.
    if (folder !== part.folder) for (const { path } of part.given) moves.set(path, `${folder}/${basename(path)}`);
    for (const lesson of part.lessons) {
      const path = places.lesson(lesson);
      if (path !== lesson.path) moves.set(lesson.path, path);
    }
  }
  return moves;
}

function placePart(part: Part, moves: ReadonlyMap<string, string>): Part {
  const { number, folder, title, summary, isOptional, description } = part;
  const result: Part = {
    ...{ number, folder, title, summary, isOptional, description },
    lessons: [],
    get given() {
      return part.given.map(({ path, text }) => moveText(path, text, moves));
    },
    get end() {
      return part.end;
    },
  };
  result.lessons = part.lessons.map((lesson) => placeLesson(lesson, result, moves));
  return result;
}

function placeLesson(lesson: Lesson, part: Part, moves: ReadonlyMap<string, string>): Lesson {
  const { id, number, directory, text, checks, formerly } = lesson;
  const move = (code: string): string => moveText(lesson.path, code, moves).text;
  let source: Lesson['source'] | null = null;
  return {
    ...{ id, number, part, directory, text, checks, formerly, moves },
    path: moves.get(lesson.path) ?? lesson.path,
    get source() {
      const { functions, stub, solution } = lesson.source;
      return (source ??= { functions, stub: move(stub), solution: move(solution) });
    },
  };
}

function moveText(path: string, text: string, moves: ReadonlyMap<string, string>): { path: string; text: string } {
  const to = moves.get(path) ?? path;
  return { path: to, text: rewriteImports(text, (specifier) => movedImport(path, to, moves, specifier)) };
}
