/** Comparisons, conditions and the bounds of loops. */
import ts from 'typescript';
import { type Edit, type Rule, operand, replace, textOf } from './rule';

const { SyntaxKind } = ts;

const OTHER_COMPARISONS = new Map<ts.SyntaxKind, string[]>([
  [SyntaxKind.LessThanToken, ['<=', '>']],
  [SyntaxKind.LessThanEqualsToken, ['<', '>=']],
  [SyntaxKind.GreaterThanToken, ['>=', '<']],
  [SyntaxKind.GreaterThanEqualsToken, ['>', '<=']],
  [SyntaxKind.EqualsEqualsEqualsToken, ['!==']],
  [SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
]);

export const comparisons: Rule = (node, context) => {
  if (!ts.isBinaryExpression(node)) return [];
  const others = OTHER_COMPARISONS.get(node.operatorToken.kind) ?? [];
  return others.map((other) => replace(node.operatorToken, 'comparison', other, context));
};

/** `a && b` → `a || b`, `a`, `b`; `!a` → `a`; a condition that always or never holds; branches exchanged. */
export const conditions: Rule = (node, context) => {
  const edits: Edit[] = [];
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    if (kind === SyntaxKind.AmpersandAmpersandToken || kind === SyntaxKind.BarBarToken) {
      const other = kind === SyntaxKind.BarBarToken ? '&&' : '||';
      edits.push(replace(node.operatorToken, 'condition', other, context));
      for (const side of [node.left, node.right])
        edits.push(replace(node, 'condition', textOf(side, context), context));
    }
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken)
    edits.push(replace(node, 'condition', operand(node.operand, context), context));
  if (ts.isIfStatement(node)) edits.push(replace(node.expression, 'condition', 'true', context));
  if (ts.isConditionalExpression(node)) {
    const [yes, no] = [node.whenTrue, node.whenFalse].map((branch) => textOf(branch, context));
    edits.push(replace(node, 'condition', `(${yes})`, context), replace(node, 'condition', `(${no})`, context));
    const condition = textOf(node.condition, context);
    edits.push(replace(node, 'condition', `${condition} ? ${no} : ${yes}`, context));
  }
  return edits;
};

/** `i < n` → `i < n - 1`; `i++` → `i += 2`. (`i < n + 1` is `i <= n`, a comparison's matter.) */
export const loopBounds: Rule = (node, context) => {
  if (!ts.isForStatement(node)) return [];
  const edits: Edit[] = [];
  if (node.condition && ts.isBinaryExpression(node.condition)) {
    const bound = node.condition.right;
    edits.push(replace(bound, 'loop bound', `${textOf(bound, context)} - 1`, context));
  }
  const { incrementor } = node;
  if (incrementor && (ts.isPostfixUnaryExpression(incrementor) || ts.isPrefixUnaryExpression(incrementor))) {
    const sign = incrementor.operator === SyntaxKind.PlusPlusToken ? '+' : '-';
    edits.push(replace(incrementor, 'loop bound', `${textOf(incrementor.operand, context)} ${sign}= 2`, context));
  }
  return edits;
};
