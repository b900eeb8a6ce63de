/** Gives the host in a browser what it has in Node by itself: the extension's files, its programs, the open folders. */
import * as vscode from 'vscode';
import { host } from '../../host';
import { MemoryFolder, READ_ONLY } from '../../host/memory';
import { reachElsewhere } from '../../host/web/elsewhere';
import { prepareChildren } from '../../host/web/start';
import { inBackground } from '../inBackground';
import { runsFolder } from '../runsFolder';
import { throughVsCode } from './elsewhere';
import { fillFrom, followFolders, storeIn } from './folders';
import { openOwnFiles } from './ownFiles';
import { placeOf } from './places';
import { saveCourse } from './saveCourse';

/** Call before the host is asked for anything. */
export async function prepareHost(context: vscode.ExtensionContext): Promise<void> {
  const { extensionUri, subscriptions } = context;
  subscriptions.push(vscode.commands.registerCommand('nnFromScratch.saveCourse', saveCourse));
  inBackground(vscode.commands.executeCommand('setContext', 'nnFromScratch.inBrowser', true));
  reachElsewhere(throughVsCode);
  await Promise.all([
    prepareExtension(extensionUri),
    openOwnFiles(context),
    followFolders(context),
    openRuns(runsFolder(context)),
  ]);
}

/** What the extension reads at once. */
const TEXT_FILES = [
  'package.json',
  'dist/course.json',
  'dist/guides.json',
  'dist/lessons.json',
  'dist/notebook-kit.js',
];

/** The extension's own files and programs. */
export async function prepareExtension(extensionUri: vscode.Uri): Promise<void> {
  const bytes = async (path: string): Promise<Uint8Array> =>
    // eslint-disable-next-line no-restricted-syntax -- files of our own
    vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, path));
  const text = async (path: string): Promise<string> => new TextDecoder().decode(await bytes(path));
  const folder = new MemoryFolder(READ_ONLY);
  // Nothing waits for them but the first child.
  prepareChildren(text('dist/web/children.js'), bytes('dist/strip-types.wasm'));
  await Promise.all(TEXT_FILES.map(async (name) => folder.set(name, await bytes(name))));
  host.mount(placeOf(extensionUri), () => folder);
}

/** The weights of a run are larger than any file of a learner's. */
async function openRuns(uri: vscode.Uri): Promise<void> {
  const folder = new MemoryFolder(storeIn(uri));
  await fillFrom(uri, folder, Infinity);
  host.mount(placeOf(uri), () => folder);
}
