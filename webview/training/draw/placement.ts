/** The page places a drawing with the code that places the built-in digits: one network then reads both. */
export { SIDE, type Sheet, placeDrawing } from '../../../src/training/data/placement';
