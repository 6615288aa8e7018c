// The kernels of a page that only scores with a finished model.
export { addNeighbors, addNeighborsWide } from './aggregate';
export { topK, best, select, largest, sort } from './topk';
