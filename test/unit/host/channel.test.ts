/** Questions and their answers, over a line that carries messages both ways. */
import assert from 'node:assert/strict';
import { Channel, ChannelClosed } from '../../../src/host/channel';

type Message = { ask: string; id: number } | { tell: string };

describe('a channel', () => {
  const sent: Message[] = [];
  const ask = (channel: Channel<Message>, what: string): Promise<unknown> =>
    channel.request((id) => ({ ask: what, id }));
  const idOf = (what: string): number =>
    sent.flatMap((message) => ('ask' in message && message.ask === what ? [message.id] : []))[0];
  let channel: Channel<Message>;
  beforeEach(() => {
    sent.length = 0;
    channel = new Channel((message) => sent.push(message));
  });

  it('pairs each answer with its question, in any order', async () => {
    const [a, b] = [ask(channel, 'a'), ask(channel, 'b')];
    channel.answer(idOf('b'), 'B');
    channel.answer(99, 'an answer to nothing');
    channel.answer(idOf('a'), 'A');
    channel.answer(idOf('a'), 'a second answer');
    assert.deepEqual(await Promise.all([a, b]), ['A', 'B']);
  });

  it('sends what asks nothing as it is', () => {
    channel.send({ tell: 'this' });
    assert.deepEqual(sent, [{ tell: 'this' }]);
  });

  it('rejects what is open when the other end goes away, and whatever is asked afterwards', async () => {
    const open = ask(channel, 'a');
    channel.close();
    await assert.rejects(open, ChannelClosed);
    await assert.rejects(ask(channel, 'b'), ChannelClosed);
    assert.equal(sent.length, 1);
  });

  it('can drop what is open and go on', async () => {
    const open = ask(channel, 'a');
    channel.drop();
    await assert.rejects(open, ChannelClosed);
    const next = ask(channel, 'b');
    channel.answer(idOf('a'), 'late');
    channel.answer(idOf('b'), 'B');
    assert.equal(await next, 'B');
  });
});
