/** SECURITY.md: each promise names its tests, and these are there. Here are those of what no other test looks at. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CheckService } from '../../../src/checker/service';
import { Supervisor } from '../../../src/checker/supervisor';
import { trainingServices } from '../../../src/editor/panel/trainingServices';
import { host } from '../../../src/host';
import { defaultsFor } from '../../../src/training/validate';
import { course } from '../../support/course';
import { temporaryFolder } from '../../support/folders';
import { dist, repository } from '../training/support';

const read = (file: string): string => readFileSync(path.join(repository, file), 'utf8');
/** The part that promises something. */
const promises = read('.github/SECURITY.md').split('## How to report')[0];

/** What stands between two comments, and the tests that the second one names. */
interface Promised {
  text: string;
  tests: string[];
}

const ROW = /^\|/;
const isProse = (line: string): boolean => line.trim() !== '' && !/^#/.test(line);

/** Sentences and rows of tables, each with its comment. */
function promised(): Promised[] {
  const [, ...body] = promises.split('\n## ');
  const lines = body.flatMap((section) => section.split('\n').slice(1)).filter(isProse);
  const rows = lines.filter((line) => ROW.test(line) && line.includes('<!--'));
  const prose = lines.filter((line) => !ROW.test(line)).join(' ');
  const sentences = prose.split(/(?<=-->)/).filter((text) => text.trim() !== '');
  return [...rows, ...sentences].map((text) => {
    const [, comment] = /<!-- (.*) -->/.exec(text) ?? assert.fail(`No test is named for: ${text}`);
    return { text: text.replace(/<!--.*-->/, '').trim(), tests: comment.split(' | ') };
  });
}

describe('SECURITY.md', () => {
  it('names tests for each sentence and each row', () => {
    const all = promised();
    assert.ok(all.length > 30);
    const isWarning = ({ tests }: Promised): boolean => tests.join() === 'a warning';
    for (const { text } of all.filter((each) => !isWarning(each) && !ROW.test(each.text)))
      assert.doesNotMatch(text, /[a-z)`]\. [A-Z]/, 'one sentence has one comment');
    const tables = promises
      .split('\n')
      .filter((line) => ROW.test(line) && !/^\|( ---|( what)? \|)|^\| what \|/.test(line));
    for (const row of tables) assert.match(row, /<!-- .* -->/);
  });

  it('names tests that are there', () => {
    for (const { text, tests } of promised()) {
      if (tests.join() === 'a warning') continue;
      for (const test of tests) {
        const [file, title] = test.split(' › ');
        assert.ok(title, `“${test}” names a file and a title, for: ${text}`);
        assert.ok(read(path.join('test', file)).includes(title), `${file} has no “${title}”`);
      }
    }
  });
});

describe('what SECURITY.md says of the program as a whole', () => {
  const manifest = JSON.parse(read('package.json')) as {
    extensionKind: string[];
    capabilities: { untrustedWorkspaces: { restrictedConfigurations: string[] } };
    contributes: { configuration: { properties: Record<string, { default: unknown; type: string }> } };
  };

  it('no program but a child can run a learner’s code', () => {
    const runs = (file: string): boolean => readFileSync(path.join(dist, file), 'utf8').includes('SourceTextModule');
    const children = [
      ...['check-child.js', 'train-child.js', 'race-child.js', 'baseline-child.js', 'graph-child.js'],
      'course-backend.js',
    ];
    const programs = readdirSync(dist).filter((file) => file.endsWith('.js'));
    assert.deepEqual(programs.filter(runs).sort(), children.sort());
  });

  it('a child runs as the user of its host', async function () {
    if (!process.getuid) this.skip();
    const script = path.join(temporaryFolder(), 'child.js');
    writeFileSync(script, 'process.send([process.getuid(), process.geteuid()]);');
    const child = host.start(script, { memoryMb: 100 });
    const told = await new Promise((resolve) => child.onMessage(resolve));
    child.kill();
    await child.ended;
    assert.deepEqual(told, [process.getuid(), process.geteuid?.()]);
  });

  it('the extension runs where the folder is', () => {
    assert.deepEqual(manifest.extensionKind, ['workspace']);
  });

  it('the limits of a check are 5 seconds and 1 GB, if no setting says otherwise', () => {
    const { properties } = manifest.contributes.configuration;
    assert.equal(properties['nnFromScratch.check.timeout'].default, 5);
    assert.equal(properties['nnFromScratch.check.memory'].default, 1024);
  });

  it('settings that name programs, folders or limits need trust', () => {
    const { restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    const { properties } = manifest.contributes.configuration;
    const risky = Object.keys(properties).filter((name) => /folder|python|timeout|memory|path/i.test(name));
    assert.ok(risky.length >= 4);
    assert.deepEqual(risky.sort(), restrictedConfigurations.sort());
  });

  it('in a folder that is not trusted, no learner’s code is trained', async () => {
    const supervisor = new Supervisor({ script: path.join(dist, 'check-child.js') });
    const services = trainingServices({
      services: { course, checks: new CheckService(course, supervisor), script: (name) => path.join(dist, name) },
      extensionPath: repository,
      folder: () => temporaryFolder(),
      isTrusted: () => false,
      saveLessons: async () => assert.fail('nothing is written'),
      places: () => ({ configured: null, cache: temporaryFolder() }),
    });
    for (const experiment of ['line', 'mnist'] as const)
      await assert.rejects(services.prepare({ ...defaultsFor(experiment), network: 'mine' }), /not trusted/);
    assert.equal(await services.matmul.own(), null);
    supervisor.dispose();
  });

  it('one file asks the network', () => {
    const asks =
      /\bfetch\(|XMLHttpRequest|new WebSocket|sendBeacon|EventSource|from 'node:(https?|http2|net|tls|dgram|dns)/;
    const files = ['src', 'webview'].flatMap((folder) =>
      readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .map((file) => path.posix.join(folder, file.replaceAll('\\', '/'))),
    );
    assert.ok(files.length > 200);
    assert.deepEqual(
      files.filter((file) => asks.test(read(file))),
      ['src/training/data/ask.ts'],
    );
  });
});
