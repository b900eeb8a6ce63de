/** What a learner's code has beside the language. */
export const GIVEN = [
  ...['setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'clearImmediate'],
  ...['console', 'process', 'performance', 'queueMicrotask', 'structuredClone'],
];
