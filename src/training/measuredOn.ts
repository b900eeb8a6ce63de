/** What an epoch was measured on, for the host and the pages. It imports nothing. */

/** See `EpochMetric` of the protocol. */
interface Measured {
  validationLoss: number | null;
  validationAccuracy: number | null;
  testLoss: number | null;
  testAccuracy: number | null;
}

/** On the validation images where some were held back, otherwise on the test images. */
export function measuredOn(epoch: Measured): {
  name: 'validation' | 'test';
  loss: number | null;
  /** 0 … 1; null where nothing was measured. */
  accuracy: number | null;
} {
  const { validationLoss, validationAccuracy, testLoss, testAccuracy } = epoch;
  return validationAccuracy !== null
    ? { name: 'validation', loss: validationLoss, accuracy: validationAccuracy }
    : { name: 'test', loss: testLoss, accuracy: testAccuracy };
}
