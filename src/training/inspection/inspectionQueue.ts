/** Where questions about a network wait for their turn. Answers are made in slices, between two steps of training. */
import { failureMessage } from '../failure';
import type { Inspection, InspectRequest } from '../../protocol/inspection';
import type { Answering, Inspector } from './inspector';

interface Question {
  id: number;
  request: InspectRequest;
  /** Null until its turn comes. An answer that is cut off goes on where it was. */
  answering: Answering | null;
}

export interface InspectionQueueWorld {
  now(): number;
  answer(id: number, result: Inspection): void;
  /** Lets messages in. */
  yieldFor(): Promise<void>;
}

export class InspectionQueue {
  private readonly inspector: Inspector | null;
  private readonly world: InspectionQueueWorld;
  private readonly sliceMs: number;
  private readonly waiting: Question[] = [];

  /** @param inspector null where there is nothing to look into @param sliceMs longest time between two looks at the messages */
  constructor(inspector: Inspector | null, world: InspectionQueueWorld, sliceMs: number) {
    this.inspector = inspector;
    this.world = world;
    this.sliceMs = sliceMs;
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  ask(id: number, request: InspectRequest): void {
    this.waiting.push({ id, request, answering: null });
  }

  /**
   * Answers what waits, one after the other.
   *
   * @param step how far the network was trained; it must not be trained meanwhile
   * @param isCut when it becomes true, the rest stays for the next call
   */
  async answer(step: number, isCut: () => boolean): Promise<void> {
    while (!this.isEmpty && !isCut()) {
      const [question] = this.waiting;
      const result = this.slice(question, step);
      if (result !== null) {
        this.waiting.shift();
        this.world.answer(question.id, result);
      }
      await this.world.yieldFor();
    }
  }

  /** @returns null when there is more to do. The learner's code may throw: that is an answer, too, and does not end the run */
  private slice(question: Question, step: number): Inspection | null {
    if (this.inspector === null) {
      return {
        kind: 'unavailable',
        reason: 'The picture of this experiment shows all of its network: there is nothing more inside.',
      };
    }
    const end = this.world.now() + this.sliceMs;
    try {
      question.answering ??= this.inspector(question.request, step);
      do {
        const { done, value } = question.answering.next();
        if (done) {
          return value;
        }
      } while (this.world.now() < end);
      return null;
    } catch (error) {
      return { kind: 'unavailable', reason: failureMessage(error) };
    }
  }
}
