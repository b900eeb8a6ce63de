"""Part 1: the gradients of a linear model, in float64."""
import torch
from torch.nn import functional as F

from draw import Draw
from fixture import case

SHAPES = [(1, 1), (1, 4), (5, 1), (7, 3), (3, 7), (16, 10), (2, 40)]


def gradients():
    cases = []
    for examples, inputs in SHAPES:
        for seed in (1, 2):
            draw = Draw(f'gradients {examples} {inputs} {seed}')
            name = f'{examples} × {inputs} inputs, seed {seed}'
            model = {'xs': draw.normal(examples, inputs), 'weights': draw.normal(inputs), 'bias': draw.normal()}
            cases.append(mean_squared_error_case(name, {**model, 'ys': draw.normal(examples)}))
            cases.append(mnist_loss_case(name, {**model, 'targets': draw.labels(examples, 2)}))
    cases.append(mnist_loss_case('predictions of 1000, -1000 and 0.5', far_model()))
    return cases


def far_model():
    return {'xs': [[1000, 0], [-1000, 0], [0, 1]], 'weights': [1, 0.25], 'bias': 0.25, 'targets': [0, 1, 1]}


def mean_squared_error_case(name, given):
    predictions, parameters = linear_model(given)
    loss = F.mse_loss(predictions, float64(given['ys']))
    return case(name, 'meanSquaredErrorGradient', given, loss_and_gradient(loss, parameters))


def mnist_loss_case(name, given):
    """The loss of fast.ai's chapter 4: `torch.where(targets == 1, 1 - predictions, predictions).mean()`."""
    predictions, parameters = linear_model(given)
    probabilities = torch.sigmoid(predictions)
    targets = float64(given['targets'])
    loss = torch.where(targets == 1, 1 - probabilities, probabilities).mean()
    return case(name, 'mnistLossGradient', given, loss_and_gradient(loss, parameters))


def linear_model(given):
    weights = float64(given['weights']).requires_grad_()
    bias = float64(given['bias']).requires_grad_()
    return float64(given['xs']) @ weights + bias, (weights, bias)


def loss_and_gradient(loss, parameters):
    weights, bias = torch.autograd.grad(loss, parameters)
    return {'loss': loss, 'gradient': {'weights': weights, 'bias': bias}}


def float64(values):
    return torch.tensor(values, dtype=torch.float64)


LESSONS = {'gradients': gradients}
