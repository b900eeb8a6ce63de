/** Wrong programs that change what judges them. Every one must be seen through. */
import type { Program } from './program';

const cannot = /cannot be changed in a lesson: write a function of your own/;
const cannotBut = /TypeError|cannot be changed/;

/** The function is wrong; before it answers, it changes something. */
const change = (what: string, code: string, says = cannot): Program => ({
  what,
  body: `${code}; return 0;`,
  outcome: 'threw',
  says,
});
const changeAtImport = (what: string, code: string): Program => ({
  what: `${what}, at import`,
  top: `${code};`,
  body: 'return 0;',
  outcome: 'threw',
  says: cannot,
});

export const builtins: Program[] = [
  changeAtImport('Math.abs', '(Math as any).abs = () => 0'),
  changeAtImport('Math', '(globalThis as any).Math = {}'),
  changeAtImport('the iterator of arrays', '(Array.prototype as any)[Symbol.iterator] = function* () {}'),
  changeAtImport('Object.prototype', '(Object.prototype as any).tolerance = Infinity'),
  changeAtImport('console.log', '(console as any).log = () => {}'),
  change('Math.abs', '(Math as any).abs = () => 0'),
  change('Math.max', 'Object.defineProperty(Math, "max", { value: () => 0 })'),
  change('Math', '(globalThis as any).Math = {}'),
  change('Number.isFinite', '(Number as any).isFinite = () => true'),
  change('Number.isNaN', '(Number as any).isNaN = () => false'),
  change('the iterator of arrays', '(Array.prototype as any)[Symbol.iterator] = function* () {}'),
  change('Array.prototype.map', '(Array.prototype as any).map = () => []'),
  change(
    'Array.prototype.reduce, by defineProperty',
    'Object.defineProperty(Array.prototype, "reduce", { get: () => () => 0 })',
  ),
  change('Array.from', '(Array as any).from = () => []'),
  change('Array.isArray', '(Array as any).isArray = () => false'),
  change('Object.is', '(Object as any).is = () => true'),
  change('Object.entries', '(Object as any).entries = () => []'),
  change('Object.prototype.tolerance', '(Object.prototype as any).tolerance = Infinity'),
  change('Object.prototype.toString', 'Object.prototype.toString = () => "0"', cannotBut),
  change('the setter of an option', 'Object.defineProperty(Object.prototype, "what", { set() {} })'),
  change('the prototype of arrays', 'Object.setPrototypeOf(Array.prototype, null)'),
  change('a deletion', 'delete (Array.prototype as any).push'),
  change('Promise.prototype.then', '(Promise.prototype as any).then = () => {}'),
  change('Function.prototype.call', '(Function.prototype as any).call = () => 0'),
  change('Symbol.hasInstance', 'Object.defineProperty(Error, Symbol.hasInstance, { value: () => false })'),
  change('Symbol.species', 'Object.defineProperty(Array, Symbol.species, { value: class {} })'),
  change('the constructor of arrays', '(Array.prototype as any).constructor = class {}'),
  change('generators', 'Object.getPrototypeOf(function* () {}).prototype.next = () => ({ done: true })'),
  change('the iterators of arrays', 'Object.getPrototypeOf([].values()).next = () => ({ done: true })'),
  change('RegExp.prototype.exec', '(RegExp.prototype as any).exec = () => null'),
  change('String.prototype.includes', '(String.prototype as any).includes = () => true'),
  change('JSON.stringify', '(JSON as any).stringify = () => ""'),
  change('Map.prototype.get', '(Map.prototype as any).get = () => 0'),
  change('Float64Array.prototype.fill', '(Float64Array.prototype as any).__proto__.fill = () => 0'),
  change('the prototype of Float32Array', '(Float32Array as any).prototype.at = () => 0'),
  change('Reflect.apply', '(Reflect as any).apply = () => 0'),
  change('Error.prototype.message', 'Error.prototype.message = "TODO: "', cannotBut),
  change('Error.captureStackTrace', '(Error as any).captureStackTrace = () => {}'),
  change('console.log', '(console as any).log = () => {}'),
  change('performance.now', '(performance as any).now = () => 0'),
  change('setImmediate', '(globalThis as any).setImmediate = () => {}'),
  change('structuredClone', '(globalThis as any).structuredClone = () => 0'),
  change('process', '(globalThis as any).process = {}'),
  change(
    'a change that undoes itself',
    'const real = Math.abs; (Math as any).abs = () => { (Math as any).abs = real; return 0; }',
  ),
];
