/** Statements that are missing, and assignments of another kind. */
import ts from 'typescript';
import { type Edit, type Rule, replace, textOf } from './rule';

const { SyntaxKind } = ts;

const OTHER_ASSIGNMENTS = new Map<ts.SyntaxKind, string[]>([
  [SyntaxKind.PlusEqualsToken, ['=', '-=']],
  [SyntaxKind.MinusEqualsToken, ['=', '+=']],
  [SyntaxKind.EqualsToken, ['+=']],
]);

/** A statement, a guard or a whole loop left out. */
export const droppedStatements: Rule = (node, context) => {
  const isGone = ts.isExpressionStatement(node) || ts.isIfStatement(node) || ts.isForStatement(node);
  return isGone || ts.isForOfStatement(node) ? [replace(node, 'dropped statement', ';', context)] : [];
};

/** `return x` → `x`: the value is computed and forgotten. */
export const forgottenReturns: Rule = (node, context) => {
  if (!ts.isReturnStatement(node) || !node.expression) return [];
  return [replace(node, 'dropped statement', `void (${textOf(node.expression, context)});`, context)];
};

/** `+=` → `=` and `-=`, `=` → `+=` for numbers, `x++` → `x--`. */
export const assignments: Rule = (node, context) => {
  const edits: Edit[] = [];
  if (ts.isBinaryExpression(node)) {
    const { kind } = node.operatorToken;
    const isNumber = (context.checker.getTypeAtLocation(node.left).flags & ts.TypeFlags.NumberLike) !== 0;
    if (isNumber)
      for (const other of OTHER_ASSIGNMENTS.get(kind) ?? [])
        edits.push(replace(node.operatorToken, 'assignment', other, context));
  }
  if (ts.isPostfixUnaryExpression(node) && !ts.isForStatement(node.parent)) {
    const other = node.operator === SyntaxKind.PlusPlusToken ? '--' : '++';
    edits.push(replace(node, 'assignment', `${textOf(node.operand, context)}${other}`, context));
  }
  return edits;
};

/** `let sum = bias` → `let sum = 0`; `let loss = 0` is a number's matter. */
export const initialValues: Rule = (node, context) => {
  if (!ts.isVariableDeclaration(node) || !node.initializer || !ts.isVariableDeclarationList(node.parent)) return [];
  const isVariable = (node.parent.flags & ts.NodeFlags.Let) !== 0;
  const isNumber = (context.checker.getTypeAtLocation(node.name).flags & ts.TypeFlags.NumberLike) !== 0;
  if (!isVariable || !isNumber || ts.isNumericLiteral(node.initializer)) return [];
  return [replace(node.initializer, 'assignment', '0', context)];
};
