/** The formulas of lesson 5.3 as graphs, in the shipped child: every number by the lesson's code, and what is told of code that does something else. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import alternatives from '../../../lessons/5-beyond/3-value/alternatives';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { findLesson, givenSources } from '../../../src/course/course';
import { layOut } from '../../../src/course/learnerFolder';
import { GraphController } from '../../../src/editor/graphController';
import { type Graph, GraphChildToHost } from '../../../src/protocol/graph';
import { parse } from '../../../src/protocol/schema';
import { FORMULAS } from '../../../src/training/graph/formulas';
import { GRAPH_LESSON, buildGraph, graphSources } from '../../../src/training/graph/graph';
import type { TaskError } from '../../../src/training/task';
import { course } from '../../support/course';
import { dist, learnerFile, withFolder } from './support';

const lesson = findLesson(course, GRAPH_LESSON) ?? assert.fail();
const { solution } = lesson.source;
const program = path.join(dist, 'graph-child.js');

const built = (formula: string, values: number[] = [], text = solution, silenceMs?: number): Promise<Graph> =>
  buildGraph({ program, sources: learnerFile(lesson.path, text, givenSources(course)), formula, values, silenceMs });

/** The solution with another body of a function. */
function withBody(name: string, body: string): string {
  const head = `export function ${name}(`;
  assert.ok(solution.includes(head));
  return `${solution.replace(head, `function right_${name}(`)}export function ${name}(...given: any[]): any { ${body} }\n`;
}

/** By name. */
const gradients = ({ nodes }: Graph): Record<string, number> =>
  Object.fromEntries(nodes.map(({ name, gradient }) => [name, gradient]));

/** What is handed on: from, to, how much, and what lies there then. */
const letters = ({ nodes, visits }: Graph): [string, string, number, number][] =>
  visits.flatMap(({ at, contributions }) =>
    contributions.map(({ to, added, sum }): [string, string, number, number] => [
      ...([nodes[at].name, nodes[to].name] as const),
      ...([added, sum] as const),
    ]),
  );

describe('training: the graph of lesson 5.3', function () {
  this.timeout(240_000);

  it('is the worked example of the guide, letter by letter', async () => {
    const graph = await built('worked-example');
    assert.deepEqual(
      graph.nodes.map(({ name, made, data }) => [name, made, data]),
      [
        ['x', '', 2],
        ['w', '', 3],
        ['p', 'w · x', 6],
        ['q', 'p + w', 9],
        ['L', 'p · q', 54],
      ],
    );
    assert.deepEqual(gradients(graph), { x: 45, w: 36, p: 15, q: 6, L: 1 });
    assert.deepEqual(
      graph.order.map((place) => graph.nodes[place].name),
      ['w', 'x', 'p', 'q', 'L'],
    );
    assert.deepEqual(letters(graph), [
      ['L', 'p', 9, 9],
      ['L', 'q', 6, 6],
      ['q', 'p', 6, 15],
      ['q', 'w', 6, 6],
      ['p', 'w', 30, 36],
      ['p', 'x', 45, 45],
    ]);
  });

  it('a value that is used again gets every letter, and a closed ReLU lets none through', async () => {
    const again = await built('used-again');
    assert.deepEqual(gradients(again), { a: 7, s: 1, L: 1 });
    assert.equal(letters(again).filter(([from, to]) => from === 's' && to === 'a').length, 2);
    assert.deepEqual(gradients(await built('closed-relu')), { w: 0, x: 1, p: 0, r: 1, L: 1 });
    assert.deepEqual(gradients(await built('closed-relu', [3, 2])), { w: 2, x: 4, p: 1, r: 1, L: 1 });
  });

  it('the gradient of each input of each formula is how fast the end rises when it is nudged', async () => {
    for (const { id, inputs } of FORMULAS) {
      const values = inputs.map(({ value }) => value);
      const graph = await built(id, values);
      const end = (given: number[]): Promise<number> =>
        built(id, given).then(({ nodes }) => nodes[nodes.length - 1].data);
      for (const i of inputs.keys()) {
        const nudged = values.map((value, k) => value + (k === i ? 1e-6 : 0));
        const rise = ((await end(nudged)) - (await end(values))) / 1e-6;
        assert.ok(Math.abs(rise - graph.nodes[i].gradient) < 1e-3, `${id}, ${inputs[i].name}: ${rise}`);
      }
    }
  });

  it('is the learner’s own: the order, too, in other right solutions', async () => {
    const orders = new Set<string>();
    for (const { name, text } of alternatives) {
      const graph = await built('neuron', [], text);
      assert.deepEqual(gradients(graph), gradients(await built('neuron')), name);
      orders.add(graph.order.join());
    }
    assert.ok(orders.size > 1, 'they differ in their order');
  });

  it('code that throws, never ends or answers something else is told, with its place', async () => {
    const told = async (text: string, message: RegExp, hasLine = true): Promise<void> => {
      await assert.rejects(built('worked-example', [], text, 3000), (error: TaskError) => {
        assert.match(error.message, message);
        assert.equal(error.location?.file, hasLine ? lesson.path : undefined, error.message);
        return true;
      });
    };
    await told(withBody('add', `throw new Error('no');`), /^Your code threw Error: no$/);
    await told(withBody('add', 'return 9;'), /^`add` returned 9, expected a Value /);
    await told(
      withBody('multiply', 'return right_multiply(given[1], given[0]);'),
      /^`multiply` returned a Value whose in/,
    );
    await told(withBody('order', 'return right_order(given[0]).reverse();'), /^`order` did not return the 5 values/);
    await told(withBody('order', 'return right_order(given[0]).slice(1);'), /^`order` did not return the 5 values/);
    await told(withBody('backward', 'given[0].gradient = 1;'), /^`backward` left the gradient 0 in /);
    await told(lesson.source.stub, /^Not started: your code still has a TODO here/);
    await told(
      withBody('backward', 'for (;;);'),
      /^The graph (worked for 3 seconds of processor time and came no further|stood still for 3 seconds), and was ended\. Do /,
      false,
    );
  });

  it('is ended by a signal', async () => {
    const interrupt = new AbortController();
    const sources = learnerFile(lesson.path, withBody('backward', 'for (;;);'), givenSources(course));
    const running = buildGraph({ program, sources, formula: 'worked-example', values: [2, 3] }, interrupt.signal);
    interrupt.abort(new Error('enough'));
    await assert.rejects(running, /enough/);
  });

  it('is built by code that passes its checks; else by the reference, also where no code of a learner may run', async () => {
    await withFolder(async (folder) => {
      await layOut(course, folder);
      const supervisor = new Supervisor({ script: path.join(dist, 'check-child.js') });
      const sources = (text?: string, where: string | null = folder): ReturnType<typeof graphSources> => {
        if (text !== undefined) writeFileSync(path.join(folder, lesson.path), text);
        return graphSources(new CheckService(course, supervisor), where, folder);
      };
      try {
        for (const text of [undefined, solution.replace('a.data * b.data', 'a.data + b.data')])
          assert.equal((await sources(text)).isReference, true);
        const own = await sources(`${solution}// mine\n`);
        assert.equal(own.isReference, false);
        assert.match(own.sources.files.find(({ path: file }) => file === lesson.path)?.text ?? '', /mine/);
        const graph = await buildGraph({ program, sources: own.sources, formula: 'worked-example', values: [] });
        assert.equal(graph.nodes[0].gradient, 45);
        const without = await sources(undefined, null);
        assert.equal(without.isReference, true);
        assert.match(readFileSync(path.join(folder, lesson.path), 'utf8'), /mine/);
        assert.ok(without.sources.files.every(({ origin }) => origin !== 'learner'));
        const reference = { program, sources: without.sources, formula: 'used-again', values: [] };
        assert.equal((await buildGraph(reference)).nodes[0].gradient, 7);
      } finally {
        supervisor.dispose();
      }
    });
  });

  it('is shown as it goes on: another formula takes the place of the one that is being built', async () => {
    const graph = await built('worked-example');
    const states: string[] = [];
    const given: [string, readonly number[]][] = [];
    let next: (signal: AbortSignal) => Promise<{ graph: Graph; isReference: boolean }> = () =>
      Promise.resolve({ graph, isReference: true });
    const controller = new GraphController((id, values, signal) => {
      given.push([id, values]);
      return next(signal);
    });
    controller.onChange(() => states.push(controller.view.state));
    assert.deepEqual([controller.view.state, controller.view.values], ['idle', [2, 3]]);
    await controller.again();
    await controller.start('no-such-formula', []);
    assert.deepEqual(states, [], 'nothing was built, so there is nothing to build again');
    await controller.start('worked-example', []);
    await controller.start('worked-example', [5, 1]);
    await controller.again();
    assert.deepEqual(given, [
      ['worked-example', [2, 3]],
      ['worked-example', [5, 1]],
      ['worked-example', [5, 1]],
    ]);
    assert.deepEqual([controller.view.graph, controller.view.isReference], [graph, true]);
    next = (signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
    const first = controller.start('neuron', []);
    assert.equal(controller.view.graph, graph, 'the old one stays meanwhile');
    next = () => Promise.resolve({ graph, isReference: false });
    await Promise.all([first, controller.start('used-again', [])]);
    assert.deepEqual(
      [controller.view.state, controller.view.formula, controller.view.isReference],
      ['done', 'used-again', false],
    );
    next = () => Promise.reject(new Error('It could not be built.'));
    await controller.again();
    assert.deepEqual(
      [controller.view.state, controller.view.status, controller.view.graph],
      ['failed', 'It could not be built.', null],
    );
    controller.forget();
    assert.deepEqual([controller.view.state, controller.view.formula], ['idle', 'worked-example']);
  });

  it('believes no message of another form', async () => {
    const good = { type: 'traced', graph: await built('worked-example') };
    assert.deepEqual(parse(GraphChildToHost, good), good);
    const changes = [
      ...[{ order: [7] }, { nodes: [{}] }, { nodes: [] }, { visits: [{ at: 9, gradient: 1, contributions: [] }] }],
      { nodes: good.graph.nodes.map((node) => ({ ...node, slopes: [1, 2, 3] })) },
    ];
    for (const change of changes)
      assert.equal(
        parse(GraphChildToHost, { ...good, graph: { ...good.graph, ...change } }),
        null,
        JSON.stringify(change),
      );
  });
});
