/** Indices, and names that stand for each other. */
import ts from 'typescript';
import { type Context, type Edit, type Rule, exchange, replace, textOf } from './rule';

/** At most this many other variables of the same type are tried in the place of one. */
const NEAREST = 3;

/** `a[i]` → `a[0]`, `a[i + 1]`, `a[i - 1]`; `a[i][j]` → `a[j][i]`; the arguments of `get(row, col)` are a call's. */
export const indices: Rule = (node, context) => {
  if (!ts.isElementAccessExpression(node)) return [];
  const index = node.argumentExpression;
  const edits: Edit[] = [];
  if (!ts.isNumericLiteral(index))
    for (const other of ['0', `${textOf(index, context)} + 1`, `${textOf(index, context)} - 1`])
      edits.push(replace(index, 'index', other, context));
  if (ts.isElementAccessExpression(node.expression))
    edits.push(exchange(node.expression.argumentExpression, index, 'index', context));
  return edits;
};

/** A variable in the place of another one of the same type, in the same function. */
export const variables: Rule = (node, context) => {
  if (!ts.isIdentifier(node) || !isUse(node) || isCounter(node)) return [];
  const own = context.checker.getSymbolAtLocation(node);
  if (!own || !own.valueDeclaration || !isLocal(own.valueDeclaration)) return [];
  const type = typeName(own, node, context);
  const near = context.checker
    .getSymbolsInScope(node, ts.SymbolFlags.Variable)
    .filter((other) => other !== own && other.valueDeclaration && isLocal(other.valueDeclaration))
    .filter((other) => isDeclaredBefore(other, node) && typeName(other, node, context) === type)
    .sort((a, b) => distance(a, node) - distance(b, node));
  return near.slice(0, NEAREST).map((other) => replace(node, 'wrong name', other.name, context));
};

/** A property in the place of another one of the same object and of the same type: `a.rows` → `a.cols`. */
export const properties: Rule = (node, context) => {
  if (!ts.isPropertyAccessExpression(node)) return [];
  const { checker } = context;
  const owner = checker.getTypeAtLocation(node.expression);
  const own = checker.getSymbolAtLocation(node.name);
  if (!own || checker.isArrayType(owner) || isLibrary(own)) return [];
  const type = checker.typeToString(checker.getTypeAtLocation(node));
  return owner
    .getProperties()
    .filter((other) => other !== own && other.name !== own.name)
    .filter((other) => checker.typeToString(checker.getTypeOfSymbolAtLocation(other, node)) === type)
    .slice(0, NEAREST)
    .map((other) => replace(node.name, 'wrong name', other.name, context));
};

function isUse(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent))
    return parent.initializer === node;
  return !ts.isShorthandPropertyAssignment(parent) && !ts.isTypeNode(parent);
}

/** `i++` at the head of a loop: with another name, hardly anything but a loop without an end. */
function isCounter({ parent }: ts.Identifier): boolean {
  return ts.isPostfixUnaryExpression(parent) && ts.isForStatement(parent.parent);
}

function isLocal(declaration: ts.Declaration): boolean {
  if (!ts.isVariableDeclaration(declaration) && !ts.isParameter(declaration) && !ts.isBindingElement(declaration))
    return false;
  return ts.findAncestor(declaration, ts.isFunctionLike) !== undefined;
}

function isDeclaredBefore(symbol: ts.Symbol, node: ts.Node): boolean {
  const end = symbol.valueDeclaration?.getEnd() ?? Infinity;
  return symbol.valueDeclaration?.getSourceFile() === node.getSourceFile() && end < node.getStart();
}

function distance(symbol: ts.Symbol, node: ts.Node): number {
  return node.getStart() - (symbol.valueDeclaration?.getStart() ?? 0);
}

function typeName(symbol: ts.Symbol, node: ts.Node, { checker }: Context): string {
  const type = checker.getTypeOfSymbolAtLocation(symbol, node);
  return checker.typeToString(checker.getBaseTypeOfLiteralType(type));
}

/** Whether a property comes from the language itself, as `Math.PI` does. */
function isLibrary(symbol: ts.Symbol): boolean {
  return symbol.declarations?.some((each) => each.getSourceFile().isDeclarationFile) ?? false;
}
