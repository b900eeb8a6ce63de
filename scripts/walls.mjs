// @ts-check
/**
 * The walls between the rooms of the house: one table. The build stops an import through a wall, the linter an import of
 * types through one, and docs/architecture.md shows the table as a picture.
 */
import { isBuiltin } from 'node:module';
import path from 'node:path';

/**
 * @typedef {object} Room
 * @property {string} holds - what it is for, in a few words
 * @property {readonly string[]} mayImport - rooms below it
 */

/** From the ground up. @type {Readonly<Record<string, Room>>} */
export const rooms = {
  protocol: { holds: 'messages and files, each declared once', mayImport: [] },
  host: { holds: 'the machine: children, files', mayImport: ['protocol'] },
  course: { holds: 'parts, lessons, folder, progress', mayImport: ['host', 'protocol'] },
  checker: { holds: 'compile, run, judge, diagnose', mayImport: ['course', 'host', 'protocol'] },
  training: { holds: 'data, experiments, runs', mayImport: ['checker', 'course', 'host', 'protocol'] },
  frameworks: {
    holds: 'TensorFlow.js and PyTorch beside it',
    mayImport: ['training', 'checker', 'course', 'host', 'protocol'],
  },
  notebook: { holds: 'lessons as notebooks', mayImport: ['checker', 'course', 'host', 'protocol'] },
  terminal: {
    holds: 'the command line',
    mayImport: ['notebook', 'frameworks', 'training', 'checker', 'course', 'host', 'protocol'],
  },
  editor: {
    holds: 'the only room that knows vscode',
    mayImport: ['notebook', 'frameworks', 'training', 'checker', 'course', 'host', 'protocol'],
  },
};

/** The programs: they stand beside the rooms, and each opens one of them. @type {Readonly<Record<string, string>>} */
const programs = { 'extension.ts': 'editor', 'cli.ts': 'terminal' };

/** Pure code that the pages share with the rooms: it imports nothing. */
const sharedWithPages = [
  'src/training/data/placement',
  'src/training/thinning',
  'src/training/engine',
  'src/training/patients',
  'src/training/measuredOn',
  'src/training/optimizers',
  'src/training/percent',
  'src/host/channel',
];

/** Within the checker, the kit stands alone: it runs beside the learner's code and is what lessons import. */
const kit = 'src/checker/kit/';

/** Runs when the extension is built and is not shipped: it brings large libraries. */
const render = 'src/course/render/';
const renderLibraries = ['markdown-it', 'temml'];

/**
 * @param {string} from - the importing file, relative to the project, with `/`
 * @param {string} specifier - what stands in the import
 * @returns {string | null} why a wall is in the way; null when none is
 */
export function wallBetween(from, specifier) {
  const room = roomOf(from);
  if (room === null) return null;
  if (!specifier.startsWith('.')) return wallBeforePackage(from, room, specifier);
  const target = path.posix.join(path.posix.dirname(from), specifier);
  const to = roomOf(target);
  if (from.startsWith(kit) && !target.startsWith(kit)) return 'the kit imports nothing from outside its folder';
  if (target.startsWith(render) && !from.startsWith(render))
    return 'src/course/render runs when the extension is built, and is not shipped';
  if (sharedWithPages.includes(from.replace(/\.ts$/, ''))) return 'what the pages share imports nothing';
  if (to === null || to === room) return null;
  if (room === 'webview') return sharedWithPages.includes(target) ? null : `webview may not import ${to}`;
  const opened = programs[room] ?? room;
  return opened === to || rooms[opened]?.mayImport.includes(to) ? null : `${room} may not import ${to}`;
}

/** @param {string} from @param {string} room @param {string} name */
function wallBeforePackage(from, room, name) {
  if (name === 'vscode' && room !== 'editor' && room !== 'extension.ts')
    return `only the editor room may import 'vscode'`;
  if (name === '@vscode/webview-ui-toolkit' && from !== 'webview/shared/controls.ts')
    return 'the UI toolkit is imported through webview/shared/controls.ts only';
  if (name === 'valibot' && room !== 'protocol') return 'schemas are declared in src/protocol only';
  if (renderLibraries.includes(name) && !from.startsWith(render))
    return 'the guide is rendered in src/course/render only';
  if (room === 'webview' && name.startsWith('node:')) return 'a webview has no Node';
  if (isBuiltin(name) && !hasNode(from))
    return 'Node is known in folders called node/ and in the terminal only; ask the host';
  return null;
}

/** These parts exist on Node alone. @param {string} file */
const hasNode = (file) => /^src\/(terminal\/|cli\.ts$|(.*\/)?node\/)/.test(file);

/** @param {string} file */
function roomOf(file) {
  const [first, second] = file.split('/');
  if (first === 'webview') return 'webview';
  return first === 'src' ? second : null;
}

/**
 * As an esbuild plugin: an import through a wall does not build.
 *
 * @param {string} root
 * @returns {import('esbuild').Plugin}
 */
export function walls(root) {
  return {
    name: 'walls',
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => {
        if (args.kind === 'entry-point') return undefined;
        const why = wallBetween(relative(root, args.importer), args.path);
        return why === null ? undefined : { errors: [{ text: told(args.path, why) }] };
      });
    },
  };
}

/**
 * As a rule of the linter, which also sees imports of types. Pages may import types from everywhere: types are not shipped.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const wallsRule = {
  create(context) {
    /** @param {any} node */
    const look = (node) => {
      if (node.source === null) return;
      const from = relative(context.cwd, context.filename);
      if (roomOf(from) === 'webview' && (node.importKind === 'type' || node.exportKind === 'type')) return;
      const why = wallBetween(from, node.source.value);
      if (why !== null) context.report({ node, message: told(node.source.value, why) });
    };
    return { ImportDeclaration: look, ExportNamedDeclaration: look, ExportAllDeclaration: look };
  },
};

/**
 * @param {string} text - of docs/architecture.md
 * @returns {string} the same with its first diagram as the table has it
 */
export const withDiagram = (text) => text.replace(/(?<=```mermaid\n)[^`]*(?=```)/, `${diagram()}\n`);

/** An arrow is an import; one that a longer way along arrows stands for is left out. */
function diagram() {
  const below = (/** @type {string} */ name) => rooms[name].mayImport;
  const boxes = Object.entries(rooms).map(([name, { holds }]) => `  ${name}["${name}<br/>${holds}"]`);
  const arrows = Object.keys(rooms).flatMap((name) =>
    below(name)
      .filter((other) => !below(name).some((between) => below(between).includes(other)))
      .map((other) => `  ${name} --> ${other}`),
  );
  const doors = Object.entries(programs).map(([file, room]) => `  ${file.replace('.ts', '')}[${file}] --> ${room}`);
  const others = [
    '  webview["webview<br/>what runs inside webviews"] -. types of messages .-> protocol',
    '  lessons["lessons<br/>content"] -- kit --> checker',
    '  course -. reads .-> lessons',
  ];
  return ['flowchart TD', ...boxes.reverse(), ...doors, ...arrows.reverse(), ...others].join('\n');
}

/** @param {string} root @param {string} file */
const relative = (root, file) => path.relative(root, file).split(path.sep).join('/');

/** @param {string} specifier @param {string} why */
const told = (specifier, why) => `A wall is in the way of the import '${specifier}': ${why} (docs/architecture.md).`;
