/** The commands that may help where a check could not be run. */
export const REMEDIES = {
  layOut: 'nnFromScratch.layOut',
  manageTrust: 'workbench.trust.manage',
} as const;
