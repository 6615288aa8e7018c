// The kernels of training, one line a file: this list and score.ts are the whole ABI. The small ones are here so that Binaryen does not inline them back
// into one large function, which the engine would optimise late, and so that the tests reach them.
export { packRows, packCenters, doubtful, overtaken, gatherRows, putBack, moveRows, sumRows, inertia } from './kmeans';
export { nearest, packFour, gapsOf, closer, weightedSum, sumDistances, foldSums, weigh, weighSums, reach16, subtractProducts, subtractProducts32 } from './tiles';
export { neighborsOfOnes, neighborsOfWholes, neighborsOfValues, countTogether, sumTogether, addTogether } from './neighbors';
export { takePanels, takePanels32, putPanels, putPanels32, sweepPivots, dividePanels, dividePanels32, subtractPanels, subtractPanels32 } from './symmetric';
export { shortlist, threshold, keepReaching, best, select, largest, sort } from './topk';
export { margins, logisticLoss, weightedLogisticLoss, squaredLoss, addGradient, scaleRows, addSquares, addSquareTile, addSquare, addByCode } from './tiles';
export { logisticPass, logisticCurve, softmaxLoss, softmaxCurvature, foldLanes, addPairs, sgdRows, rowMargins, addRowGradient } from './gradient';
