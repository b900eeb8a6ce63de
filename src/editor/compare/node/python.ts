/** The Python that the learner uses in VS Code. */
import * as vscode from 'vscode';
import { host } from '../../../host';

/** The part of the Python extension's API that is used here. */
interface PythonApi {
  environments?: {
    getActiveEnvironmentPath(resource?: vscode.Uri): unknown;
    resolveEnvironment(environment: unknown): Promise<{ executable?: { uri?: vscode.Uri } } | undefined>;
  };
}

/** The setting; null where it is empty, or where the folder that sets it is not trusted. */
export function namedPython(): string | null {
  return vscode.workspace.getConfiguration('nnFromScratch').get('python', '').trim() || process.env.NNFS_PYTHON || null;
}

/** The interpreter that is chosen in the Python extension; without that extension, what its setting names; else null. */
export async function suggestedPython(): Promise<string | null> {
  const extension = vscode.extensions.getExtension<PythonApi>('ms-python.python');
  if (!extension) return defaultInterpreter();
  try {
    const { environments } = await extension.activate();
    if (!environments) return null;
    const environment = await environments.resolveEnvironment(environments.getActiveEnvironmentPath());
    return environment?.executable?.uri?.fsPath ?? null;
  } catch {
    // It is another extension's business; without its word, the path is searched.
    return null;
  }
}

/** A folder that is not trusted names no programs. Names that the Python extension would have to look up are left to the path. */
function defaultInterpreter(): string | null {
  if (!vscode.workspace.isTrusted) return null;
  const root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const setting = vscode.workspace.getConfiguration('python').get('defaultInterpreterPath');
  const program = typeof setting === 'string' ? setting.trim().replace('${workspaceFolder}', root) : '';
  return host.isPlace(program) ? program : null;
}
