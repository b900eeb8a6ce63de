"""Part 4: penalty, dropout and momentum. See `network.py` for the kinds of numbers."""
import torch
from torch.nn import functional as F
from torch.optim import SGD

from draw import Draw
from fixture import case
from network import float32, parameters, sequential

SEEDS = (1, 2)
STEPS = 50


# 4.2


def regularization():
    """The gradient of the penalty is added by autograd to gradients that are there already."""
    cases = []
    for sizes in [(2, 1), (5, 1), (3, 4), (4, 6, 3), (2, 7, 5, 2)]:
        for seed in SEEDS:
            draw = Draw(f'regularization {sizes} {seed}')
            values, grads = draw_matrices(draw, sizes), draw_matrices(draw, sizes)
            for rate in (0, 1e-4, 0.5):
                name = f'{"-".join(map(str, sizes))}, lambda {rate}, seed {seed}'
                cases.append(penalty_case(name, values, grads, rate))
    draw = Draw('regularization order')
    values, grads = ([draw.normal(*shape) for shape in [(1, 3), (2, 3), (3, 4), (1, 4)]] for _ in range(2))
    cases.append(penalty_case('bias, weights, weights, bias', values, grads, 0.1))
    return cases


def penalty_case(name, values, grads, rate):
    tensors = [float32(matrix).requires_grad_() for matrix in values]
    for tensor, grad in zip(tensors, grads):
        tensor.grad = float32(grad)
    penalty = rate / 2 * sum(tensor.square().sum() for tensor in tensors if tensor.shape[0] != 1)
    penalty.backward()
    given = {'values': values, 'gradients': grads, 'lambda': rate}
    return case(name, 'l2', given, {'penalty': penalty, 'gradients': [tensor.grad for tensor in tensors]})


def draw_matrices(draw, sizes):
    """For each layer its weights (inputs × outputs) and its bias (1 × outputs)."""
    return [matrix for layer in draw.layers(sizes) for matrix in (layer['weights'], [layer['bias']])]


# 4.3


def dropout():
    """The masks are PyTorch's own; the draws are such that the course's layer makes the same choice."""
    cases = []
    for rows, cols in [(1, 1), (1, 9), (6, 1), (4, 5)]:
        for rate in (0, 0.2, 0.5, 0.9):
            draw = Draw(f'dropout {rows} {cols} {rate}')
            torch.manual_seed(draw.labels(1, 1000)[0])
            passes = [draw_dropped_pass(draw, rows, cols, rate, training) for training in (True, True, False)]
            given = {'rate': rate, 'passes': [each for each, _ in passes]}
            name = f'{rows} × {cols}, rate {rate}, twice in training, then not'
            cases.append(case(name, 'Dropout', given, [expected for _, expected in passes]))
    return cases


def draw_dropped_pass(draw, rows, cols, rate, training):
    given = {'training': training, 'x': draw.normal(rows, cols), 'upstream': draw.normal(rows, cols), 'draws': []}
    x = float32(given['x']).requires_grad_()
    output, mask = torch.native_dropout(x, rate, training)
    output.backward(float32(given['upstream']))
    if training:
        given['draws'] = [draw_for(draw, kept, rate) for kept in mask.flatten().tolist()]
    return given, {'output': output, 'input': x.grad}


def draw_for(draw, kept, rate):
    """A number from 0 to 1 with which an entry is kept or dropped: it is kept from `rate` upwards."""
    return draw.uniform(low=rate + 0.001, high=0.999) if kept else draw.uniform(low=0, high=rate - 0.001)


# 4.4


def momentum():
    cases = []
    for mu, learning_rate in [(0, 0.1), (0.5, 0.3), (0.9, 0.1), (0.99, 0.02)]:
        draw = Draw(f'momentum {mu}')
        rates = [learning_rate] * STEPS
        cases.append(given_gradients_case(f'momentum {mu}, given gradients', draw, mu, rates))
    draw = Draw('momentum changing')
    rates = [round(0.1 + 0.09 * (-1) ** step * step / STEPS, 4) for step in range(STEPS)]
    cases.append(given_gradients_case('momentum 0.9, another learning rate in each step', draw, 0.9, rates))
    for rate in (0, 0.01):
        draw = Draw(f'momentum network {rate}')
        cases.append(network_case(f'momentum 0.9 on a network 4-5-3, lambda {rate}', draw, (4, 5, 3), rate))
    return cases


def given_gradients_case(name, draw, mu, rates):
    """The gradient of each step is given, so this is the optimizer alone."""
    values = [draw.normal(2, 3), draw.normal(1, 3)]
    steps = [[draw.normal(2, 3), draw.normal(1, 3)] for _ in rates]
    tensors = [float32(matrix).requires_grad_() for matrix in values]
    optimizer = SGD(tensors, lr=rates[0], momentum=mu)
    reached = []
    for rate, grads in zip(rates, steps):
        optimizer.param_groups[0]['lr'] = rate
        for tensor, grad in zip(tensors, grads):
            tensor.grad = float32(grad)
        optimizer.step()
        reached.append([tensor.detach().clone() for tensor in tensors])
    given = {'momentum': mu, 'values': values, 'learningRates': rates, 'gradients': steps}
    return case(f'{name}, {len(rates)} steps', 'Momentum', given, reached)


def network_case(name, draw, sizes, rate):
    """`SGD(momentum=…, weight_decay=…)`, with the decay on weights only; the whole data in each step."""
    layers, x, labels = draw.layers(sizes), draw.normal(9, sizes[0]), draw.labels(9, sizes[-1])
    given = {'layers': layers, 'x': x, 'labels': labels, 'steps': STEPS}
    given.update({'learningRate': 0.05, 'momentum': 0.9, 'lambda': rate})
    module = sequential(layers)
    weights = [parameter for parameter in module.parameters() if parameter.dim() == 2]
    biases = [parameter for parameter in module.parameters() if parameter.dim() == 1]
    groups = [{'params': weights, 'weight_decay': rate}, {'params': biases}]
    optimizer = SGD(groups, lr=given['learningRate'], momentum=given['momentum'])
    expected = {'losses': [], 'parameters': []}
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss = F.cross_entropy(module(float32(x)), torch.tensor(labels))
        loss.backward()
        optimizer.step()
        expected['losses'].append(loss.item())
        expected['parameters'].append(parameters(module))
    expected['parameters'] = [expected['parameters'][step] for step in (0, 24, STEPS - 1)]
    return case(f'{name}, {STEPS} steps', 'trainWithMomentum', {**given, 'shown': [1, 25, STEPS]}, expected)


LESSONS = {
    'regularization': regularization,
    'dropout': dropout,
    'momentum': momentum,
}
