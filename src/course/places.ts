/**
 * Where the files of a course lie in a learner's folder. When lessons are renumbered, a file that holds work keeps its name: so
 * the learner's imports hold, and what is open in an editor stays where it is (docs/decisions.md).
 */
import { host } from '../host';
import type { Files } from '../host/files';
import { basename } from '../host/paths';
import { type Course, type Lesson, type Part, withoutNumber } from './course';
import type { Layout } from '../protocol/layout';
import { readLayout } from './layoutFile';

export interface Places {
  /** `3-complete-network/3-dense-layer.ts` */
  lesson(lesson: Lesson): string;
  /** `3-complete-network` */
  part(part: Part): string;
}

/** The places as they are now, also in a folder that an older version of the course laid out. */
export function placesIn(folder: string): Places {
  const files = host.folder(folder);
  const layout = readLayout(folder);
  const { parts = {}, files: laidOut = {} } = layout ?? {};
  const isThere = (path: string): boolean => files.kind(path) !== null;
  const part = ({ folder: home }: Part): string =>
    [parts[withoutNumber(home)] ?? ''].find(isCalled(home)) ??
    (isThere(home) ? home : (numberedFolders(files).find(isCalled(home)) ?? home));
  return {
    part,
    lesson: (lesson) => {
      const written = writtenPlaces(lesson, layout).at(0);
      if (written !== undefined) return written;
      const home = `${part(lesson.part)}/${basename(lesson.path)}`;
      if (isThere(home)) return home;
      const named = filesNamedAs(lesson, files);
      return named.find((path) => path in laidOut) ?? named.at(0) ?? home;
    },
  };
}

/** Where a lesson's file lies. */
export const pathIn = (folder: string, lesson: Lesson): string => placesIn(folder).lesson(lesson);

/** The lesson whose file this is. */
export function lessonAt(course: Course, folder: string, path: string): Lesson | undefined {
  const places = placesIn(folder);
  return course.lessons.find((lesson) => places.lesson(lesson) === path);
}

/** What a lesson is called, and was called in earlier versions. */
const idsOf = (lesson: Lesson): string[] => [lesson.id, ...lesson.formerly];

/** Where a layout says that a lesson lies. What has not the lesson's name is damaged: it may be the place of another one. */
export const writtenPlaces = (lesson: Lesson, layout: Layout | null): string[] =>
  idsOf(lesson)
    .flatMap((id) => layout?.lessons?.[id] ?? [])
    .filter((path) => isNamedAs(lesson, basename(path)));

const isNamedAs = (lesson: Lesson, name: string): boolean =>
  idsOf(lesson).includes(/^\d+-(.+)\.ts$/.exec(name)?.[1] ?? '');

/** Whether a folder is that of the same part, whatever its number. */
export const isCalled =
  (folder: string) =>
  (other: string): boolean =>
    withoutNumber(other) === withoutNumber(folder);

/** Folders of parts, of this version of the course or of others. */
export function numberedFolders(files: Files): string[] {
  return (files.list('') ?? []).filter(({ name, isFolder }) => isFolder && /^\d+-/.test(name)).map(({ name }) => name);
}

/** Files that have a lesson's name, with any number. */
export function filesNamedAs(lesson: Lesson, files: Files): string[] {
  return numberedFolders(files).flatMap((folder) =>
    (files.list(folder) ?? [])
      .filter(({ name, isFolder }) => !isFolder && isNamedAs(lesson, name))
      .map(({ name }) => `${folder}/${name}`),
  );
}
