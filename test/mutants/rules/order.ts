/** Statements at the wrong place: before another one, in front of the loop, inside the loop, outside the function. */
import ts from 'typescript';
import { type Context, type Edit, type Rule, exchange, textOf } from './rule';

/** Two statements that follow each other, in the other order. */
export const swappedStatements: Rule = (node, context) => {
  if (!ts.isBlock(node)) return [];
  return node.statements
    .slice(1)
    .map((second, i): [ts.Statement, ts.Statement] => [node.statements[i], second])
    .filter((pair) => pair.every(mayMove) && !pair.every(ts.isVariableStatement))
    .filter(([first, second]) => dependsOn(first, second) || dependsOn(second, first))
    .map(([first, second]) => exchange(first, second, 'order', context));
};

/** `for (…) { let sum = 0; … }` → `let sum = 0; for (…) { … }`: what should start anew in each turn does not. */
export const hoistedFromLoops: Rule = (node, context) => {
  if (!ts.isIterationStatement(node, false) || !ts.isBlock(node.statement)) return [];
  return node.statement.statements.filter(startsAnew).map((statement) => hoist(statement, node, context));
};

/** `function f() { let sum = 0; … }` → `let sum = 0; function f() { … }`: the next call finds what this one left. */
export const hoistedFromFunctions: Rule = (node, context) => {
  if (!ts.isVariableStatement(node) || !ts.isFunctionDeclaration(node.parent.parent)) return [];
  return startsAnew(node) && !isComputed(node) ? [hoist(node, node.parent.parent, context)] : [];
};

/** A `return` that stands after a loop, as the last statement inside of it: only the first turn is made. */
export const returnsInLoops: Rule = (node, context) => {
  if (!ts.isBlock(node)) return [];
  return node.statements.flatMap((last, i): Edit[] => {
    const loop = node.statements[i - 1];
    if (!ts.isReturnStatement(last) || !loop || !ts.isIterationStatement(loop, false) || !ts.isBlock(loop.statement))
      return [];
    const inside = loop.statement.getEnd() - 1;
    return [{ kind: 'order', start: inside, end: inside, replacement: `  ${textOf(last, context)}\n  ` }];
  });
};

function mayMove(statement: ts.Statement): boolean {
  return !ts.isReturnStatement(statement) && !ts.isIfStatement(statement);
}

/** Whether one statement reads what the other one writes. Where it does not, their order says nothing. */
function dependsOn(reader: ts.Node, writer: ts.Node): boolean {
  const read = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) || ts.isElementAccessExpression(node) || ts.isPropertyAccessExpression(node))
      read.add(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(reader);
  return writtenBy(writer).some((name) => read.has(name));
}

/** The names and places that a statement assigns, declares, or calls a method of. */
function writtenBy(statement: ts.Node): string[] {
  const targets: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isVariableDeclaration(node)) targets.push(node.name);
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind)) targets.push(node.left);
    if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) targets.push(node.operand);
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression))
      targets.push(node.expression.expression);
    ts.forEachChild(node, visit);
  };
  visit(statement);
  // A loop goes from place to place: then the whole counts.
  const isLoop = ts.isIterationStatement(statement, false);
  return targets.flatMap((target) => (isLoop ? [target.getText(), rootOf(target).getText()] : [target.getText()]));
}

function rootOf(node: ts.Node): ts.Node {
  return ts.isElementAccessExpression(node) || ts.isPropertyAccessExpression(node) ? rootOf(node.expression) : node;
}

function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** Whether a declaration gives something to collect in: a number that changes, a new array, a matrix of zeros. */
function startsAnew(statement: ts.Statement): boolean {
  if (!ts.isVariableStatement(statement)) return false;
  const { declarations, flags } = statement.declarationList;
  const value = declarations[0].initializer;
  if (!value) return false;
  if (ts.isNumericLiteral(value)) return (flags & ts.NodeFlags.Let) !== 0;
  return ts.isArrayLiteralExpression(value) || isComputed(statement);
}

/** `Matrix.zeros(rows, cols)`: what it needs is known inside the function only. */
function isComputed(statement: ts.VariableStatement): boolean {
  const value = statement.declarationList.declarations[0].initializer;
  return value !== undefined && ts.isCallExpression(value) && value.expression.getText() === 'Matrix.zeros';
}

function hoist(statement: ts.Statement, from: ts.Node, { source }: Context): Edit {
  const start = from.getStart(source);
  const before = source.text.slice(start, statement.getStart(source));
  const after = source.text.slice(statement.getEnd(), from.getEnd());
  return {
    kind: 'order',
    start,
    end: from.getEnd(),
    replacement: `${statement.getText(source)}\n${before}${after}`,
  };
}
