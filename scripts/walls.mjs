// @ts-check
/** The walls between the rooms, as an esbuild plugin: an import through a wall does not build. */
import path from 'node:path';

/** Room → rooms that it may import. The order of the house: training → checker → course → host → protocol. */
const MAY_IMPORT = {
  protocol: ['protocol'],
  host: ['host', 'protocol'],
  course: ['course', 'host', 'protocol'],
  checker: ['checker', 'course', 'host', 'protocol'],
  training: ['training', 'checker', 'course', 'host', 'protocol'],
  frameworks: ['frameworks', 'training', 'checker', 'course', 'host', 'protocol'],
  notebook: ['notebook', 'checker', 'course', 'host', 'protocol'],
  terminal: ['terminal', 'notebook', 'frameworks', 'training', 'checker', 'course', 'host', 'protocol'],
  editor: ['editor', 'notebook', 'frameworks', 'training', 'checker', 'course', 'host', 'protocol'],
  'extension.ts': ['editor', 'notebook', 'frameworks', 'training', 'checker', 'course', 'host', 'protocol'],
  'cli.ts': ['terminal', 'notebook', 'frameworks', 'training', 'checker', 'course', 'host', 'protocol'],
  webview: ['webview'],
};

/** Within the checker, the kit stands alone: it runs beside the learner's code and is what lessons import. */
const KIT = path.join('src', 'checker', 'kit');

/** Pure code that the pages share with the training: it imports nothing. */
const SHARED_WITH_PAGES = [path.join('src', 'training', 'data', 'placement')];

/** Runs when the extension is built and is not shipped: it brings large libraries. */
const RENDER = path.join('src', 'course', 'node', 'render');

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
        if (!args.path.startsWith('.')) {
          if (args.path === 'vscode' && from !== 'editor' && from !== 'extension.ts')
            return wall(args, `only the editor room may import 'vscode'`);
          if (
            args.path === '@vscode/webview-ui-toolkit' &&
            !args.importer.endsWith(path.join('webview', 'shared', 'controls.ts'))
          )
            return wall(args, 'the UI toolkit is imported through webview/shared/controls.ts only');
          if (['markdown-it', 'temml'].includes(args.path) && !path.relative(root, args.importer).startsWith(RENDER))
            return wall(args, 'the guide is rendered in src/course/node/render only');
          if (from === 'webview' && args.path.startsWith('node:')) return wall(args, 'a webview has no Node');
          return undefined;
        }
        const target = path.resolve(args.resolveDir, args.path);
        const to = roomOf(root, target);
        if (path.relative(root, args.importer).startsWith(KIT) && !path.relative(root, target).startsWith(KIT))
          return wall(args, 'the kit imports nothing from outside its folder');
        if (path.relative(root, target).startsWith(RENDER) && !path.relative(root, args.importer).startsWith(RENDER))
          return wall(args, 'src/course/node/render runs when the extension is built, and is not shipped');
        if (from === 'webview' && SHARED_WITH_PAGES.includes(path.relative(root, target))) return undefined;
        if (SHARED_WITH_PAGES.includes(path.relative(root, args.importer).replace(/\.ts$/, '')))
          return wall(args, 'what the pages share imports nothing');
        if (!to || MAY_IMPORT[/** @type {keyof typeof MAY_IMPORT} */ (from)]?.includes(to)) return undefined;
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
