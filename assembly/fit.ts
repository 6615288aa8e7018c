// The kernels of training, one line a file: this list and score.ts are the whole ABI.
export { packRows, packCenters, doubtful, moveRows, sumRows, inertia } from './kmeans';
export { nearest, closer, weigh, weighSums, reach16 } from './tiles';
export { neighborsOfOnes, neighborsOfWholes, neighborsOfValues, countTogether, sumTogether, addTogether } from './neighbors';
export { shortlist, threshold, keepReaching, best, select, largest, sort } from './topk';
