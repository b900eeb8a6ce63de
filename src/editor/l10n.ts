/** The language of VS Code, for what is shown by rooms and pages that do not know `vscode`. */
import * as vscode from 'vscode';
import { setLanguage } from '../course/l10n';
import type { PageLanguage } from './webview/html';

/** For the rooms below. Their texts are literals where they are written; the extraction finds them there. */
export function speakAsVsCode(): void {
  setLanguage(pageLanguage().tag, (text, ...values) => vscode.l10n.t(text, ...values));
}

/** What a webview needs to know. VS Code has no bundle for English and for languages without a translation. */
export function pageLanguage(): PageLanguage {
  const { bundle } = vscode.l10n;
  return bundle ? { tag: vscode.env.language, bundle } : { tag: 'en', bundle: {} };
}
