/**
 * What lists show of the course, in one file: `dist/course.json`, written when the extension is built. With it the editor knows
 * every lesson by name, and reads the files of a lesson when it is opened.
 */
import { host } from '../host';
import { once } from '../host/once';
import { type Course, type Lesson, type Part, readGiven, readPartEnd, readSource, readText } from './course';
import type { LessonOutline, LessonText } from './lessonText';

export interface CourseIndex {
  version: string;
  parts: IndexedPart[];
}

interface IndexedPart extends Pick<Part, 'number' | 'folder' | 'title' | 'summary' | 'isOptional' | 'description'> {
  /** The title of the page after the last lesson; null where there is none. */
  end: string | null;
  lessons: IndexedLesson[];
}

interface IndexedLesson extends Pick<Lesson, 'id' | 'number' | 'path' | 'checks' | 'formerly'> {
  outline: LessonOutline;
}

export function indexOf(course: Course): CourseIndex {
  return {
    version: course.version,
    parts: course.parts.map(({ number, folder, title, summary, isOptional, description, end, lessons }) => ({
      number,
      folder,
      title,
      summary,
      isOptional,
      description,
      end: end && end.title,
      lessons: lessons.map(indexLesson),
    })),
  };
}

/** The course as `loadCourse` reads it; texts, solutions and given files are read when they are first asked for. */
export function courseFromIndex(root: string, index: CourseIndex): Course {
  const parts = index.parts.map((part) => openPart(root, part));
  return { root, version: index.version, parts, lessons: parts.flatMap((part) => part.lessons) };
}

function indexLesson({ id, number, path: file, text, checks, formerly }: Lesson): IndexedLesson {
  const { title, summary, minutes, rightAnswers } = text;
  return { id, number, path: file, outline: { title, summary, minutes, rightAnswers }, checks, formerly };
}

function openPart(root: string, { lessons, end, ...outline }: IndexedPart): Part {
  const { folder } = outline;
  const given = once(() => readGiven(root, folder));
  const endText = once(() => readPartEnd(root, folder)?.text ?? '');
  const part: Part = {
    ...outline,
    lessons: [],
    get given() {
      return given();
    },
    end:
      end === null
        ? null
        : {
            title: end,
            get text() {
              return endText();
            },
          },
  };
  part.lessons = lessons.map((lesson) => openLesson(root, part, lesson));
  return part;
}

function openLesson(
  root: string,
  part: Part,
  { id, number, path: file, outline, checks, formerly }: IndexedLesson,
): Lesson {
  const name = file.replace(/\.ts$/, '');
  const source = once(() => readSource(root, name));
  return {
    id,
    number,
    part,
    directory: host.placeIn(root, name),
    path: file,
    text: openText(
      outline,
      once(() => readText(root, name)),
    ),
    get source() {
      return source();
    },
    checks,
    formerly,
  };
}

function openText(outline: LessonOutline, whole: () => LessonText): LessonText {
  return {
    ...outline,
    get guide() {
      return whole().guide;
    },
    get hints() {
      return whole().hints;
    },
    get solutionExplained() {
      return whole().solutionExplained;
    },
    get quiz() {
      return whole().quiz;
    },
    get debrief() {
      return whole().debrief;
    },
  };
}
