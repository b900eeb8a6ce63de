/** The host of a browser, as far as it needs none: paths, folders in memory, the console, and what is done to a learner's code. */
import assert from 'node:assert/strict';
import vm from 'node:vm';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { CompileError } from '../../../src/checker/compile';
import { lineInScript } from '../../../src/checker/web/lineInScript';
import { withoutDynamicImports } from '../../../src/checker/web/dynamicImports';
import { pathOfUrl, urlOfPath } from '../../../src/checker/web/urls';
import { learnersConsole as consoleOfNode } from '../../../src/host/node/learnersConsole';
import { LANGUAGE } from '../../../src/host/web/language';
import { learnersConsole as consoleOfBrowser } from '../../../src/host/web/learnersConsole';
import { host } from '../../../src/host/web/host';
import { MemoryFolder, READ_ONLY } from '../../../src/host/memory';
import { TICK, withTicks } from '../../../src/host/web/trace';
import * as unpackOfBrowser from '../../../src/host/web/unpack';
import * as unpackOfNode from '../../../src/host/node/unpack';
import { packedFault } from '../../../src/host/packed';
import type { LearnersConsole } from '../../../src/host/printing';

const printed = (make: typeof consoleOfNode, use: (console: LearnersConsole) => void): string => {
  let text = '';
  use(make({ write: (piece: string) => void (text += piece) }));
  return text;
};

describe('the host in a browser', () => {
  it('knows the names of the language that an empty context has', () => {
    const names = vm.runInNewContext('Object.getOwnPropertyNames(globalThis)') as string[];
    const wanted = [...names].filter((name) => name !== 'console' && name !== 'WebAssembly');
    assert.deepEqual(
      wanted.filter((name) => !LANGUAGE.includes(name)),
      [],
    );
    assert.equal(new Set(LANGUAGE).size, LANGUAGE.length);
  });

  it('has places like those of Node, whatever their scheme', () => {
    for (const root of ['nn-from-scratch:', 'https://host:80/ext', 'file:///a', '/a/b']) {
      const place = host.placeIn(root, 'x/../1-a/2-b.ts');
      assert.equal(host.pathIn(root, place), '1-a/2-b.ts', root);
      assert.equal(host.nameOf(place), '2-b.ts');
      assert.equal(host.placeIn(host.folderOf(host.folderOf(place)), ''), host.placeIn(root, ''));
      assert.equal(host.pathIn(place, root), null);
    }
  });

  it('hashes as Node does', () => {
    const known = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    assert.equal(host.sha256('abc'), known);
    assert.equal(host.sha256(new TextEncoder().encode('abc')), known);
  });

  describe('unpacks as Node does', () => {
    const plain = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >> 7);
    const packed = gzipSync(plain);
    const both = [unpackOfNode, unpackOfBrowser];

    it('all of it, and packs it again', async () => {
      for (const { unpack } of both) {
        assert.deepEqual(Buffer.from(await unpack(packed, 'gzip', plain.length)), Buffer.from(plain));
        assert.deepEqual(
          Buffer.from(await unpack(deflateRawSync(plain), 'deflate-raw', plain.length)),
          Buffer.from(plain),
        );
      }
      const again = await unpackOfBrowser.gzip(plain);
      assert.deepEqual(Buffer.from(await unpackOfNode.unpack(again, 'gzip', plain.length)), Buffer.from(plain));
    });

    it('as much as comes of the first bytes', async () => {
      for (const { beginningOf } of both) {
        const head = await beginningOf(packed.subarray(0, 4096), 'gzip');
        assert.ok(head.length > 64, `${head.length} bytes`);
        assert.deepEqual(Buffer.from(head), Buffer.from(plain.subarray(0, head.length)));
      }
    });

    for (const [what, bytes, fault] of [
      ['cut short', packed.subarray(0, 1000), 'are cut short'],
      ['damaged', Buffer.concat([packed.subarray(0, -8), Buffer.alloc(8, 0xee)]), 'are damaged'],
      ['something else', Buffer.from('no gzip at all, but a text'), 'are damaged'],
      ['more than there should be', gzipSync(new Uint8Array(50_000_000)), 'hold more than they say'],
    ] as const)
      it(`says what is wrong with data that are ${what}`, async () => {
        for (const { unpack } of both)
          await assert.rejects(unpack(bytes, 'gzip', plain.length), (error) => packedFault(error) === fault);
      });
  });

  it('names a learner’s file by a file URL, and finds its path again', () => {
    for (const folder of ['nn-from-scratch:/course', '/home/a b', 'vscode-vfs://github/a/b'])
      for (const path of ['1-a/2-b.ts', 'ä ö/#1.ts']) {
        const url = urlOfPath(path, folder);
        assert.match(url, /^file:\/\/\//);
        assert.equal(pathOfUrl(url, folder), path);
        assert.equal(pathOfUrl(url, '/elsewhere'), null);
      }
  });

  describe('a folder in memory', () => {
    const written = new Map<string, string>();
    const folder = new MemoryFolder({
      write: async (path, bytes) => void written.set(path, new TextDecoder().decode(bytes)),
      remove: async (path) => void written.delete(path),
    });
    host.mount('test:/course', () => folder);
    const files = host.folder('test:/course');

    it('has what was written at once, and hands it on', async () => {
      const done = files.write('a/b.txt', 'one');
      assert.equal(files.readText('a/b.txt'), 'one');
      await done;
      assert.equal(written.get('a/b.txt'), 'one');
      assert.equal(host.folder('test:/course/a').readText('b.txt'), 'one');
      assert.deepEqual(files.list(''), [{ name: 'a', isFolder: true }]);
      assert.deepEqual([files.kind('a'), files.kind('a/b.txt'), files.kind('c')], ['folder', 'file', null]);
    });

    it('gives names in one step, and to one only', async () => {
      await files.write('p', 'two');
      assert.equal(await files.link('p', 'a/b.txt'), false);
      assert.equal(await files.link('p', 'q'), true);
      assert.equal(await files.move('p', 'r'), true);
      assert.equal(await files.move('p', 's'), false);
      assert.deepEqual([files.readText('p'), files.readText('q'), files.readText('r')], [null, 'two', 'two']);
      assert.equal(await files.addFolder('a'), false);
    });

    it('removes a folder with all that is in it', async () => {
      await files.remove('a');
      assert.equal(files.list('a'), null);
      assert.equal(files.readText('a/b.txt'), null);
    });

    it('takes back what could not be kept, and says so', async () => {
      const fixed = new MemoryFolder(READ_ONLY);
      fixed.set('x', new TextEncoder().encode('before'));
      await assert.rejects(fixed.view('').write('x', 'after'), /read-only/);
      assert.equal(fixed.view('').readText('x'), 'before');
    });

    it('reads no more than a file of its kind can have', () => {
      folder.set('large', new Uint8Array(100));
      assert.throws(() => files.read('large', 99), /^FileRefused: large is too large/);
    });

    it('does not read a folder', async () => {
      await files.write('d/e', '');
      assert.throws(() => files.read('d'), /^FileRefused: d is a folder/);
    });
  });

  describe('the console prints as Node’s does', () => {
    const deep = { a: { b: { c: { d: 1 } } } };
    for (const [what, use] of Object.entries<(console: LearnersConsole) => void>({
      'text with places': (console) => console.log('%d of %s is %i, %f, %j, %o', 1, 'a', 2.5, 3.5, [1], deep),
      'numbers and arrays': (console) => console.log(1, -0, NaN, [1, [2, 3]], new Float64Array([0.1, 2])),
      'long arrays': (console) => console.log(Array.from({ length: 150 }, (_, i) => i / 3)),
      'objects and classes': (console) =>
        console.info(
          deep,
          new (class Matrix {
            rows = 2;
          })(),
          () => 1,
          null,
          undefined,
        ),
      'maps, sets and symbols': (console) => console.debug(new Map([[1, 'a']]), new Set([1]), Symbol('s'), 10n),
      groups: (console) => {
        console.group('outer');
        console.log('one\ntwo');
        console.group();
        console.log([1]);
        console.groupEnd();
        console.groupEnd();
        console.log('out');
      },
      counts: (console) => {
        console.count();
        console.count('x');
        console.count();
        console.countReset();
        console.count();
      },
      assertions: (console) => {
        console.assert(true, 'no');
        console.assert(false);
        console.assert(false, 'the %s', 'reason');
      },
      dir: (console) => console.dir(deep, { depth: 0 }),
    }))
      it(what, () => assert.equal(printed(consoleOfBrowser, use), printed(consoleOfNode, use)));

    it('a table has a row for each row and a column for each name', () => {
      const text = printed(consoleOfBrowser, (console) => console.table([{ a: 1, b: 'x' }, { a: 22 }]));
      assert.equal(
        text,
        [
          '┌─────────┬────┬─────┐',
          '│ (index) │ a  │ b   │',
          '├─────────┼────┼─────┤',
          "│ 0       │ 1  │ 'x' │",
          '│ 1       │ 22 │     │',
          '└─────────┴────┴─────┘',
          '',
        ].join('\n'),
      );
    });
  });

  describe('to find the line of an endless loop', () => {
    const run = (code: string): { ticks: number; result: unknown } => {
      let ticks = 0;
      const body = withTicks(code).replace('export const result', 'const result');
      const result: unknown = vm.runInNewContext(`${body}\n;result`, { [TICK]: () => void ticks++ });
      return { ticks, result };
    };

    for (const [what, code, result] of [
      ['for', 'let n = 0;\nfor (let i = 0; i < 3; i++) n += i;\nexport const result = n;', 3],
      ['while with a block', 'let n = 0;\nwhile (n < 3) {\n  n++;\n}\nexport const result = n;', 3],
      ['do', 'let n = 0;\ndo n++; while (n < 3);\nexport const result = n;', 3],
      [
        'for of and for in',
        'let n = 0;\nfor (const x of [1, 2]) n += x;\nfor (const k in [1, 2, 3]) n += Number(k);\nexport const result = n;',
        6,
      ],
      ['an empty body', 'let n = 0;\nfor (; n < 3; n++);\nexport const result = n;', 3],
      [
        'functions',
        "function f(n) {\n  'use strict';\n  return n === 0 ? 0 : 1 + f(n - 1);\n}\nexport const result = f(3);",
        3,
      ],
    ] as const)
      it(`${what}: each round and call is counted, nothing else changes`, () => {
        const { ticks, result: found } = run(code);
        assert.equal(found, result);
        assert.ok(ticks >= 3, `${ticks} ticks`);
        assert.equal(withTicks(code).split('\n').length, code.split('\n').length);
      });

    it('leaves a text alone that does not parse', () => assert.equal(withTicks('for ('), 'for ('));
  });

  it('an import() is refused as in Node, and one in a text or a comment is none', async () => {
    const quiet = "const a = 'import(1)'; // import(2)\nexport const b = a;";
    assert.equal(withoutDynamicImports(quiet, 'a.ts'), quiet);
    const code = withoutDynamicImports("export const found = import('node:fs');\nimport(found);", 'a.ts');
    assert.doesNotMatch(code, /\bimport\((?:'node|found)/);
    const promise = vm.runInThisContext(code.split('\n')[0].replace('export const found =', '')) as Promise<unknown>;
    await assert.rejects(promise, /cannot use import\(\)\. Write an import at the top of the file/);
    assert.throws(() => withoutDynamicImports('import.meta; import(1) +', 'a.ts'), CompileError);
    const meta = withoutDynamicImports('const found = [import.meta, import . meta.url, new.target];', 'a.ts');
    assert.equal(
      meta,
      'const found = [import.meta, import . meta.url, new.target];',
      'what does not parse is told by the engine',
    );
    const whole = withoutDynamicImports('const found = [import.meta, import . meta.url];', 'a.ts');
    assert.equal(vm.runInThisContext(`${whole} JSON.stringify(found)`), '[{},null]');
  });

  it('the line of an early error is found by another parser', () => {
    assert.equal(lineInScript('const q = 1;\n\nconst q = 2;'), 3);
    assert.equal(lineInScript('export const q = 1;'), null);
  });
});
