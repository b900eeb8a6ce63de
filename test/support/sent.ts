/** Sending is checked where tests send: a message must be what its schema declares, and arrive as it was sent. */
import assert from 'node:assert/strict';
import * as v from 'valibot';

/** @throws AssertionError when the message is not of the schema, or JSON would change it (NaN, Infinity, undefined) */
export function assertSendable(schema: v.GenericSchema, message: unknown): void {
  const { success, output, issues } = v.safeParse(schema, message);
  assert.ok(success, `${JSON.stringify(message).slice(0, 300)}: ${issues && v.summarize(issues)}`);
  assert.deepEqual(output, message, 'fields that are not declared');
  assert.deepEqual(JSON.parse(JSON.stringify(message)), message, 'what JSON cannot carry');
}

/** For a test in place of a page or of a file. @returns `value` @throws as `assertSendable` */
export function sendable<T>(schema: v.GenericSchema<unknown, T>, value: T): T {
  assertSendable(schema, value);
  return value;
}

/** A message with each of its fields in turn missing, or holding something else: a schema refuses all of them. */
export function brokenVariants(message: object): object[] {
  return Object.keys(message).flatMap((field) => [
    Object.fromEntries(Object.entries(message).filter(([name]) => name !== field)),
    { ...message, [field]: Symbol.for('nothing of ours') },
  ]);
}
