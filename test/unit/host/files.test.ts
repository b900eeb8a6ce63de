/** A folder, as the rooms see it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { host } from '../../../src/host';
import { FileRefused, requireText } from '../../../src/host/files';
import { copyNew } from '../../../src/host/node/addFile';
import { ownerName } from '../../../src/host/node/owner';
import { readRegular, readRegularLater } from '../../../src/host/node/regularFile';
import { parseJson } from '../../../src/host/text';
import { temporaryFolder } from '../../support/folders';
import { DEAD_LINKS, ODD_FILES, withSocket } from '../../support/oddFiles';

describe('a folder', () => {
  const place = temporaryFolder();
  const files = host.folder(place);

  it('gives back what was written, and makes folders on the way', async () => {
    await files.write('part/a.ts', 'text\r\n');
    await files.write('part/b', Uint8Array.of(1, 2, 255));
    assert.equal(files.readText('part/a.ts'), 'text\r\n');
    assert.deepEqual([...(files.read('part/b') ?? [])], [1, 2, 255]);
    assert.equal(readFileSync(path.join(place, 'part', 'a.ts'), 'utf8'), 'text\r\n');
    assert.deepEqual(
      files
        .list('part')
        ?.map(({ name }) => name)
        .sort(),
      ['a.ts', 'b'],
    );
    assert.deepEqual(files.list(''), [{ name: 'part', isFolder: true }]);
  });

  it('keeps the mark at the start of a text', async () => {
    await files.write('marked', '\uFEFFtext');
    assert.equal(files.readText('marked'), '\uFEFFtext');
  });

  it('has nothing where there is nothing, and where there is something else', () => {
    writeFileSync(path.join(place, 'file'), '');
    mkdirSync(path.join(place, 'folder'));
    for (const missing of ['none', 'none/deeper', 'file/deeper']) {
      assert.equal(files.read(missing), null, missing);
      assert.equal(files.readText(missing), null, missing);
    }
    for (const missing of ['none', 'file']) assert.equal(files.list(missing), null, missing);
    assert.deepEqual(['none', 'file', 'folder'].map(files.kind), [null, 'file', 'folder']);
    assert.throws(() => requireText(files, 'none'), /The file none is missing/);
  });

  for (const { what, put, said } of ODD_FILES)
    it(`refuses ${what} in place of a file`, () => {
      put(path.join(place, 'odd'));
      for (const read of [files.read, files.readText])
        assert.throws(
          () => read('odd'),
          (error) => error instanceof FileRefused && error.message.startsWith('odd is ') && said.test(error.message),
        );
    });

  for (const { what, put } of DEAD_LINKS)
    it(`has nothing where there is ${what}`, () => {
      put(path.join(place, 'dead'));
      assert.equal(files.readText('dead'), null);
    });

  it('refuses a socket in place of a file', async function () {
    if (process.platform === 'win32') this.skip();
    await withSocket(path.join(place, 'socket'), async () => {
      assert.throws(() => files.read('socket'), /^FileRefused: socket is a socket, not an ordinary file\.$/);
    });
  });

  it('reads as much as a kind of file can have, and not a byte more', async () => {
    await files.write('ten', '0123456789');
    assert.equal(files.readText('ten', 10), '0123456789');
    assert.throws(
      () => files.readText('ten', 9),
      /^FileRefused: ten is too large: it has 10 bytes, and at most 9 bytes are read\.$/,
    );
    assert.equal(requireText(files, 'ten'), '0123456789');
  });

  it('reads what says that it is empty and is not, and no more of it than is asked for', function () {
    const status = '/proc/self/status';
    if (!existsSync(status)) this.skip();
    assert.match(readRegular(status, 100_000).toString(), /^Name:/);
    assert.throws(() => readRegular(status, 100), FileRefused);
  });

  it('a large file is read while other work goes on, under the same rules', async () => {
    const large = path.join(place, 'large');
    const bytes = Buffer.from(Uint32Array.from({ length: 250_000 }, (_, i) => i).buffer);
    writeFileSync(large, bytes);
    assert.ok((await readRegularLater(large, bytes.length)).equals(bytes));
    await assert.rejects(readRegularLater(large, bytes.length - 1), FileRefused);
    for (const { put, said } of ODD_FILES) {
      put(large);
      await assert.rejects(readRegularLater(large, bytes.length), said);
    }
  });

  it('reads text in UTF-16, as Windows’ own programs write it', async () => {
    for (const text of ['\uFEFFconst π = 3;', '// no mark', '{}']) {
      const bytes = Buffer.from(text, 'utf16le');
      await files.write('wide', bytes);
      assert.equal(files.readText('wide'), text);
      await files.write('wide', bytes.swap16());
      assert.equal(files.readText('wide'), text);
    }
    await files.write('short', 'a');
    assert.equal(files.readText('short'), 'a');
    assert.deepEqual(parseJson('\uFEFF{"a": [1]}'), { a: [1] });
  });

  it('removes files and whole folders, and what is not there', async () => {
    await files.write('gone/deep/a', 'a');
    await files.remove('gone');
    await files.remove('gone');
    assert.equal(files.kind('gone'), null);
  });

  it('a name that several want: a link gives it to the first, a move takes it once, and neither replaces a file', async () => {
    await files.add('mine', 'mine');
    await files.add('theirs', 'theirs');
    assert.deepEqual([await files.link('mine', 'name'), await files.link('theirs', 'name')], [true, false]);
    assert.equal(files.readText('name'), 'mine');
    assert.deepEqual([await files.move('name', 'taken'), await files.move('name', 'taken-2')], [true, false]);
    assert.equal(files.readText('taken'), 'mine');
    assert.equal(await files.link('gone', 'name'), false);
    assert.equal(files.kind('name'), null);
  });

  it('a disk without links: the copy does the same', () => {
    const at = (name: string): string => path.join(place, 'copies', name);
    mkdirSync(at(''));
    for (const name of ['mine', 'theirs']) writeFileSync(at(name), name);
    assert.deepEqual([copyNew(at('mine'), at('name')), copyNew(at('theirs'), at('name'))], [true, false]);
    assert.equal(readFileSync(at('name'), 'utf8'), 'mine');
    assert.equal(copyNew(at('gone'), at('other')), false);
  });

  it('what a process left half written when it was killed is removed by the next one', async () => {
    const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
    const left = `abandoned/x.json.${ownerName(dead)}-0.tmp`;
    const underWay = `abandoned/x.json.${ownerName(process.ppid)}-0.tmp`;
    const writes = [() => files.add('abandoned/mine', 'mine'), () => files.write('abandoned/mine', 'mine')];
    for (const write of writes) {
      mkdirSync(path.join(place, 'abandoned'), { recursive: true });
      for (const name of [left, underWay]) writeFileSync(path.join(place, name), '{');
      await write();
      assert.deepEqual([left, underWay].map(files.kind), [null, 'file']);
    }
  });
});

describe('the machine', () => {
  it('finds the path of a place in a folder, with forward slashes, or none', () => {
    const folder = path.resolve('course');
    assert.equal(host.pathIn(folder, path.join(folder, 'part', 'a.ts')), 'part/a.ts');
    for (const outside of [folder, path.resolve('other', 'a.ts'), path.dirname(folder), `${folder}-2`])
      assert.equal(host.pathIn(folder, outside), null, outside);
    assert.equal(host.placeIn(folder, 'part/a.ts'), path.join(folder, 'part', 'a.ts'));
  });

  it('a hash is the same for a text and its bytes', () => {
    const digits = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    assert.equal(host.sha256('abc'), digits);
    assert.equal(host.sha256(Uint8Array.of(97, 98, 99)), digits);
  });
});
