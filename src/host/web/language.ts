/**
 * The global names of the language itself. Node makes an empty context and asks it; a browser has none to ask. A test holds
 * this list against Node's. `WebAssembly` and `console` are not among them, and a learner's code does not get them.
 */
export const LANGUAGE: readonly string[] = [
  ...['globalThis', 'Infinity', 'NaN', 'undefined', 'eval', 'isFinite', 'isNaN', 'parseFloat', 'parseInt'],
  ...['decodeURI', 'decodeURIComponent', 'encodeURI', 'encodeURIComponent', 'escape', 'unescape'],
  ...[
    'Object',
    'Function',
    'Boolean',
    'Symbol',
    'Number',
    'BigInt',
    'Math',
    'Date',
    'String',
    'RegExp',
    'Intl',
    'JSON',
  ],
  ...['Error', 'AggregateError', 'EvalError', 'RangeError', 'ReferenceError', 'SyntaxError', 'TypeError', 'URIError'],
  ...['SuppressedError', 'DisposableStack', 'AsyncDisposableStack'],
  ...['Array', 'ArrayBuffer', 'SharedArrayBuffer', 'Atomics', 'DataView', 'BigInt64Array', 'BigUint64Array'],
  ...['Int8Array', 'Int16Array', 'Int32Array', 'Uint8Array', 'Uint8ClampedArray', 'Uint16Array', 'Uint32Array'],
  ...['Float16Array', 'Float32Array', 'Float64Array', 'Iterator', 'Map', 'Set', 'WeakMap', 'WeakSet', 'WeakRef'],
  ...['FinalizationRegistry', 'Promise', 'Proxy', 'Reflect'],
];
