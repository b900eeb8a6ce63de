/** A formula of lesson 5.3 as a graph, and the way back through it: what the host and its child send to each other, and what the guide shows. */
import { SourceLocation } from './location';
import * as v from 'valibot';
import { type Infer, finite, finites, index } from './schema';
import { SourceSet } from './sources';
import { TaskFailed } from './task';

/** A learner may give any number to an input of a formula, as far as that. Products of a few of them are finite. */
export const MAX_INPUT = 1e6;

/** One for each input of the formula, in their order. */
const InputValues = v.array(v.pipe(finite, v.minValue(-MAX_INPUT), v.maxValue(MAX_INPUT)));

export const StartGraph = v.object({
  sources: SourceSet,
  /** The id of the formula. */
  formula: v.string(),
  values: InputValues,
});
export type StartGraph = Infer<typeof StartGraph>;

const GraphNode = v.object({
  name: v.string(),
  /** What it was made as: `w · x`; empty for an input of the formula. */
  made: v.string(),
  data: finite,
  /** What `backward` left in it. */
  gradient: finite,
  /** The places of its inputs among the nodes; the same twice where a value is used twice. */
  inputs: v.array(index),
  /** One for each input. */
  slopes: finites,
  /** Where it is drawn: column and row, from 0; a row may be a half. */
  col: finite,
  row: finite,
});
export type GraphNode = Infer<typeof GraphNode>;

/** What a node hands on to one of its inputs. */
const Contribution = v.object({
  to: index,
  slope: finite,
  /** Slope × gradient of the node. */
  added: finite,
  /** The gradient of the input after it. */
  sum: finite,
});
export type Contribution = Infer<typeof Contribution>;

/** What came of it. */
export const Graph = v.pipe(
  v.object({
    formula: v.string(),
    nodes: v.array(GraphNode),
    /** The places of the nodes in the order of the learner's `order`. */
    order: v.array(index),
    /** Backwards through this order: what each node hands on. An input of the formula hands on nothing. */
    visits: v.array(v.object({ at: index, gradient: finite, contributions: v.array(Contribution) })),
  }),
  v.check(({ nodes, order, visits }) =>
    [
      ...order,
      ...nodes.flatMap(({ inputs }) => inputs),
      ...visits.flatMap(({ at, contributions }) => [at, ...contributions.map(({ to }) => to)]),
    ].every((place) => place < nodes.length),
  ),
  v.check(({ nodes }) => nodes.every(({ inputs, slopes }) => inputs.length === slopes.length)),
);
export type Graph = Infer<typeof Graph>;

export const GraphChildToHost = v.variant('type', [v.object({ type: v.literal('traced'), graph: Graph }), TaskFailed]);
export type GraphChildToHost = Infer<typeof GraphChildToHost>;

/** A formula to choose, and what its inputs are called. */
const FormulaView = v.object({ id: v.string(), title: v.string(), inputs: v.array(v.string()) });

export const GraphView = v.object({
  state: v.picklist(['idle', 'running', 'done', 'stopped', 'failed']),
  /** What went wrong; else empty. */
  status: v.string(),
  /** Where the learner's code failed. */
  location: v.nullable(SourceLocation),
  formulas: v.array(FormulaView),
  /** The chosen one. */
  formula: v.string(),
  values: InputValues,
  /** An input may be as large as that, with either sign. */
  maxInput: finite,
  /** Null as long as none was built, and where that failed. What was built before stays while the next one is. */
  graph: v.nullable(Graph),
  /** Whether the reference solution built it, in the place of the learner's code. */
  isReference: v.boolean(),
});
export type GraphView = Infer<typeof GraphView>;

/** Builds a formula anew, from the page. */
export const AskGraph = v.object({ type: v.literal('startGraph'), formula: v.string(), values: InputValues });
