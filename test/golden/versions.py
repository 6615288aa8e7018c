"""What made the numbers: recorded in each file of them."""

import platform

import numpy
import pandas
import scipy
import sklearn

VERSIONS = {
    "python": platform.python_version(),
    "numpy": numpy.__version__,
    "pandas": pandas.__version__,
    "scikit-learn": sklearn.__version__,
    "scipy": scipy.__version__,
}
