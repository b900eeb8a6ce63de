/** Makes a value when it is first asked for. */
export function once<T>(make: () => T): () => T {
  let known: { value: T } | null = null;
  return () => (known ??= { value: make() }).value;
}
