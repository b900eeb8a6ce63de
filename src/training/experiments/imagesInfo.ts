/** What a run on images says of itself before its first step. */
import type { Dataset } from '../data/dataset';
import { describeData } from '../describe';
import type { Interim, PreparedRun } from './experiment';

/** @param epochs - of the whole run, one that goes on included */
export function imagesInfo(
  { name, train, validation, test }: Dataset,
  { epochs, stepsPerEpoch }: { epochs: number; stepsPerEpoch: number },
  interim: Interim | null = null,
): PreparedRun['info'] {
  const held = validation?.count ?? 0;
  return {
    dataDescription: describeData(name, train.count, held, test.count),
    trainingExamples: train.count,
    validationExamples: held,
    stepsPerEpoch,
    totalSteps: epochs * stepsPerEpoch,
    ...(interim && { interimExamples: interim.examples }),
  };
}
