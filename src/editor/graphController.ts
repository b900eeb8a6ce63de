/** The graph of lesson 5.3, for the guide: which formula, its inputs, and what a child made of it. Knows no `vscode`. */
import { type Graph, type GraphView, MAX_INPUT } from '../protocol/graph';
import { messageOf } from '../training/errors';
import { FORMULAS, formulaOf } from '../training/graph/formulas';
import type { TaskError } from '../training/task';

/** Rejects with a sentence for the learner; where the error has a `location`, it is about that line. */
export type BuildGraph = (
  formula: string,
  values: readonly number[],
  signal: AbortSignal,
) => Promise<{ graph: Graph; isReference: boolean }>;

export class GraphController {
  private readonly build: BuildGraph;
  private readonly listeners = new Set<() => void>();
  private abort: AbortController | null = null;
  private current: GraphView | null = null;

  constructor(build: BuildGraph) {
    this.build = build;
  }

  get view(): GraphView {
    return (this.current ??= initial());
  }

  /** @returns what ends the listening */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Builds a formula with these inputs; with its own where there is not one for each. What is being built is given up. */
  async start(id: string, given: readonly number[]): Promise<void> {
    const formula = formulaOf(id);
    if (!formula) return;
    const values = given.length === formula.inputs.length ? [...given] : formula.inputs.map(({ value }) => value);
    this.stop();
    const abort = new AbortController();
    this.abort = abort;
    this.show({ state: 'running', status: '', location: null, formula: id, values });
    try {
      const built = await this.build(id, values, abort.signal);
      if (!abort.signal.aborted) this.show({ state: 'done', ...built });
    } catch (error) {
      // Another one is being built, or nothing is wanted any more.
      if (abort.signal.aborted) return;
      const { location = null } = error as Partial<TaskError>;
      this.show({ state: 'failed', status: messageOf(error), location, graph: null });
    } finally {
      if (this.abort === abort) this.abort = null;
    }
  }

  /** The code may be another one: what is shown is built anew. */
  async again(): Promise<void> {
    const { state, formula, values } = this.view;
    if (state === 'done' || state === 'failed') await this.start(formula, values);
  }

  stop(): void {
    if (this.abort === null) return;
    this.abort.abort();
    this.abort = null;
    this.show({ state: 'stopped' });
  }

  /** The code that built it is gone. */
  forget(): void {
    this.stop();
    this.show(initial());
  }

  private show(change: Partial<GraphView>): void {
    this.current = { ...this.view, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** While modules load, no language is set yet. */
const initial = (): GraphView => ({
  ...{ state: 'idle', status: '', location: null, graph: null, isReference: false, maxInput: MAX_INPUT },
  formulas: FORMULAS.map(({ id, title, inputs }) => ({ id, title: title(), inputs: inputs.map(({ name }) => name) })),
  formula: FORMULAS[0].id,
  values: FORMULAS[0].inputs.map(({ value }) => value),
});
