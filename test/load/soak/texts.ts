/** What a learner may have in a lesson's file, and what a check says of it. */
import { readFileSync } from 'node:fs';
import type { Lesson } from '../../../src/course/course';
import type { LessonState } from '../../../src/protocol/progress';

export type Kind = 'stub' | 'solved' | 'broken' | 'endless';

/** As it is on the disk. */
export interface Text {
  kind: Kind;
  text: string;
}

export const stubOf = (lesson: Lesson): Text => ({ kind: 'stub', text: lesson.source.stub });

/** @param mark makes it different from every other text */
export function textOf({ source }: Lesson, kind: Kind, mark: string, ends: '\n' | '\r\n' = '\n'): Text {
  const { stub, solution } = source;
  const lines = {
    stub: `${stub}// ${mark}\n`,
    solved: `${solution}// ${mark}\n`,
    broken: `${solution}// ${mark}\nconst = ;\n`,
    endless: `${solution}// ${mark}\nfor (;;);\n`,
  };
  return { kind, text: lines[kind].replaceAll('\n', ends) };
}

/** What progress says after a check of such a text. */
export function stateAfter(kind: Kind): LessonState {
  return kind === 'solved' ? 'passed' : kind === 'stub' ? 'not started' : 'in progress';
}

/** Null where there is no file. */
export function onDisk(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}
