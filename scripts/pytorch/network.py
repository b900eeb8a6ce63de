"""
Parts 3 and 4 in PyTorch: networks of `torch.nn.Linear` and `torch.nn.ReLU`.

The course computes with float32 matrices. PyTorch starts from the same float32 numbers and computes in float64, so that
what is left between the two is the rounding of the course's own steps.
"""
import torch
from torch import nn


def float32(values):
    """Numbers as a float32 matrix holds them, in a tensor of float64."""
    return torch.tensor(values, dtype=torch.float32).double()


def dense(layer):
    """A `Linear` from weights (inputs × outputs, as in the course; PyTorch keeps outputs × inputs) and a bias."""
    weights, bias = float32(layer['weights']), float32(layer['bias'])
    linear = nn.Linear(*weights.shape, dtype=torch.float64)
    with torch.no_grad():
        linear.weight.copy_(weights.T)
        linear.bias.copy_(bias)
    return linear


def sequential(layers):
    """Dense layers with a ReLU between each two of them, none after the last."""
    modules = []
    for layer in layers:
        modules += [nn.ReLU(), dense(layer)]
    return nn.Sequential(*modules[1:])


def parameters(module):
    """For each parameter its matrix as the course has it: weights as inputs × outputs, a bias as 1 × outputs."""
    return [as_matrix(parameter).clone() for parameter in module.parameters()]


def gradients(module):
    return [as_matrix(parameter.grad).clone() for parameter in module.parameters()]


def as_matrix(tensor):
    tensor = tensor.detach()
    return tensor.unsqueeze(0) if tensor.dim() == 1 else tensor.T


def box_muller(seed, count):
    """
    The numbers from 0 to 1 that PyTorch's own normal generator uses for its first `2 * count` normal numbers, and a
    function that finds those normal numbers which it makes with the cosine (each second group of 8 has the sine, which
    the course does not use). `count` is a multiple of 8.

    Returns the draws in the order in which Box–Muller takes them (distance, direction, distance, …).
    """
    draws = torch.rand(2 * count, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    return torch.stack(with_direction(draws), dim=1).flatten()


def with_direction(flat):
    pairs = flat.view(-1, 2, 8)
    return [pairs[:, 0].flatten(), pairs[:, 1].flatten()]


def normal(seed, count):
    """The normal numbers that belong to the draws of `box_muller`."""
    numbers = torch.randn(2 * count, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)
    return with_direction(numbers)[0]


def he_weights(seed, inputs, outputs):
    """
    What `torch.nn.init.kaiming_normal_` makes of the draws of `box_muller`, inputs × outputs.

    The matrix that PyTorch fills is inputs × (2 · outputs), of which the numbers made with the cosine are kept. It has
    the inputs first, hence `fan_out`.
    """
    torch.manual_seed(seed)
    filled = torch.empty(inputs, 2 * outputs, dtype=torch.float64)
    nn.init.kaiming_normal_(filled, mode='fan_out', nonlinearity='relu')
    return with_direction(filled.flatten())[0].view(inputs, outputs)
