import type { Child, ChildOptions } from './child';

/** The machine. */
export interface Host {
  /**
   * Starts one of our own programs beside this one. A learner's code may run in it.
   *
   * @param program in Node, the path of the built script
   */
  start(program: string, options: ChildOptions): Child;
  /** What this host can do beside that. */
  readonly can: {
    /** Attach a debugger to a check. */
    debug: boolean;
    /** Run the frameworks of others beside the course's loop. */
    compare: boolean;
    /** End a child that uses too much memory. */
    limitMemory: boolean;
  };
}
