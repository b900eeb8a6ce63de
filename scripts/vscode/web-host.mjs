// @ts-check
/**
 * A VS Code workbench without a server: static pages, and a web worker as the extension host, as on vscode.dev. The pages are
 * those that the server of the tests brings; two places that code-server has patched are patched back.
 */
import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ensureServer } from './install.mjs';
import { repositoryRoot } from './paths.mjs';

/**
 * @typedef {object} WebHostOptions
 * @property {import('./install.mjs').VsCodeVersion} version
 * @property {number} [port] - on localhost; without it the system chooses a free one
 * @property {string} [extensionPath] - the extension; this project when left out
 * @property {string} [tests] - path in the extension of a module whose `run()` the extension host calls
 * @property {boolean} [apart] - the extension host and each webview have an origin of their own, as on vscode.dev
 * @property {Record<string, unknown>} [settings] - defaults of settings, on top of the ones that make a quiet VS Code
 * @property {string} [language] - of the interface, such as `zh-cn`
 * @property {(name: string, body: string) => string | undefined} [answer] - to what a test asks for or tells at `/test/name`
 */

/**
 * @typedef {object} WebHost
 * @property {string} url
 * @property {() => Promise<void>} close
 */

/** @type {Record<string, string>} */
const types = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.html': 'text/html',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.md': 'text/markdown',
};

const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
};

/**
 * @param {WebHostOptions} options
 * @returns {Promise<WebHost>}
 * @throws {Error} when the workbench is not as it is expected to be
 */
export async function startWebHost(options) {
  const { serverMain } = await ensureServer(options.version);
  const build = path.dirname(path.dirname(serverMain));
  const extension = options.extensionPath ?? repositoryRoot;
  const workbench = patchedBack(await readFile(path.join(build, 'out/vs/code/browser/workbench/workbench.js'), 'utf8'));
  let port = 0;
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const name = decodeURIComponent(pathname);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*');
    response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
    const send = (/** @type {string} */ type, /** @type {string | Buffer} */ body) => {
      response.setHeader('content-type', type);
      response.end(body);
    };
    try {
      if (request.method === 'OPTIONS') return void response.end();
      if (name === '/') return send('text/html', page(port, options));
      if (name.startsWith('/test/')) {
        let body = '';
        for await (const chunk of request) body += chunk;
        return send('application/json', options.answer?.(name.slice('/test/'.length), body) ?? '');
      }
      if (name === '/build/out/vs/code/browser/workbench/workbench.js') return send(types['.js'], workbench);
      const file = fileOf(name, build, extension);
      send(types[path.extname(name)] ?? 'application/octet-stream', await readFile(file));
    } catch {
      // Built-in extensions of a server have no program for a browser, and VS Code would complain of each.
      if (/^\/build\/extensions\/.*\/browser\/.*\.js$/.test(name))
        return send(types['.js'], 'exports.activate = () => undefined;');
      response.statusCode = 404;
      response.end();
    }
  });
  await new Promise((resolve, reject) =>
    server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', () => resolve(undefined)),
  );
  port = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  return {
    url: `http://localhost:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @param {string} name @param {string} build @param {string} extension */
function fileOf(name, build, extension) {
  const [folder, prefix] = name.startsWith('/build/') ? [build, '/build/'] : [extension, '/ext/'];
  const file = path.join(folder, name.slice(prefix.length));
  if (!name.startsWith(prefix) || !file.startsWith(folder)) throw new Error(`There is no ${name}.`);
  return file;
}

/**
 * code-server names its own server as the remote, and keeps the user's data there.
 *
 * @param {string} text
 */
function patchedBack(text) {
  const remote = 'remoteAuthority:location.host';
  const userData =
    /get userRoamingDataHome\(\)\{return \w+\((\w+)\.file\(this\.userDataPath\)\.with\(\{scheme:\w+\.vscodeRemote\}\),"User"\)\}/;
  if (text.split(remote).length !== 2 || !userData.test(text))
    throw new Error('The workbench of this VS Code is not as expected: what code-server changed in it was not found.');
  return text
    .replace(remote, 'remoteAuthority:void 0')
    .replace(userData, 'get userRoamingDataHome(){return $1.file("/User").with({scheme:"vscode-userdata"})}');
}

/** @param {number} port @param {WebHostOptions} options */
function page(port, { tests, apart = false, settings, language }) {
  const authority = `localhost:${port}`;
  const base = `http://${authority}/build`;
  const webviews = apart ? `http://{{uuid}}.${authority}/build` : base;
  const at = (/** @type {string} */ place) => ({ scheme: 'http', authority, path: place });
  const configuration = {
    userDataPath: '/',
    isEnabledFileDownloads: true,
    isEnabledFileUploads: true,
    isEnabledCoderGettingStarted: false,
    productConfiguration: {
      enableTelemetry: false,
      ...(apart && { quality: 'stable', commit: 'c0ffee', webEndpointUrlTemplate: webviews }),
      webviewContentExternalBaseUrlTemplate: `${webviews}/out/vs/workbench/contrib/webview/browser/pre/`,
    },
    configurationDefaults: { ...quietSettings, ...settings },
    developmentOptions: {
      extensions: [at('/ext')],
      ...(tests && { extensionTestsPath: at(`/ext/${tests}`) }),
    },
    workspaceUri: { scheme: 'tmp', path: '/default.code-workspace' },
  };
  const data = JSON.stringify(configuration).replaceAll('"', '&quot;');
  return `<!DOCTYPE html>
<html>
  <head>
    <meta charset="utf-8">
    <meta id="vscode-workbench-web-configuration" data-settings="${data}">
    <meta id="vscode-workbench-auth-session" data-settings="">
    <link rel="stylesheet" href="${base}/out/vs/code/browser/workbench/workbench.css">
  </head>
  <body aria-label=""></body>
  <script>
    globalThis._VSCODE_FILE_ROOT = ${JSON.stringify(`${base}/out/`)};
    ${language ? `globalThis._VSCODE_NLS_LANGUAGE = ${JSON.stringify(language)};` : ''}
  </script>
  <script type="module" src="${base}/out/nls.messages.js"></script>
  <script type="module" src="${base}/out/vs/code/browser/workbench/workbench.js"></script>
</html>`;
}
