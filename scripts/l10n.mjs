// @ts-check
/**
 * The texts of the interface: finds them in the code and writes the English bundle, `media/l10n/bundle.l10n.json`, from which
 * translations are made. `--check` only says whether it is stale. What stands in `package.json` is the work of `manifest.mjs`.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { stringsPastTranslation } from './l10n-lint.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const bundleFile = path.join(root, 'media', 'l10n', 'bundle.l10n.json');

/** Where texts of the interface are written. The messages of the checker and the lessons are English, see docs/translation.md. */
const FOLDERS = ['src/protocol', 'src/editor', 'src/frameworks', 'src/training', 'webview'];
/** The words of the pictures at the ends of lessons; the page puts them into its language. */
const PICTURES = 'picture.ts';
/** What is written there and shown must go through a translation. The training room is shown in the terminal, too. */
const LINTED = ['src/editor', 'src/extension.ts', 'webview'];
/** Hands on what others call with literals. */
const PASSES_ON = 'src/editor/l10n.ts';

/**
 * Reads the code.
 *
 * @returns {{ texts: string[], problems: string[] }} the texts in the order of files and lines; what is wrong, with file and line
 */
export function readTexts() {
  /** @type {Set<string>} */
  const texts = new Set();
  /** @type {string[]} */
  const problems = [];
  for (const file of [...sourceFiles([...FOLDERS, 'src/extension.ts']), ...sourceFiles(['lessons'], PICTURES)]) {
    const source = parse(file);
    /** @param {ts.Node} node @param {string} what */
    const complain = (node, what) => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      problems.push(`${file}:${line + 1}: ${what}`);
    };
    if (file !== PASSES_ON) collect(source, texts, complain);
    if (LINTED.some((one) => file.startsWith(one))) stringsPastTranslation(source, file, complain);
  }
  return { texts: [...texts], problems };
}

/** Names of buttons and fields that lessons quote, `{{Check My Solution}}`: the guide shows them in the language of the interface. */
export function labelsInLessons() {
  const files = sourceFiles(['lessons'], '.md');
  const labels = files.flatMap((file) =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(/\{\{([^{}.\n]+)\}\}/g)].map(([, label]) => label),
  );
  return [...new Set(labels)];
}

/** The English bundle as it should be, as text. */
export function bundleText() {
  const texts = [...readTexts().texts, ...labelsInLessons()];
  return `${JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), null, 2)}\n`;
}

/**
 * Finds `t('…')` and `vscode.l10n.t('…')`.
 *
 * @param {ts.SourceFile} source
 * @param {Set<string>} texts
 * @param {(node: ts.Node, what: string) => void} complain
 */
function collect(source, texts, complain) {
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node) && isTranslation(node)) {
      const [text, ...values] = node.arguments;
      if (text && ts.isStringLiteralLike(text)) {
        texts.add(text.text);
        const places = new Set([...text.text.matchAll(/\{(\d+)\}/g)].map(([, i]) => Number(i)));
        const given = values.length;
        if (places.size !== given || [...places].some((i) => i >= given))
          complain(node, `${places.size} places for ${given} values in ${text.getText(source)}`);
      } else complain(node, `a text to translate must be a literal, not ${text?.getText(source) ?? 'nothing'}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** @param {ts.CallExpression} call */
export function isTranslation({ expression }) {
  if (ts.isIdentifier(expression)) return expression.text === 't';
  return (
    ts.isPropertyAccessExpression(expression) &&
    expression.name.text === 't' &&
    ts.isPropertyAccessExpression(expression.expression) &&
    expression.expression.name.text === 'l10n'
  );
}

/** @param {string} file */
function parse(file) {
  return ts.createSourceFile(file, readFileSync(path.join(root, file), 'utf8'), ts.ScriptTarget.ES2022, true);
}

/** @param {string[]} places files and folders @param {string} [ending] @returns {string[]} paths below the root, with forward slashes, sorted */
function sourceFiles(places, ending = '.ts') {
  return places
    .flatMap((place) =>
      place.endsWith(ending)
        ? [place]
        : readdirSync(path.join(root, place), { recursive: true, withFileTypes: true })
            .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
            .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
    )
    .sort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { problems } = readTexts();
  for (const problem of problems) console.error(problem);
  const text = bundleText();
  const stale = !existsSync(bundleFile) || text !== readFileSync(bundleFile, 'utf8');
  if (process.argv.includes('--check')) {
    if (stale) console.error('media/l10n/bundle.l10n.json does not match the code. Run: npm run l10n');
  } else if (stale) {
    writeFileSync(bundleFile, text);
    console.log('media/l10n/bundle.l10n.json renewed. Translations beside it may lack texts now; the tests name them.');
  }
  process.exitCode = problems.length > 0 || (stale && process.argv.includes('--check')) ? 1 : 0;
}
