/** Operators, signs, factors and terms of a formula. */
import ts from 'typescript';
import { type Context, type Edit, type Rule, operand, replace, textOf } from './rule';

const { SyntaxKind } = ts;

const OTHER_OPERATOR = new Map<ts.SyntaxKind, string>([
  [SyntaxKind.PlusToken, '-'],
  [SyntaxKind.MinusToken, '+'],
  [SyntaxKind.AsteriskToken, '/'],
  [SyntaxKind.SlashToken, '*'],
  [SyntaxKind.AsteriskAsteriskToken, '*'],
  [SyntaxKind.PercentToken, '/'],
]);

const COMMUTES = new Set<ts.SyntaxKind>([SyntaxKind.PlusToken, SyntaxKind.AsteriskToken]);
const IS_PRODUCT = new Set<ts.SyntaxKind>([SyntaxKind.AsteriskToken, SyntaxKind.SlashToken]);

/** `a + b` → `a - b`, `a * b` → `a / b`, `a ** b` → `a * b`. */
export const operators: Rule = (node, context) => {
  if (!ts.isBinaryExpression(node)) return [];
  const other = OTHER_OPERATOR.get(node.operatorToken.kind);
  return other ? [replace(node.operatorToken, 'operator', other, context)] : [];
};

/** `a - b` → `b - a`, `a / b` → `b / a`. */
export const swappedOperands: Rule = (node, context) => {
  if (!isArithmetic(node) || COMMUTES.has(node.operatorToken.kind)) return [];
  const { left, operatorToken, right } = node;
  const text = `${operand(right, context)} ${textOf(operatorToken, context)} ${operand(left, context)}`;
  return [replace(node, 'operator', text, context)];
};

/** `a + b` → `a` and `b`, `a / n` → `a`, `a ** 2` → `a`. */
export const droppedTerms: Rule = (node, context) => {
  if (!isArithmetic(node)) return [];
  const { left, operatorToken, right } = node;
  const edits = [replace(node, 'dropped term', textOf(left, context), context)];
  if (COMMUTES.has(operatorToken.kind)) edits.push(replace(node, 'dropped term', textOf(right, context), context));
  if (operatorToken.kind === SyntaxKind.MinusToken)
    edits.push(replace(node, 'dropped term', `-${operand(right, context)}`, context));
  return edits;
};

/** `-a` → `a`; `a * b` → `-a * b`; what is returned or assigned with the other sign. */
export const signs: Rule = (node, context) => {
  if (ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.MinusToken)
    return [replace(node, 'sign', operand(node.operand, context), context)];
  const edits: Edit[] = [];
  if (ts.isBinaryExpression(node) && IS_PRODUCT.has(node.operatorToken.kind) && !isProduct(node.parent))
    edits.push(replace(node, 'sign', `-${operand(firstFactor(node), context)}${rest(node, context)}`, context));
  const value = valueOf(node);
  if (value && isNumber(value, context) && !(ts.isBinaryExpression(value) && isProduct(value)))
    edits.push(replace(value, 'sign', `-(${textOf(value, context)})`, context));
  return edits;
};

/** 0 → 1, 1 → 0 and 2, 2 → 1 and 3, any other number → ten times as much. */
export const numbers: Rule = (node, context) => {
  if (!ts.isNumericLiteral(node)) return [];
  const others: Record<string, string[]> = { 0: ['1'], 1: ['0', '2'], 2: ['1', '3'] };
  const known = others[node.text] ?? [`${Number(node.text) * 10}`];
  return known.map((other) => replace(node, 'factor', other, context));
};

function isArithmetic(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && OTHER_OPERATOR.has(node.operatorToken.kind);
}

function isProduct(node: ts.Node): boolean {
  return ts.isBinaryExpression(node) && IS_PRODUCT.has(node.operatorToken.kind);
}

function firstFactor(node: ts.BinaryExpression): ts.Expression {
  return ts.isBinaryExpression(node.left) && isProduct(node.left) ? firstFactor(node.left) : node.left;
}

/** What follows the first factor of a product. */
function rest(node: ts.BinaryExpression, { source }: Context): string {
  return source.text.slice(firstFactor(node).getEnd(), node.getEnd());
}

/** The expression whose value a statement hands on. */
function valueOf(node: ts.Node): ts.Expression | undefined {
  if (ts.isReturnStatement(node)) return node.expression;
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) return node.body;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === SyntaxKind.EqualsToken) return node.right;
  return undefined;
}

function isNumber(node: ts.Expression, { checker }: Context): boolean {
  return (checker.getTypeAtLocation(node).flags & ts.TypeFlags.NumberLike) !== 0 && !ts.isNumericLiteral(node);
}
