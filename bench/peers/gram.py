"""numpy's inverse (LAPACK's getrf and getri), in f64 or f32."""

import numpy as np
from protocol import serve


def load(g, n, single):
    matrix = np.fromfile(g).reshape(n, n).astype(np.float32 if single else np.float64)
    return lambda: np.linalg.inv(matrix), lambda inverse: np.trace(inverse)


serve(load)
