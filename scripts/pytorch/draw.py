"""Random inputs, the same for the same seed with every version of Python."""
import random


class Draw:
    """
    Draws decimals of four places, so that the text in a fixture is exactly what PyTorch was given.

    A shape is a list of lengths: `normal(2, 3)` gives 2 lists of 3 numbers, `normal()` one number.
    """

    def __init__(self, seed):
        self._random = random.Random(seed)

    def normal(self, *shape, scale=1.0):
        return self._fill(shape, lambda: self._random.gauss(0, scale))

    def uniform(self, *shape, low=0.0, high=1.0):
        return self._fill(shape, lambda: self._random.uniform(low, high))

    def labels(self, count, classes):
        return [self._random.randrange(classes) for _ in range(count)]

    def layer(self, inputs, outputs):
        """Weights (inputs × outputs, of a size that keeps the outputs near 1) and a bias."""
        return {'weights': self.normal(inputs, outputs, scale=inputs**-0.5), 'bias': self.normal(outputs, scale=0.5)}

    def layers(self, sizes):
        return [self.layer(inputs, outputs) for inputs, outputs in zip(sizes, sizes[1:])]

    def _fill(self, shape, draw):
        if not shape:
            return round(draw(), 4)
        return [self._fill(shape[1:], draw) for _ in range(shape[0])]
