"""Item neighbors by implicit's CosineRecommender, one thread. (A file implicit.py would hide the package.)"""

import warnings

import numpy as np
from implicit.nearest_neighbours import CosineRecommender
from protocol import serve
from scipy import sparse

warnings.filterwarnings("ignore")  # it warns of a conversion that it makes itself


def load(starts, items, values, nItems, k):
    starts = np.fromfile(starts, np.int32)
    by_user = sparse.csr_matrix((np.fromfile(values), np.fromfile(items, np.int32), starts), shape=(len(starts) - 1, nItems))

    def run():
        model = CosineRecommender(K=k + 1, num_threads=1)  # the item itself is one of them
        model.fit(by_user, show_progress=False)
        return model

    return run, answer


def answer(model):
    """The sum without the items themselves; where ties pushed an item out of its own row, that row has one neighbor too many."""
    table = model.similarity
    own = table.diagonal()
    crowded = [table.data[table.indptr[i] : table.indptr[i + 1]].min() for i in np.flatnonzero(own == 0)]
    return table.sum() - own.sum() - sum(crowded)


serve(load)
