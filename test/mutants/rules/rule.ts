/** What the rules share. A rule looks at one node of a solution and says which single edits make it wrong. */
import ts from 'typescript';

export const KINDS = [
  'operator',
  'comparison',
  'sign',
  'index',
  'factor',
  'dropped term',
  'dropped statement',
  'assignment',
  'loop bound',
  'wrong name',
  'call',
  'condition',
  'order',
] as const;
export type Kind = (typeof KINDS)[number];

/** Replaces the text from `start` to `end`. */
export interface Edit {
  kind: Kind;
  start: number;
  end: number;
  replacement: string;
}

export interface Context {
  source: ts.SourceFile;
  checker: ts.TypeChecker;
}

export type Rule = (node: ts.Node, context: Context) => Edit[];

export function textOf(node: ts.Node, { source }: Context): string {
  return node.getText(source);
}

/** Puts another text in the place of a node. */
export function replace(node: ts.Node, kind: Kind, replacement: string, { source }: Context): Edit {
  return { kind, start: node.getStart(source), end: node.getEnd(), replacement };
}

/** The text of an operand, in parentheses where it would otherwise bind in another way. */
export function operand(node: ts.Expression, context: Context): string {
  const text = textOf(node, context);
  return ts.isLeftHandSideExpression(node) ? text : `(${text})`;
}

/** Exchanges two nodes that do not overlap, the first one first. */
export function exchange(first: ts.Node, second: ts.Node, kind: Kind, context: Context): Edit {
  const between = context.source.text.slice(first.getEnd(), second.getStart(context.source));
  return {
    kind,
    start: first.getStart(context.source),
    end: second.getEnd(),
    replacement: textOf(second, context) + between + textOf(first, context),
  };
}
