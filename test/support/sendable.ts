import assert from 'node:assert/strict';
import { type v, parse } from '../../src/protocol/schema';

/**
 * For a test in place of a page or of a file.
 *
 * @returns `value`
 * @throws AssertionError when it is not as its schema has it, or when JSON would change it
 */
export function sendable<T>(schema: v.GenericSchema<unknown, T>, value: T): T {
  assert.deepEqual(parse(schema, value), value, 'what is sent is not as its schema has it');
  assert.deepEqual(JSON.parse(JSON.stringify(value)), value, 'JSON changes what is sent');
  return value;
}
