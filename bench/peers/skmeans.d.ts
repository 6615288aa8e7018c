// What the package does not say itself.
declare module 'skmeans' {
  export default function skmeans(
    data: number[][],
    k: number,
    initial?: number[][],
    maxIterations?: number,
  ): { idxs: number[]; centroids: number[] | number[][] };
}
