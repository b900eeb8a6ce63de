/** Calls of another function, with arguments exchanged, or left out. */
import ts from 'typescript';
import { type Context, type Edit, type Rule, exchange, replace, textOf } from './rule';

const RELATED: Record<string, string[]> = {
  'Math.max': ['Math.min'],
  'Math.min': ['Math.max'],
  'Math.sin': ['Math.cos'],
  'Math.cos': ['Math.sin'],
  'Math.exp': ['Math.log'],
  'Math.log': ['Math.exp', 'Math.log2'],
  'Math.floor': ['Math.ceil', 'Math.round'],
};

const RELATED_METHODS: Record<string, string> = {
  flatMap: 'map',
  map: 'forEach',
  push: 'unshift',
  slice: 'splice',
  subarray: 'slice',
};

const RELATED_ARRAYS: Record<string, string[]> = {
  Float32Array: ['Uint8Array', 'Float64Array'],
  Uint32Array: ['Uint8Array', 'Float64Array'],
  Uint8Array: ['Uint16Array', 'Array'],
};

/** `Math.max(…)` → `Math.min(…)`, and a function of the course in the place of another one of the same type. */
export const otherFunctions: Rule = (node, context) => {
  if (!ts.isCallExpression(node)) return [];
  const name = textOf(node.expression, context);
  if (RELATED[name]) return RELATED[name].map((other) => replace(node.expression, 'call', other, context));
  if (!ts.isIdentifier(node.expression)) return [];
  const { checker } = context;
  const type = checker.typeToString(checker.getTypeAtLocation(node.expression));
  const flags = ts.SymbolFlags.Function | ts.SymbolFlags.Alias;
  return checker
    .getSymbolsInScope(node, flags)
    .filter((other) => other.name !== name && isOfCourse(other, checker))
    .filter((other) => checker.typeToString(checker.getTypeOfSymbolAtLocation(resolve(other, checker), node)) === type)
    .map((other) => replace(node.expression, 'call', other.name, context));
};

/** `list.flatMap(…)` → `list.map(…)`, `new Uint32Array(n)` → `new Uint8Array(n)`. */
export const otherMethods: Rule = (node, context) => {
  if (ts.isNewExpression(node)) {
    const others = RELATED_ARRAYS[textOf(node.expression, context)] ?? [];
    return others.map((other) => replace(node.expression, 'call', other, context));
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
  const { name } = node.expression;
  const other = RELATED_METHODS[name.text];
  return other ? [replace(name, 'call', other, context)] : [];
};

/** `f(a, b)` → `f(b, a)` */
export const swappedArguments: Rule = (node, context) => {
  if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return [];
  const given = node.arguments ?? ts.factory.createNodeArray();
  return given
    .slice(1)
    .filter((second, i) => textOf(second, context) !== textOf(given[i], context))
    .map((second) => exchange(given[given.indexOf(second) - 1], second, 'call', context));
};

/** `Math.abs(x)` → `x`; `params.slice()` → `params`, where the type allows it; `f(a, b)` → `f(a)` is left to the types. */
export const droppedCalls: Rule = (node, context) => {
  if (!ts.isCallExpression(node) || ts.isExpressionStatement(node.parent)) return [];
  const edits: Edit[] = [];
  const type = kindOf(node, context);
  for (const given of node.arguments)
    if (!ts.isFunctionLike(given) && !ts.isSpreadElement(given) && kindOf(given, context) === type)
      edits.push(replace(node, 'call', `(${textOf(given, context)})`, context));
  if (ts.isPropertyAccessExpression(node.expression) && kindOf(node.expression.expression, context) === type)
    edits.push(replace(node, 'call', textOf(node.expression.expression, context), context));
  return edits;
};

function kindOf(node: ts.Expression, { checker }: Context): string {
  return checker.typeToString(checker.getBaseTypeOfLiteralType(checker.getTypeAtLocation(node)));
}

function resolve(symbol: ts.Symbol, checker: ts.TypeChecker): ts.Symbol {
  return symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
}

function isOfCourse(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  const declaration = resolve(symbol, checker).valueDeclaration;
  return declaration !== undefined && !declaration.getSourceFile().isDeclarationFile;
}
