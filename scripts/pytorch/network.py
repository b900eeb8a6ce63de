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


# PyTorch takes uniform numbers in groups of 16. Of each pair (u[i], u[i + 8]) the formula of Box and Muller makes two
# normal numbers: one with the cosine, at place i, and one with the sine, at place i + 8. The course's `gaussian` is the
# one with the cosine, so those are compared.


def box_muller_draws(seed, count):
    """The uniform numbers behind `normal(seed, count)`, in the order in which `gaussian` draws them."""
    generator = torch.Generator().manual_seed(seed)
    pairs = halves(torch.rand(2 * count, generator=generator, dtype=torch.float64))
    return torch.stack(pairs, dim=1).flatten().tolist()


def normal(seed, count):
    """Normal numbers as `torch.randn` makes them; `count` is a multiple of 8."""
    generator = torch.Generator().manual_seed(seed)
    return halves(torch.randn(2 * count, generator=generator, dtype=torch.float64))[0]


def he_weights(seed, inputs, outputs):
    """Weights (inputs × outputs) as `kaiming_normal_` makes them of `box_muller_draws(seed, inputs * outputs)`."""
    torch.manual_seed(seed)
    filled = torch.empty(inputs, 2 * outputs, dtype=torch.float64)
    # PyTorch counts the inputs in the second dimension. Here they are in the first one: hence "fan_out".
    nn.init.kaiming_normal_(filled, mode='fan_out', nonlinearity='relu')
    return halves(filled)[0].view(inputs, outputs)


def halves(numbers):
    """The first eight of each group of 16, and the other eight."""
    groups = numbers.reshape(-1, 2, 8)
    return groups[:, 0].flatten(), groups[:, 1].flatten()
