// @ts-check
/** Finds texts that people see and that bypass the translation. It errs on the side of finding too much; what is meant to stay is listed. */
import ts from 'typescript';
import { isTranslation } from './l10n.mjs';

/** What is no text of the interface although it looks like one, and names that are the same in every language: file → texts. */
const STAYS = new Map(
  Object.entries({
    'src/editor/webview/html.ts': [' data: blob:'],
    // States as the code knows them; `stateInWords` says them.
    'src/editor/states.ts': ['passed with the solution seen', 'passed before'],
    'webview/guide/steps.ts': ['prose step-text'],
    'webview/shared/motion.ts': ['(prefers-reduced-motion: reduce)'],
    'webview/training/pictures/diverging.ts': ['linear-gradient(to right, '],
  }),
);

/** Properties and attributes whose value is shown or read aloud. */
const SHOWN_PROPERTIES = new Set([
  'label',
  'title',
  'detail',
  'description',
  'tooltip',
  'placeHolder',
  'placeholder',
  'openLabel',
  'prompt',
  'explanation',
  'message',
  'note',
  'caption',
  'noScript',
  'text',
  'textContent',
  'innerText',
  'ariaLabel',
  'alt',
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
]);

/** Functions that show what they are given → from which argument on. */
const SHOWING_CALLS = new Map([
  ['h', 2],
  ['append', 0],
  ['prepend', 0],
  ['replaceChildren', 0],
  ['createTextNode', 0],
  ['setText', 1],
  ['setLabel', 0],
  ['setExplanation', 0],
  ['say', 0],
  ['notice', 1],
  ['EpochTable', 0],
  ['set', 0],
  ['showErrorMessage', 0],
  ['showWarningMessage', 0],
  ['showInformationMessage', 0],
  ['setStatusBarMessage', 0],
  ['createOutputChannel', 0],
  ['createTestController', 1],
  ['createRunProfile', 0],
  ['createTestItem', 1],
  ['TreeItem', 0],
  ['appendMarkdown', 0],
  ['appendText', 0],
  ['UserError', 0],
  ['FolderError', 0],
]);

/** Attributes and properties that hold words and show none. */
const MACHINE_PROPERTIES = new Set(['class', 'className', 'viewBox', 'd', 'style', 'innerHTML']);

/** Logs are for whoever looks for a fault. */
const LOGS = /\boutput\.(?:info|warn|error|debug|trace)$/;

/**
 * @param {ts.SourceFile} source
 * @param {string} file
 * @param {(node: ts.Node, what: string) => void} complain
 */
export function stringsPastTranslation(source, file, complain) {
  /** @param {ts.Node} node */
  const visit = (node) => {
    const isIt = isText(node) && !STAYS.get(file)?.includes(node.text) && !isMachine(node);
    if (isIt && (isProse(node.text) || (isShown(node) && isWord(node.text))))
      complain(node, `${JSON.stringify(node.text)} is shown and not translated`);
    ts.forEachChild(node, visit);
  };
  visit(source);
}

/** @param {ts.Node} node @returns {node is ts.StringLiteralLike | ts.TemplateHead | ts.TemplateMiddle | ts.TemplateTail} */
function isText(node) {
  return (
    ts.isStringLiteralLike(node) ||
    node.kind === ts.SyntaxKind.TemplateHead ||
    node.kind === ts.SyntaxKind.TemplateMiddle ||
    node.kind === ts.SyntaxKind.TemplateTail
  );
}

/** Two words in a row. @param {string} text */
function isProse(text) {
  return /\p{L}{2,}[,.:;?’]? \p{L}{2,}/u.test(withoutIcons(text));
}

/** @param {string} text */
function isWord(text) {
  return /\p{L}{2,}/u.test(withoutIcons(text));
}

/** `$(check)` is a picture, a tag is markup. @param {string} text */
function withoutIcons(text) {
  return text.replace(/\$\([\w~-]*\)?/g, '').replace(/<[^>]*>?/g, '');
}

/** Whether a literal is code: a type, a key, a name that is compared. @param {ts.Node} node */
function isMachine(node) {
  for (let child = node, parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (ts.isCallExpression(parent) && isTranslation(parent)) return true;
    if (ts.isCallExpression(parent) && LOGS.test(parent.expression.getText())) return true;
    if (ts.isNewExpression(parent) && parent.expression.getText() === 'Error') return true;
    if (ts.isTypeNode(parent) || ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return true;
    if (ts.isCaseClause(parent) && parent.expression === child) return true;
    if (ts.isElementAccessExpression(parent) && parent.argumentExpression === child) return true;
    if (ts.isBinaryExpression(parent) && isComparison(parent)) return true;
    if (ts.isPropertyAssignment(parent)) return parent.name === child || MACHINE_PROPERTIES.has(nameOf(parent.name));
    if (ts.isBinaryExpression(parent) && isAssignment(parent) && MACHINE_PROPERTIES.has(lastName(parent.left)))
      return true;
    if (ts.isCallExpression(parent) && isAttribute(parent, MACHINE_PROPERTIES)) return true;
    if (ts.isStatement(parent)) return false;
  }
  return false;
}

/** Whether the value of a literal ends where people see it. @param {ts.Node} node */
function isShown(node) {
  for (let child = node, parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) {
      const from = SHOWING_CALLS.get(lastName(parent.expression));
      const place = (parent.arguments ?? []).findIndex((argument) => argument === child);
      if (isAttribute(parent, SHOWN_PROPERTIES) && place === 1) return true;
      return from !== undefined && place >= from;
    }
    if (ts.isPropertyAssignment(parent)) return SHOWN_PROPERTIES.has(nameOf(parent.name));
    if (ts.isBinaryExpression(parent)) {
      if (isAssignment(parent)) return parent.right === child && SHOWN_PROPERTIES.has(lastName(parent.left));
      continue;
    }
    if (ts.isConditionalExpression(parent)) {
      if (parent.condition === child) return false;
      continue;
    }
    const goesThrough =
      ts.isTemplateSpan(parent) ||
      ts.isTemplateExpression(parent) ||
      ts.isParenthesizedExpression(parent) ||
      ts.isArrayLiteralExpression(parent) ||
      ts.isSpreadElement(parent);
    if (!goesThrough) return false;
  }
  return false;
}

/** `element.setAttribute('title', …)`. @param {ts.CallExpression | ts.NewExpression} call @param {Set<string>} names */
function isAttribute(call, names) {
  const [first] = call.arguments ?? [];
  return lastName(call.expression) === 'setAttribute' && ts.isStringLiteralLike(first) && names.has(first.text);
}

/** @param {ts.BinaryExpression} expression */
function isComparison({ operatorToken: { kind } }) {
  return (
    kind === ts.SyntaxKind.EqualsEqualsEqualsToken ||
    kind === ts.SyntaxKind.ExclamationEqualsEqualsToken ||
    kind === ts.SyntaxKind.InKeyword
  );
}

/** @param {ts.BinaryExpression} expression */
function isAssignment({ operatorToken: { kind } }) {
  return kind === ts.SyntaxKind.EqualsToken;
}

/** @param {ts.Expression} expression */
function lastName(expression) {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : '';
}

/** @param {ts.PropertyName} name */
function nameOf(name) {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : '';
}
