/**
 * Where the course's own modules seem to lie. Not in the learner's folder: a reference solution under the URL of the
 * learner's file would take the learner's breakpoints, and its errors would seem to be the learner's.
 */
export const REFERENCE_FOLDER = '/nn-from-scratch/reference';
