"""Item neighbors by scipy: the product of the normalised item vectors in blocks of rows, then the k largest of each row."""

import numpy as np
from protocol import serve
from scipy import sparse


def load(starts, items, values, nItems, k):
    starts = np.fromfile(starts, np.int32)
    by_user = sparse.csr_matrix((np.fromfile(values), np.fromfile(items, np.int32), starts), shape=(len(starts) - 1, nItems))

    def run():
        by_item = by_user.T.tocsr()
        norms = np.sqrt(by_item.multiply(by_item).sum(axis=1)).A1
        unit = sparse.diags(1 / norms) @ by_item
        users = unit.T.tocsr()
        ids = np.full((nItems, k), -1, np.int32)
        cosines = np.zeros((nItems, k))
        for first in range(0, nItems, 512):
            product = (unit[first : first + 512] @ users).tocsr()
            for r in range(product.shape[0]):
                row = slice(product.indptr[r], product.indptr[r + 1])
                others, scores = product.indices[row], product.data[row]
                apart = others != first + r
                others, scores = others[apart], scores[apart]
                if len(scores) > k:
                    best = np.argpartition(-scores, k)[:k]
                    others, scores = others[best], scores[best]
                order = np.argsort(-scores, kind="stable")
                ids[first + r, : len(order)] = others[order]
                cosines[first + r, : len(order)] = scores[order]
        return ids, cosines

    return run, lambda found: found[1].sum()


serve(load)
