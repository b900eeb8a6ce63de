/** Who does something in a round: with random numbers of its own, so that a seed says what it does, whatever the others take. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Random, createRandom, seedFor } from '../../../src/checker/kit/random';
import type { Course, Lesson } from '../../../src/course/course';
import type { Fact, Model } from './model';
import { type Kind, type Text, textOf } from './texts';

/** What all actors share. */
export interface Soak {
  course: Course;
  model: Model;
  /** Absolute path of the learner's folder. */
  folder: string;
  /** Absolute path of a folder for exported notebooks and weights. */
  out: string;
  log(who: string, what: string): void;
  /** What must not be. */
  violation(sentence: string): void;
}

/** One of several, as often as its weight says. */
export type Weighted<T> = T & { weight: number };

export class Actor {
  readonly soak: Soak;
  /** Of this round alone. */
  readonly name: string;
  readonly random: Random;
  private readonly free: Lesson[];
  private texts = 0;

  /** @param free lessons that no actor of the round has yet */
  constructor(soak: Soak, name: string, seed: number, free: Lesson[]) {
    this.soak = soak;
    this.name = name;
    this.random = createRandom(seedFor(seed, name));
    this.free = free;
  }

  chance(probability: number): boolean {
    return this.random() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.random.integer(0, from.length - 1)];
  }

  pickWeighted<T>(from: readonly Weighted<T>[]): T {
    return this.pick(from.flatMap((each) => Array.from({ length: each.weight }, () => each)));
  }

  /** Takes lessons for itself. Before the first thing that takes time, so that all actors take them in one order. */
  claim(count: number): Lesson[] {
    return Array.from({ length: Math.min(count, this.free.length) }, () => {
      const [lesson] = this.free.splice(this.random.integer(0, this.free.length - 1), 1);
      return lesson;
    });
  }

  /** Whether no actor of the round has the lesson. To be asked after all have taken theirs. */
  isFree(lesson: Lesson): boolean {
    return this.free.includes(lesson);
  }

  tell(lesson: Lesson, fact: Fact): void {
    this.soak.model.tell(this.name, lesson, fact);
  }

  log(what: string): void {
    this.soak.log(this.name, what);
  }

  violation(sentence: string): void {
    this.soak.violation(`${this.name}: ${sentence}`);
  }

  /** The text of a lesson whose file is this actor's; null for no file. */
  current(lesson: Lesson): Text | null {
    return this.soak.model.now(this.name, lesson).texts[0];
  }

  newText(lesson: Lesson, kind: Kind, ends: '\n' | '\r\n' = '\n'): Text {
    return textOf(lesson, kind, `${this.name}, text ${++this.texts}`, ends);
  }

  fileOf(lesson: Lesson): string {
    return path.join(this.soak.folder, lesson.path);
  }

  /** Writes a text as any editor does. */
  write(lesson: Lesson, kind: Kind): Text {
    const text = this.newText(lesson, kind, this.chance(0.2) ? '\r\n' : '\n');
    writeFileSync(this.fileOf(lesson), text.text);
    this.tell(lesson, { kind: 'text', text, isSure: true });
    this.log(`writes ${lesson.path}: ${kind}`);
    return text;
  }
}
