/** Pairs questions with their answers over a line that carries messages both ways. The same for a page, a process and a worker. */

/** There is no one left to answer. */
export class ChannelClosed extends Error {}

interface Waiting {
  resolve(answer: unknown): void;
  reject(error: ChannelClosed): void;
}

export class Channel<Message> {
  readonly send: (message: Message) => void;
  private readonly waiting = new Map<number, Waiting>();
  private lastId = 0;
  private open = true;

  /** @param send puts a message on the line */
  constructor(send: (message: Message) => void) {
    this.send = send;
  }

  /**
   * Asks the other end.
   *
   * @param question makes the message that carries this id
   * @throws ChannelClosed when the other end goes away before it has answered, or is gone
   */
  request<Answer>(question: (id: number) => Message): Promise<Answer> {
    if (!this.open) return Promise.reject(new ChannelClosed());
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve: resolve, reject });
      this.send(question(id));
    });
  }

  /** Hands on an answer that has arrived. One to no open question is dropped. */
  answer(id: number, answer: unknown): void {
    this.waiting.get(id)?.resolve(answer);
    this.waiting.delete(id);
  }

  /** Rejects what has not been answered. The channel stays open. */
  drop(): void {
    const lost = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of lost) reject(new ChannelClosed());
  }

  /** The other end is gone. */
  close(): void {
    this.open = false;
    this.drop();
  }
}
