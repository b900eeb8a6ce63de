/** The guide of a lesson as a Markdown document beside the code. Hints, solution, quiz answers and debrief stay folded. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { type Lesson, type Part, findLesson } from '../course/course';
import { type Term, lessonsByTerm, parseGlossary } from '../course/glossary';
import type { CourseServices } from './course';

const SCHEME = 'nn-from-scratch-guide';
/** Stands in a guide's address where a lesson's id would. */
const GLOSSARY = 'glossary';

export class Guides implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly services: CourseServices;
  private readonly registration: vscode.Disposable;
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();

  readonly onDidChange = this.changed.event;

  constructor(services: CourseServices) {
    this.services = services;
    this.registration = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.window.onDidChangeActiveColorTheme(() => this.redraw()),
      this.changed,
    );
  }

  async show(lesson: Lesson): Promise<void> {
    const uri = vscode.Uri.from({
      scheme: SCHEME,
      path: `/${lesson.number} ${lesson.text.title}.md`,
      query: lesson.id,
    });
    await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
  }

  /** The page after a part's last lesson. */
  async showPartEnd(part: Part): Promise<void> {
    if (!part.end) return;
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${part.number} ${part.end.title}.md`, query: part.folder });
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }

  /** Every term, and the lessons that use it. */
  async showGlossary(): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${vscode.l10n.t('Glossary')}.md`, query: GLOSSARY });
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    if (uri.query === GLOSSARY) return this.glossary();
    const part = this.services.course.parts.find((each) => each.folder === uri.query);
    if (part?.end)
      return this.resolve(`# ${part.end.title}\n\n${part.end.text}`, path.join(this.services.course.root, part.folder));
    const lesson = findLesson(this.services.course, uri.query);
    return lesson ? this.render(lesson) : vscode.l10n.t('There is no such lesson.');
  }

  dispose(): void {
    this.registration.dispose();
  }

  private glossary(): string {
    const { course } = this.services;
    const uses = lessonsByTerm(course);
    const terms = this.terms().map(({ id, name, definition }) => {
      const lessons = (uses.get(id) ?? []).map(({ number, text }) => `${number} ${text.title}`);
      const where = lessons.length > 0 ? `\n\n${vscode.l10n.t('In lesson {0}.', lessons.join(' · '))}` : '';
      return `## ${name}\n\n${definition}${where}`;
    });
    return this.resolve(`# ${vscode.l10n.t('Glossary')}\n\n${terms.join('\n\n')}`, course.root);
  }

  private terms(): Term[] {
    const file = path.join(this.services.course.root, 'glossary.md');
    return parseGlossary('glossary.md', readFileSync(file, 'utf8'));
  }

  private redraw(): void {
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === SCHEME) this.changed.fire(uri);
  }

  private render(lesson: Lesson): string {
    const { title, guide, hints, solutionExplained, quiz, debrief } = lesson.text;
    const questions = quiz.map(({ question, answers }) => {
      const options = answers.map(({ text, right, because }) => fold(text, `${right ? '✓' : '✗'} ${because}`));
      return `### ${question}\n\n${options.join('\n')}`;
    });
    const text = [
      `# ${lesson.number} ${title}`,
      ...guide.map(({ heading, body }) => `## ${heading}\n\n${body}`),
      `## ${vscode.l10n.t('Hints')}`,
      ...hints.map((hint, i) => fold(vscode.l10n.t('Hint {0} of {1}', i + 1, hints.length), hint)),
      fold(
        vscode.l10n.t('The solution, explained'),
        `${solutionExplained}\n\n\`\`\`ts\n${lesson.source.solution}\`\`\``,
      ),
      `## ${vscode.l10n.t('Quiz')}`,
      ...questions,
      fold(vscode.l10n.t('After passing: the debrief'), debrief),
    ].join('\n\n');
    return this.resolve(text, lesson.directory);
  }

  /** Glossary links become their terms with the definition on hover; pictures are put into the text. */
  private resolve(text: string, directory: string): string {
    const terms = new Map(this.terms().map((term) => [term.id, term]));
    return text
      .replaceAll('```ts run', '```ts')
      .replace(/\[([^\]]+)\]\(glossary:([^)]+)\)/g, (_, words: string, id: string) => {
        const definition = (terms.get(id)?.definition ?? '')
          .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
          .replaceAll('"', '”')
          .replaceAll('\n', ' ');
        return `<abbr title="${definition}">${words}</abbr>`;
      })
      .replace(/!\[([^\]]*)\]\(([\w.-]+\.svg)\)/g, (_, words: string, name: string) => {
        const svg = inThemeColors(readFileSync(path.join(directory, name), 'utf8'));
        return `![${words}](data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')})`;
      });
  }
}

/** A picture inside a picture element does not see the page's variables, so their colours are written into it. */
function inThemeColors(svg: string): string {
  const { kind } = vscode.window.activeColorTheme;
  const isLight = kind === vscode.ColorThemeKind.Light || kind === vscode.ColorThemeKind.HighContrastLight;
  const foreground = isLight ? '#3b3b3b' : '#cccccc';
  return svg.replace(/var\(--vscode-([\w-]+)(?:,\s*([^()]*))?\)/g, (_, name: string, fallback = foreground) => {
    if (/foreground|charts-lines/.test(name)) return foreground;
    return /background/.test(name) ? (isLight ? '#ffffff' : '#1f1f1f') : String(fallback);
  });
}

function fold(summary: string, body: string): string {
  return `<details>\n<summary>${summary.replace(/`([^`]*)`/g, '<code>$1</code>')}</summary>\n\n${body}\n\n</details>\n`;
}
