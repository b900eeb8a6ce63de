/** Those who are told of something, in the order in which they asked. */
export function listeners<Told extends unknown[]>(): {
  add(listener: (...told: Told) => void): void;
  tell(...told: Told): void;
} {
  const all: ((...told: Told) => void)[] = [];
  return { add: (listener) => void all.push(listener), tell: (...told) => all.forEach((each) => each(...told)) };
}
