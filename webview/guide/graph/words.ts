/** The way back through a formula, step by step and in words. Pure: no DOM, and no arithmetic but what the child did. */
import type { Contribution, Graph, GraphView } from '../../../src/protocol/graph';
import { t } from '../../shared/l10n';
import { count, figure } from '../../training/numbers';

/** First the formula is there, then the first letter; then one step for each value that is visited. */
const BEFORE = 2;
const FIRST_LETTER = 1;

export const stepCount = ({ visits }: Graph): number => BEFORE + visits.length;

/** The visit of a step; undefined before the first one. */
export const visitAt = ({ visits }: Graph, at: number): Graph['visits'][number] | undefined =>
  at < BEFORE ? undefined : visits[at - BEFORE];

/** What lies in each node after step `at`; null: nothing was put into it. */
export function gradientsAt({ nodes, visits, order }: Graph, at: number): (number | null)[] {
  const gradients = nodes.map((): number | null => null);
  if (at >= FIRST_LETTER) gradients[order[order.length - 1]] = 1;
  for (const { contributions } of visits.slice(0, Math.max(0, at - BEFORE + 1)))
    for (const { to, sum } of contributions) gradients[to] = sum;
  return gradients;
}

/** Whether step `at` or an earlier one has visited the node. */
export const isVisited = ({ visits }: Graph, at: number, node: number): boolean =>
  visits.slice(0, Math.max(0, at - BEFORE + 1)).some((visit) => visit.at === node);

export interface Story {
  title: string;
  text: string;
  /** What is handed on, one line for each input. */
  lines: string[];
}

export function storyAt(graph: Graph, at: number): Story {
  const { nodes, order } = graph;
  const end = nodes[order[order.length - 1]];
  const visit = visitAt(graph, at);
  const title = (what: string): string => t('Step {0} of {1} · {2}', count(at + 1), count(stepCount(graph)), what);
  if (!visit && at < FIRST_LETTER)
    return {
      title: title(t('The way there')),
      text: t(
        'Each value keeps its inputs, and a slope for each of them: the number at the arrow. All gradients are empty.',
      ),
      lines: nodes
        .filter(({ made }) => made !== '')
        .map(({ name, made, data }) => `${name} = ${made} = ${figure(data)}`),
    };
  if (!visit)
    return {
      title: title(t('The first letter')),
      text: t('{0} rises as fast as {0} itself, so its gradient is 1. The way back begins here.', end.name),
      lines: [],
    };
  const { name, made } = nodes[visit.at];
  const gradient = figure(visit.gradient);
  if (visit.contributions.length === 0)
    return {
      title: title(t('{0} hands on nothing', name)),
      text: t(
        '{0} was made of nothing. Its gradient is {1}: {2} rises {1} times as fast as {0}.',
        name,
        gradient,
        end.name,
      ),
      lines: [],
    };
  const before = gradientsAt(graph, at - 1);
  return {
    title: title(t('{0} hands on', name)),
    text: t(
      '{0} was made as {1}. Its gradient is {2}. Each input gets this gradient times its slope.',
      name,
      made,
      gradient,
    ),
    lines: visit.contributions.map((each) => {
      const line = handedOn(graph, visit.gradient, each, before[each.to]);
      before[each.to] = each.sum;
      return line;
    }),
  };
}

function handedOn(
  { nodes }: Graph,
  gradient: number,
  { to, slope, added, sum }: Contribution,
  had: number | null,
): string {
  const { name } = nodes[to];
  const product = `${factor(gradient)} · ${factor(slope)} = ${figure(added)}`;
  const line =
    had === null
      ? t('To {0}: {1}. The gradient of {0} is now {2}.', name, product, figure(sum))
      : t(
          'To {0}: {1}. The gradient of {0} is now {2}.',
          name,
          product,
          `${figure(had)} + ${factor(added)} = ${figure(sum)}`,
        );
  return slope === 0 ? `${line} ${t('The slope is 0, so nothing goes through.')}` : line;
}

/** A factor of a product, or a later term of a sum: a minus in front of it would be taken for an operation. */
const factor = (value: number): string => (value < 0 ? `(${figure(value)})` : figure(value));

/** The drawing, for people who hear the page. */
export function drawingText(graph: Graph, at: number): string {
  const gradients = gradientsAt(graph, at);
  return graph.nodes
    .map(({ name, made, data }, i) => {
      const value = made === '' ? `${name} = ${figure(data)}` : `${name} = ${made} = ${figure(data)}`;
      const gradient = gradients[i];
      return gradient === null ? value : t('{0}, gradient {1}', value, figure(gradient));
    })
    .join('; ');
}

export const tableHeads = (): string[] => [
  ...[t('Value'), t('Made as'), t('Number'), t('Slopes'), t('Handed on to it'), t('Gradient')],
];

/** One row for each value, with the whole way back. */
export function tableRows({ nodes, visits, order }: Graph): string[][] {
  const end = order[order.length - 1];
  return nodes.map(({ name, made, data, inputs, slopes, gradient }, i) => {
    const letters = visits.flatMap(({ contributions }) => contributions.filter(({ to }) => to === i));
    const sum = letters.map(({ added }, k) => (k === 0 ? figure(added) : factor(added))).join(' + ');
    const named = inputs.map((input, k) => `${nodes[input].name}: ${figure(slopes[k])}`).join(', ');
    return [name, made || '–', figure(data), named || '–', sum || (i === end ? '1' : '–'), figure(gradient)];
  });
}

/** Whose code it was. */
export const byText = (isReference: boolean): string =>
  isReference
    ? t(
        'The reference solution built and differentiated this. Your own functions do it as soon as they pass all checks.',
      )
    : t('Your own functions built and differentiated this.');

/** What people hear when a graph has been built, or could not be; null where nothing has ended. */
export function graphSaid(before: GraphView | null, after: GraphView | null): string | null {
  if (before?.state !== 'running' || after === null) return null;
  if (after.state === 'failed') return after.status.replaceAll('`', '');
  return after.state === 'done' ? byText(after.isReference) : null;
}
