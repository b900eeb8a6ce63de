// Given in Part 5 · A number that keeps what it was made of.

/** A number in a computation. It keeps the values that it was made of, and for each of them a local slope. */
export class Value {
  /** The number itself. */
  readonly data: number;
  /** How fast the end of the computation rises when this number rises. 0 until `backward` sets it. */
  gradient = 0;
  /** The values that it was made of; none for a number that was there from the start. */
  readonly inputs: readonly Value[];
  /** For each input, in the same place, how fast `data` rises when this input alone rises. */
  readonly slopes: readonly number[];

  /** @throws Error when there is not one slope for each input */
  constructor(data: number, inputs: readonly Value[] = [], slopes: readonly number[] = []) {
    if (inputs.length !== slopes.length) {
      throw new Error(
        `Value: each input needs one slope, but inputs has ${inputs.length} entries and slopes has ${slopes.length}`,
      );
    }
    this.data = data;
    this.inputs = inputs;
    this.slopes = slopes;
  }
}
