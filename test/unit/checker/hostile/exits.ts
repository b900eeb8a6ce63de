/** Programs that try to end the process, to reach the checker, or to leave their place. */
import { type Program, RIGHT } from './program';

const threw = (what: string, body: string, says: RegExp): Program => ({ what, body, outcome: 'threw', says });
const refusedImport = (what: string, specifier: string, says: RegExp): Program => ({
  what,
  top: `import '${specifier}';`,
  outcome: 'does not compile',
  says,
});

const notFunction = /is not a function|Cannot read properties of undefined/;
const noText = /threw EvalError: .*cannot make code from text/;

export const exits: Program[] = [
  threw('process.exit', '(globalThis as any).process.exit(0); return 1;', notFunction),
  threw('process.abort', '(process as any).abort(); return 1;', notFunction),
  threw('process.kill', '(process as any).kill((process as any).pid); return 1;', notFunction),
  threw('process.reallyExit', '(process as any).reallyExit(0); return 1;', notFunction),
  threw('process.binding', '(process as any).binding("fs"); return 1;', notFunction),
  threw('process.getBuiltinModule', '(process as any).getBuiltinModule("fs"); return 1;', notFunction),
  threw('process.mainModule', '(process as any).mainModule.require("fs"); return 1;', notFunction),
  threw('process.constructor', 'new (process as any).constructor.prototype.exit(); return 1;', /is not a constructor/),
  threw('process.send', '(process as any).send({ type: "finished" }); return 1;', notFunction),
  threw('process.channel', '(process as any).channel.unref(); return 1;', notFunction),
  threw('process.emit', '(process as any).emit("message", {}); return 1;', notFunction),
  threw('require', 'return (require as any)("fs").length;', /require is not defined, at line/),
  threw('module', 'return (module as any).children.length;', /module is not defined/),
  threw('eval', 'return eval("process.exit(0)");', noText),
  threw('new Function', 'return new Function("return process")().pid;', noText),
  threw(
    'the constructor of functions',
    'return (globalThis as any).constructor.constructor("return this")().length;',
    noText,
  ),
  threw(
    'the constructor of async functions',
    'return (async () => {}).constructor("return import(\\"node:fs\\")")();',
    noText,
  ),
  threw('the constructor of generators', 'return (function* () {}).constructor("yield 1")();', noText),
  threw('Function from a builtin', 'return ["return import(\\"node:fs\\")"].map(Function as any)[0] as any;', noText),
  threw(
    'a timer with text',
    'return (setTimeout as any)("process.exit(0)", 0);',
    /TypeError: A timer takes a function/,
  ),
  threw('the stream of the console', '(console as any)._stdout.write("x"); return 1;', notFunction),
  threw(
    'the class of the console',
    'return new (console as any).Console((console as any)._stdout);',
    /not a constructor/,
  ),
  threw(
    'Node’s inspect, by a method of one’s own',
    'const mine = { [Symbol.for("nodejs.util.inspect.custom")]: () => { throw new Error("reached"); } };' +
      '(console as any).dir(mine, { customInspect: true }); console.log(mine); throw new Error("it is not called");',
    /it is not called/,
  ),
  threw('a worker', 'return new (Worker as any)("process.exit(0)", { eval: true });', /Worker is not defined/),
  threw('a channel of messages', 'return new (MessageChannel as any)().port1;', /MessageChannel is not defined/),
  threw(
    'the stack as objects',
    '(Error as any).prepareStackTrace = (_: unknown, frames: any) => frames; return 1;',
    /cannot be changed in a lesson/,
  ),
  threw('the timers of others', 'return (setTimeout(() => {}, 1e6) as any)._idlePrev.constructor();', notFunction),
  threw(
    'import() of Node',
    'let bad: any; import("node:fs").then((fs) => fs.writeFileSync("x", ""), (e) => { bad = e; }); throw new Error("import is refused");',
    /import is refused/,
  ),
  {
    what: 'import() at import',
    top: 'const fs = await import("node:fs");',
    outcome: 'threw',
    says: /cannot use import\(\)/,
  },
  {
    what: 'a throw in a timer',
    body: `setImmediate(() => { throw new RangeError("late"); }); ${RIGHT}`,
    outcome: 'threw',
    says: /threw RangeError: late, at line \d+ of .*, in a timer or a callback/,
  },
  {
    what: 'forged last words',
    body: `setImmediate(() => { throw new Error('{"type":"out-of-memory","megabytes":1,"frames":[]}'); }); ${RIGHT}`,
    outcome: 'threw',
    says: /threw Error/,
  },
  {
    what: 'forged last words on the console',
    body: 'console.error(\'{"type":"out-of-memory","megabytes":1,"frames":[]}\'); for (;;);',
    outcome: 'timed out',
    says: /at line \d+/,
  },
  refusedImport('import of Node', 'node:fs', /line 1: The file imports 'node:fs', a part of Node\.js/),
  refusedImport('import of Node by its short name', 'child_process', /a part of Node\.js/),
  refusedImport('import of a package', 'typescript', /only TypeScript files of this folder/),
  refusedImport('import of a file by its URL', 'file:///etc/passwd', /outside of the course’s folder/),
  refusedImport('import of text', 'data:text/javascript,process.exit(0)', /Nothing is loaded from an address/),
  refusedImport('import of an address', 'https://example.org/x.ts', /Nothing is loaded from an address/),
  refusedImport('import of what judges', 'kit', /only TypeScript files of this folder/),
  refusedImport('import of the checks', './3-loss.checks.ts', /there is no such file/),
  refusedImport('import of the checks by their other name', './checks.ts', /there is no such file/),
  refusedImport('import of the mistakes', './3-loss.mistakes.ts', /there is no such file/),
  refusedImport(
    'import from outside the folder',
    '../../../../../../../../etc/passwd',
    /outside of the course’s folder/,
  ),
];
