import { droppedTerms, numbers, operators, signs, swappedOperands } from './arithmetic';
import { droppedCalls, otherFunctions, otherMethods, swappedArguments } from './calls';
import { comparisons, conditions, loopBounds } from './conditions';
import { indices, properties, variables } from './names';
import { hoistedFromFunctions, hoistedFromLoops, returnsInLoops, swappedStatements } from './order';
import type { Rule } from './rule';
import { assignments, droppedStatements, forgottenReturns, initialValues } from './statements';

/** Every way in which a mutant differs from its solution. */
export const RULES: readonly Rule[] = [
  operators,
  swappedOperands,
  droppedTerms,
  signs,
  numbers,
  comparisons,
  conditions,
  loopBounds,
  indices,
  variables,
  properties,
  otherFunctions,
  otherMethods,
  swappedArguments,
  droppedCalls,
  droppedStatements,
  forgottenReturns,
  assignments,
  initialValues,
  swappedStatements,
  hoistedFromLoops,
  hoistedFromFunctions,
  returnsInLoops,
];
