/** A deep copy of plain values, arrays, typed arrays and objects; functions and generators become their kind. */
export function snapshot(value: unknown, depth = 0): unknown {
  if (value === null || typeof value !== 'object') return typeof value === 'function' ? 'a function' : value;
  if (depth > 8) return '…';
  if (Array.isArray(value)) return value.map((item) => snapshot(item, depth + 1));
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return (value as Float64Array).slice();
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value)) copy[key] = snapshot((value as Record<string, unknown>)[key], depth + 1);
  return copy;
}
