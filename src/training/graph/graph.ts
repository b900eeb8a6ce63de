/** The host's side of a graph: whose code builds it, and one child that does. Without `vscode`. */
import type { CheckService } from '../../checker/service';
import { findLesson, referenceSources } from '../../course/course';
import { type Graph, GraphChildToHost, type StartGraph } from '../../protocol/graph';
import type { SourceSet } from '../../protocol/sources';
import { runTask } from '../task';

/** The lesson whose code it is. */
export const GRAPH_LESSON = 'value';

const MEMORY_MB = 512;
/** The longest that it may take, in milliseconds. It takes a moment. */
const SILENCE_MS = 20_000;

/**
 * The learner's code of lesson 5.3 where it passes; else the reference solution.
 *
 * @param folder the learner's folder; null where no code of a learner may run
 * @param otherwise a folder for the reference then
 */
export async function graphSources(
  service: CheckService,
  folder: string | null,
  otherwise: string,
): Promise<{ sources: SourceSet; isReference: boolean }> {
  const lesson = findLesson(service.course, GRAPH_LESSON);
  if (!lesson) throw new Error(`There is no lesson ${GRAPH_LESSON}.`);
  if (folder === null) return { sources: referenceSources(service.course, lesson, otherwise), isReference: true };
  const { sources, usedReference } = await service.sources(lesson, folder);
  return { sources, isReference: usedReference.includes(GRAPH_LESSON) };
}

interface GraphRequest extends StartGraph {
  /** The place of `graph-child.js`. */
  program: string;
  silenceMs?: number;
}

/** @throws TaskError when it cannot be built; the signal's reason when it is aborted */
export function buildGraph(
  { program, silenceMs = SILENCE_MS, ...start }: GraphRequest,
  signal?: AbortSignal,
): Promise<Graph> {
  return runTask<GraphChildToHost, Graph>(
    {
      ...{ program, silenceMs, start },
      memoryMb: MEMORY_MB,
      answers: GraphChildToHost,
      receive: (message, end) => end(message.graph),
      words: {
        name: 'The graph',
        endless: 'Do `order` and `backward` end for every formula?',
        greedy: 'Does `order` put each value down only once?',
      },
    },
    signal,
  );
}
