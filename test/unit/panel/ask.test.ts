import assert from 'node:assert/strict';
import type { Inspection, InspectRequest } from '../../../src/protocol/inspection';
import { Questions } from '../../../webview/training/ask';

const worst = (step: number): Inspection => ({ kind: 'worst', digits: [], classes: [], rows: 28, cols: 28, step });

describe('panel: questions to a network', () => {
  let sent: { id: number; request: InspectRequest }[];
  let questions: Questions;

  beforeEach(() => {
    sent = [];
    questions = new Questions((id, request) => sent.push({ id, request }));
    questions.setLive('a');
  });

  it('gives each question its own answer, in whatever order they come', async () => {
    const first = questions.ask({ kind: 'worst' });
    const second = questions.ask({ kind: 'filters' });
    assert.deepEqual(
      sent.map(({ request }) => request.kind),
      ['worst', 'filters'],
    );
    questions.answer(sent[1].id, { kind: 'unavailable', reason: 'no images' });
    questions.answer(sent[0].id, worst(7));
    assert.deepEqual(await first, worst(7));
    assert.deepEqual(await second, { kind: 'unavailable', reason: 'no images' });
  });

  it('asks nobody when there is no network', async () => {
    questions.setLive(null);
    assert.equal((await questions.ask({ kind: 'worst' })).kind, 'unavailable');
    assert.deepEqual(sent, []);
  });

  it('says that there is no answer any more when the run is gone, and ignores one that comes late', async () => {
    const asked = questions.ask({ kind: 'worst' });
    questions.setLive('a');
    questions.setLive('b');
    assert.equal((await asked).kind, 'unavailable');
    questions.answer(sent[0].id, worst(1));
    const again = questions.ask({ kind: 'worst' });
    assert.notEqual(sent[1].id, sent[0].id);
    questions.answer(sent[1].id, worst(2));
    assert.deepEqual(await again, worst(2));
  });
});
