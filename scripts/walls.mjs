// @ts-check
/** The walls between the rooms, as an esbuild plugin: an import through a wall does not build. The linter reads the same table. */
import { isBuiltin } from 'node:module';
import path from 'node:path';

/**
 * From the ground up: a room, and the rooms below that it may import, beside itself.
 *
 * @type {Record<string, readonly string[]>}
 */
export const ROOMS = {
  protocol: [],
  host: ['protocol'],
  course: ['host', 'protocol'],
  checker: ['course', 'host', 'protocol'],
  training: ['checker', 'course', 'host', 'protocol'],
  frameworks: ['training', 'checker', 'course', 'host', 'protocol'],
  notebook: ['checker', 'course', 'host', 'protocol'],
  terminal: ['notebook', 'frameworks', 'training', 'checker', 'course', 'host', 'protocol'],
  editor: ['notebook', 'frameworks', 'training', 'checker', 'course', 'host', 'protocol'],
  'extension.ts': ['editor', 'notebook', 'frameworks', 'training', 'checker', 'course', 'host', 'protocol'],
  'cli.ts': ['terminal', 'notebook', 'frameworks', 'training', 'checker', 'course', 'host', 'protocol'],
  webview: [],
};

/** Where Node is known, beside the folders called `node/` of the rooms: these exist on Node alone. */
export const NODE_ROOMS = ['terminal', 'cli.ts'];

/** Within the checker, the kit stands alone: it runs beside the learner's code and is what lessons import. */
const KIT = path.join('src', 'checker', 'kit');

/** Pure code that the pages share with the rooms: it imports nothing. */
const SHARED_WITH_PAGES = [path.join('src', 'training', 'data', 'placement'), path.join('src', 'host', 'channel')];

/** Runs when the extension is built and is not shipped: it brings large libraries. */
const RENDER = path.join('src', 'course', 'render');

/**
 * @param {string} root
 * @returns {import('esbuild').Plugin}
 */
export function walls(root) {
  return {
    name: 'walls',
    setup(build) {
      build.onResolve({ filter: /.*/ }, (args) => {
        const from = roomOf(root, args.importer);
        if (!from || args.kind === 'entry-point') return undefined;
        const importer = path.relative(root, args.importer);
        if (!args.path.startsWith('.')) {
          if (args.path === 'vscode' && from !== 'editor' && from !== 'extension.ts')
            return wall(args, `only the editor room may import 'vscode'`);
          if (
            args.path === '@vscode/webview-ui-toolkit' &&
            !importer.endsWith(path.join('webview', 'shared', 'controls.ts'))
          )
            return wall(args, 'the UI toolkit is imported through webview/shared/controls.ts only');
          if (['markdown-it', 'temml'].includes(args.path) && !importer.startsWith(RENDER))
            return wall(args, 'the guide is rendered in src/course/render only');
          if (from === 'webview' && args.path.startsWith('node:')) return wall(args, 'a webview has no Node');
          if (isBuiltin(args.path) && !NODE_ROOMS.includes(from) && !importer.split(path.sep).includes('node'))
            return wall(args, 'Node is known in folders called node/ and in the terminal only; ask the host');
          return undefined;
        }
        const target = path.resolve(args.resolveDir, args.path);
        const to = roomOf(root, target);
        if (importer.startsWith(KIT) && !path.relative(root, target).startsWith(KIT))
          return wall(args, 'the kit imports nothing from outside its folder');
        if (path.relative(root, target).startsWith(RENDER) && !importer.startsWith(RENDER))
          return wall(args, 'src/course/render runs when the extension is built, and is not shipped');
        if (from === 'webview' && SHARED_WITH_PAGES.includes(path.relative(root, target))) return undefined;
        if (SHARED_WITH_PAGES.includes(importer.replace(/\.ts$/, '')))
          return wall(args, 'what the pages share imports nothing');
        if (!to || to === from || ROOMS[from]?.includes(to)) return undefined;
        return wall(args, `${from} may not import ${to}`);
      });
    },
  };
}

/** @param {string} root @param {string} file */
function roomOf(root, file) {
  const parts = path.relative(root, file).split(path.sep);
  if (parts[0] === 'webview') return 'webview';
  return parts[0] === 'src' ? parts[1] : null;
}

/** @param {{ path: string, importer: string }} args @param {string} why */
function wall(args, why) {
  return { errors: [{ text: `A wall is in the way of the import '${args.path}': ${why} (docs/architecture.md).` }] };
}
