/** More digits than an eye sees would only make a message longer. */
export function short(value: number, digits = 5): number {
  return Number(value.toPrecision(digits));
}
