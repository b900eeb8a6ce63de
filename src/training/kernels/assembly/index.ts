/** The module's exports. It has no memory of its own: the host gives one, and lays it out (`../arena.ts`). */
export { convBackward, convForward, convRoom, packFilters } from './conv';
export { addBias, gather, maskRelu, scaleBy } from './elementwise';
export { product, productRoom } from './product';
export { softmaxLoss } from './softmax';
export { packColumns, sparseForward, sparseUpdate, turnLists } from './sparse';
export { adamAll, columnSums, moveAll } from './update';
