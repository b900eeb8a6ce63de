/** A glossary term in a comment of a lesson's file shows its definition. */
import * as vscode from 'vscode';
import { commentRanges } from '../course/comments';
import { type Term, parseGlossary } from '../course/glossary';
import { TermFinder } from '../course/terms';
import { host } from '../host';
import { requireText } from '../host/files';
import type { CourseServices } from './course';
import { lessonOf } from './learner';
import { FILES } from './node/places';

const GLOSSARY = 'nnFromScratch.showGlossary';

export class TermHover implements vscode.HoverProvider, vscode.Disposable {
  private readonly services: CourseServices;
  private readonly registration: vscode.Disposable;
  private loaded: TermFinder | undefined;

  constructor(services: CourseServices) {
    this.services = services;
    this.registration = vscode.languages.registerHoverProvider({ ...FILES, language: 'typescript' }, this);
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | null {
    if (!lessonOf(this.services.course, document.uri)) return null;
    const text = document.getText();
    const offset = document.offsetAt(position);
    const comment = commentRanges(text).find(({ start, end }) => start <= offset && offset <= end);
    if (!comment) return null;
    const found = this.finder
      .find(text.slice(comment.start, comment.end))
      .find(({ start, end }) => comment.start + start <= offset && offset <= comment.start + end);
    if (!found) return null;
    const range = new vscode.Range(
      document.positionAt(comment.start + found.start),
      document.positionAt(comment.start + found.end),
    );
    return new vscode.Hover(describe(found.term), range);
  }

  dispose(): void {
    this.registration.dispose();
  }

  private get finder(): TermFinder {
    if (!this.loaded) {
      const text = requireText(host.folder(this.services.course.root), 'glossary.md');
      this.loaded = new TermFinder(parseGlossary('glossary.md', text));
    }
    return this.loaded;
  }
}

function describe({ id, name, definition }: Term): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: [GLOSSARY] };
  const linked = definition.replace(/\]\(glossary:([^)]+)\)/g, (_, other: string) => `](${glossaryLink(other)})`);
  text.appendMarkdown(`**${name}**\n\n${linked}\n\n[${vscode.l10n.t('Show the Glossary')}](${glossaryLink(id)})`);
  return text;
}

function glossaryLink(term: string): string {
  return `command:${GLOSSARY}?${encodeURIComponent(JSON.stringify([term]))}`;
}
