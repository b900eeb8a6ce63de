import assert from 'node:assert/strict';
import type { ToWebview } from '../../../src/protocol/panel';
import { MAX_EPOCHS, MAX_FOLLOWED_STEPS, MAX_SAMPLES } from '../../../src/training/thinning';
import { defaultsFor } from '../../../src/training/validate';
import { MAX_COMPARED } from '../../../webview/training/run/compare';
import { type Action, MAX_HISTORY, reduce } from '../../../webview/training/reduce';
import {
  type ViewState,
  allRuns,
  canStart,
  formOf,
  initialState,
  shownRun,
  shownRuns,
} from '../../../webview/training/state';
import { dataChoices, epoch, experiments, hydrate, run, sample, steps, viewOf } from './samples';

const after = (state: ViewState, ...actions: Action[]): ViewState => actions.reduce(reduce, state);
const ready = (): ViewState => reduce(initialState(), hydrate());
const metrics = (runId: string, changes: Partial<Extract<ToWebview, { type: 'metrics' }>>): Action => ({
  type: 'metrics',
  runId,
  steps: [],
  epochs: [],
  samples: [],
  picture: null,
  ...changes,
});

describe('panel: state', () => {
  it('takes a run that goes on as the same run, without what is done again', () => {
    const cut = run('a', { state: 'stopped', cut: 'window', steps: steps(1, 60), lastStep: steps(60, 60)[0] });
    const kept = { runId: 'a', epoch: 1, lost: '', problem: '' };
    const before = after(ready(), { type: 'started', run: cut }, { type: 'kept', kept });
    assert.deepEqual(before.kept, kept);
    const goesOn = run('a', { state: 'preparing', steps: steps(1, 49), lastStep: steps(49, 49)[0] });
    const state = after(before, { type: 'started', run: goesOn });
    assert.deepEqual([state.run?.steps.length, state.run?.cut, state.history.length], [49, null, 0]);
  });

  it('is ready once the host has sent everything', () => {
    assert.equal(initialState().ready, false);
    const state = ready();
    assert.equal(state.ready, true);
    assert.equal(state.experiment, 'line');
    assert.equal(formOf(state).learningRate, '0.1');
  });

  it('imported weights of the convolutional network choose its experiment', () => {
    const initial = { name: 'c.npz', experiment: 'convnet', hidden: [] };
    const experiments = [viewOf('mnist'), viewOf('convnet')];
    const state = reduce(reduce(ready(), hydrate({ experiments, select: 'mnist' })), { type: 'initial', initial });
    assert.equal(state.experiment, 'convnet');
    assert.equal(state.initialWeights, initial);
  });

  it('imported weights choose MNIST and its hidden layers; dropped, they leave both as they are', () => {
    const initial = { name: 'w.npz', experiment: 'mnist', hidden: [24, 16] };
    const before = after(
      ready(),
      { type: 'choose', experiment: 'mnist' },
      { type: 'edit', field: 'epochs', value: '7' },
    );
    const elsewhere = reduce(before, { type: 'choose', experiment: 'line' });
    const state = reduce(elsewhere, { type: 'initial', initial });
    assert.equal(state.experiment, 'mnist');
    assert.equal(formOf(state).hidden, '24, 16');
    assert.equal(formOf(state).epochs, '7');
    const dropped = reduce(state, { type: 'initial', initial: null });
    assert.equal(dropped.initialWeights, null);
    assert.equal(formOf(dropped).hidden, '24, 16');
    // A page that comes back hears of them, and stays where it is.
    const back = reduce(elsewhere, hydrate({ initial }));
    assert.equal(back.experiment, 'line');
    assert.equal(back.forms.mnist?.hidden, '24, 16');
    // What was typed since is not overwritten.
    const edited = reduce(state, { type: 'edit', field: 'hidden', value: '8' });
    assert.equal(formOf(reduce(edited, hydrate({ initial }))).hidden, '8');
  });

  it('stays as it is when a field reports the value that it has', () => {
    const edited = reduce(ready(), { type: 'edit', field: 'epochs', value: '7' });
    assert.equal(reduce(edited, { type: 'edit', field: 'epochs', value: '7' }), edited);
  });

  it('opens with the experiment that was asked for, else with the one that was kept', () => {
    assert.equal(reduce(initialState(), hydrate({ select: 'mnist' })).experiment, 'mnist');
    assert.equal(reduce(initialState({ experiment: '3-or-7' }), hydrate()).experiment, '3-or-7');
    assert.equal(reduce(initialState({ experiment: 'two-moons' }), hydrate()).experiment, 'line');
  });

  it('comes back with the experiment and the values of the last run, unless it has choices of its own', () => {
    const config = { ...defaultsFor('mnist'), learningRate: 0.05, network: 'reference' as const };
    const message = hydrate({ run: run('1', { config }) });
    const fresh = reduce(initialState(), message);
    assert.equal(fresh.experiment, 'mnist');
    assert.deepEqual([formOf(fresh).learningRate, formOf(fresh).network], ['0.05', 'reference']);
    assert.equal(reduce(initialState({ experiment: '3-or-7' }), message).experiment, '3-or-7');
    const asked = reduce(initialState(), { ...message, select: 'line' });
    assert.equal(asked.experiment, 'line');
    const later = reduce(reduce(asked, { type: 'choose', experiment: 'mnist' }), message);
    assert.equal(formOf(later).learningRate, '0.05');
    assert.equal(reduce(reduce(later, { type: 'choose', experiment: 'line' }), message).experiment, 'line');
    const suggested = reduce(initialState(), hydrate({ run: run('1', { config: defaultsFor('mnist') }) }));
    assert.deepEqual(suggested.forms, {}, 'there is nothing to go back from');
  });

  it('adds what is new to the run it belongs to, and to no other', () => {
    const state = after(
      ready(),
      { type: 'started', run: run('a') },
      metrics('a', { steps: steps(1, 3) }),
      metrics('b', { steps: steps(4, 9) }),
    );
    assert.deepEqual([...(state.run?.steps.steps ?? [])], [1, 2, 3]);
    assert.equal(state.run?.lastStep?.step, 3);
    const next = after(state, metrics('a', { steps: steps(4, 49), epochs: [epoch(1)] }), {
      type: 'state',
      runId: 'a',
      state: 'paused',
    });
    assert.equal(next.run?.steps.length, 49);
    assert.equal(next.run?.epochs.length, 1);
    assert.equal(next.run?.state, 'paused');
    assert.equal(after(next, { type: 'state', runId: 'old', state: 'failed' }), next);
  });

  it('never changes a state that it was given', () => {
    const state = after(ready(), { type: 'started', run: run('a') });
    const before = JSON.stringify(state);
    after(
      state,
      metrics('a', { steps: steps(1, 3) }),
      { type: 'edit', field: 'seed', value: '7' },
      { type: 'failed', runId: 'a', message: 'm', location: null },
      { type: 'reset' },
    );
    assert.equal(JSON.stringify(state), before);
  });

  it('keeps a picture until there is a newer one', () => {
    const picture = { kind: 'weights', rows: 1, cols: 1, values: [1] } as const;
    const first = after(
      ready(),
      { type: 'started', run: run('a') },
      metrics('a', { picture: { ...picture, values: [1] } }),
    );
    assert.deepEqual(after(first, metrics('a', { steps: steps(1, 1) })).run?.picture, picture);
  });

  it('stays bounded in a long run and keeps its spikes', () => {
    let state = after(ready(), { type: 'started', run: run('a') });
    for (let from = 1; from <= 400_000; from += 500) {
      const all = steps(from, from + 499, (step) => (step === 777 ? 99 : 1 / step));
      state = after(state, metrics('a', { steps: all, epochs: [epoch(from)], samples: [sample(from)] }));
    }
    const { run: last } = state;
    assert.ok(last && last.steps.length <= MAX_FOLLOWED_STEPS, `${last?.steps.length} steps`);
    assert.equal(last.steps.loss(last.steps.steps.indexOf(777)), 99);
    assert.equal(last.steps.step(last.steps.length - 1), 400_000);
    for (let i = 1; i <= 10_000; i++) state = after(state, metrics('a', { epochs: [epoch(i)], samples: [sample(i)] }));
    assert.ok((state.run?.epochs.length ?? 0) <= MAX_EPOCHS && (state.run?.samples.length ?? 0) <= MAX_SAMPLES);
    assert.equal(state.run?.epochs.at(-1)?.epoch, 10_000);
    assert.equal(state.run?.samples.at(-1)?.step, 10_000);
  });

  it('keeps the finer steps that the page has of a run when the host sends its own', () => {
    const last = { step: 500, epoch: 11, loss: 1 / 500 };
    const coarse = run('a', { steps: steps(1, 500).filter(({ step }) => step % 2 === 0), lastStep: last });
    const state = after(ready(), { type: 'started', run: run('a') }, metrics('a', { steps: steps(1, 500) }));
    assert.equal(reduce(state, hydrate({ run: coarse })).run?.steps.length, 500);
    // What came while the page was hidden is with the host only.
    const newer = { ...coarse, lastStep: { ...last, step: 900 } };
    assert.equal(reduce(state, hydrate({ run: newer })).run?.steps.length, 250);
  });

  it('makes the last run history when a new one starts, and bounds the history', () => {
    let state = ready();
    for (let i = 1; i <= MAX_HISTORY + 5; i++) state = after(state, { type: 'started', run: run(`r${i}`) });
    assert.equal(state.run?.id, `r${MAX_HISTORY + 5}`);
    assert.equal(state.history.length, MAX_HISTORY);
    assert.equal(state.history[0].id, `r${MAX_HISTORY + 4}`);
  });

  it('shows an earlier run until a new one starts', () => {
    const state = after(
      ready(),
      { type: 'started', run: run('a') },
      { type: 'started', run: run('b') },
      { type: 'show', run: 'a' },
    );
    assert.equal(shownRun(state)?.id, 'a');
    assert.equal(after(state, { type: 'section', section: 'runs' }, { type: 'show', run: 'b' }).section, 'charts');
    assert.equal(shownRun(after(state, { type: 'show', run: null }))?.id, 'b');
    assert.equal(shownRun(after(state, { type: 'show', run: 'b' }))?.id, 'b');
    assert.equal(shownRun(after(state, { type: 'started', run: run('c') }))?.id, 'c');
    assert.equal(shownRun(after(state, hydrate({ run: run('b'), history: [] })))?.id, 'b');
  });

  describe('compares runs', () => {
    const three = (): ViewState =>
      after(ready(), ...['a', 'b', 'c'].map((id) => ({ type: 'started', run: run(id) }) as const));
    const drawn = (state: ViewState): [string, number][] => shownRuns(state).map((one) => [one.run.id, one.slot]);
    const compare = (id: string, on: boolean): Action => ({ type: 'compare', run: id, on });

    it('the one in front first, each with a slot that it keeps', () => {
      assert.deepEqual(drawn(three()), [['c', 0]]);
      const all = after(three(), compare('a', true), compare('b', true));
      assert.deepEqual(drawn(all), [
        ['c', 0],
        ['a', 1],
        ['b', 2],
      ]);
      assert.deepEqual(drawn(after(all, { type: 'show', run: 'b' })), [
        ['b', 2],
        ['c', 0],
        ['a', 1],
      ]);
      assert.deepEqual(drawn(after(all, compare('a', false))), [
        ['c', 0],
        ['b', 2],
      ]);
    });

    it('with a new run among them, in the slot that is free', () => {
      const state = after(three(), compare('a', true), compare('b', true), compare('a', false));
      assert.deepEqual(drawn(after(state, { type: 'started', run: run('d') })), [
        ['d', 1],
        ['c', 0],
        ['b', 2],
      ]);
    });

    it('until one is left, and another comes to the front when the first goes', () => {
      const two = after(three(), compare('a', true));
      assert.deepEqual(drawn(after(two, compare('c', false))), [['a', 0]]);
      assert.deepEqual(after(two, compare('c', false)).compared, []);
      assert.deepEqual(drawn(reduce(two, { type: 'runs', run: run('c'), history: [run('b')] })), [['c', 0]]);
    });

    it('no more than can be told apart', () => {
      let state = ready();
      for (let i = 0; i < 9; i++) state = after(state, { type: 'started', run: run(`r${i}`) });
      for (let i = 0; i < 8; i++) state = after(state, compare(`r${i}`, true));
      assert.equal(shownRuns(state).length, MAX_COMPARED);
      assert.deepEqual(drawn(after(state, { type: 'show', run: 'r7' })), [['r7', 0]]);
    });

    it('under the name that a run has now', () => {
      const state = reduce(three(), { type: 'marked', runId: 'a', name: 'the small one', pinned: true });
      const named = allRuns(state).find((one) => one.id === 'a');
      assert.deepEqual([named?.name, named?.pinned], ['the small one', true]);
    });
  });

  it('zooms all charts, and shows everything when another run starts', () => {
    const state = after(
      ready(),
      { type: 'started', run: run('a') },
      { type: 'zoom', move: { kind: 'select', from: 0.25, to: 0.5 }, end: 20 },
    );
    assert.deepEqual(state.zoom, { from: 5, to: 10 });
    assert.equal(after(state, { type: 'started', run: run('b') }).zoom, null);
  });

  it('says at once that it is about to pause, until the run says so', () => {
    const state = after(ready(), { type: 'started', run: run('a') }, { type: 'pausing', runId: 'a' });
    assert.equal(state.pausing, 'a');
    assert.equal(after(state, { type: 'state', runId: 'a', state: 'paused' }).pausing, null);
    assert.equal(after(state, { type: 'state', runId: 'old', state: 'stopped' }).pausing, 'a');
  });

  it('remembers the fields of each experiment, and forgets them on request', () => {
    const state = after(
      ready(),
      { type: 'edit', field: 'learningRate', value: '0.5' },
      { type: 'choose', experiment: 'mnist' },
    );
    assert.equal(formOf(state).learningRate, '0.1');
    const back = after(state, { type: 'choose', experiment: 'line' });
    assert.equal(formOf(back).learningRate, '0.5');
    assert.equal(formOf(after(back, { type: 'reset' })).learningRate, '0.1');
  });

  it('shows why values were refused until they are changed', () => {
    const problems = [
      { field: 'epochs', message: 'too many' },
      { field: 'seed', message: 'too odd' },
    ] as const;
    const state = after(
      ready(),
      { type: 'refused', problems: [...problems] },
      { type: 'edit', field: 'epochs', value: '3' },
    );
    assert.deepEqual(state.problems, [problems[1]]);
    assert.deepEqual(after(state, { type: 'started', run: run('a') }).problems, []);
    assert.deepEqual(after(state, { type: 'choose', experiment: 'mnist' }).problems, []);
  });

  it('takes the folder that the learner has chosen, for the experiment on the screen', () => {
    const select = after(ready(), { type: 'choose', experiment: 'mnist' });
    const data = dataChoices(false, '/my/fashion');
    const next = reduce(select, { type: 'data', data, select: 'folder' });
    assert.equal(next.data, data);
    assert.equal(formOf(next).data, 'folder');
    assert.equal(next.forms.line, undefined);
    // A look at the data alone changes nobody's choice.
    assert.equal(formOf(reduce(select, { type: 'data', data, select: null })).data, 'digits');
  });

  it('prefers data that are at hand', () => {
    const state = after(initialState(), hydrate({ data: dataChoices(false), select: '3-or-7' }));
    assert.equal(formOf(state).data, 'digits');
    assert.equal(formOf(after(state, hydrate())).data, 'mnist');
  });

  it('lets the reference train a locked experiment, not the learner', () => {
    const state = after(initialState(), hydrate({ experiments: experiments([]) }));
    assert.equal(canStart(state), false);
    assert.equal(canStart(after(state, { type: 'edit', field: 'network', value: 'reference' })), true);
    assert.equal(canStart(ready()), true);
  });
});
