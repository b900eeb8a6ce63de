"""Part 3: layers, loss, network and training loop on batches. See `network.py` for the kinds of numbers."""
import math

import torch
from torch import nn
from torch.nn import functional as F

from draw import Draw
from fixture import case
from network import box_muller_draws, dense, float32, gradients, he_weights, normal, parameters, sequential

SEEDS = (1, 2)
STEPS = 50


# 3.3


def dense_layer():
    cases = []
    for batch, inputs, outputs in [(1, 1, 1), (1, 4, 3), (5, 1, 2), (2, 7, 5), (6, 3, 1), (8, 5, 4)]:
        for seed in SEEDS:
            draw = Draw(f'dense-layer {batch} {inputs} {outputs} {seed}')
            passes = [draw_pass(draw, batch, inputs, outputs)]
            name = f'batch {batch}, {inputs} inputs, {outputs} outputs, seed {seed}'
            cases.append(dense_case(name, draw.layer(inputs, outputs), passes))
    draw = Draw('dense-layer twice')
    passes = [draw_pass(draw, batch, 4, 3) for batch in (5, 2)]
    cases.append(dense_case('a batch of 5, then one of 2', draw.layer(4, 3), passes))
    return cases


def dense_case(name, layer, passes):
    module = dense(layer)
    expected = [forward_and_backward(module, each) for each in passes]
    return case(name, 'Dense', {**layer, 'passes': passes}, expected)


def draw_pass(draw, batch, inputs, outputs):
    return {'x': draw.normal(batch, inputs), 'upstream': draw.normal(batch, outputs)}


def forward_and_backward(module, given):
    """What comes out at both ends, and the gradients of this pass alone."""
    module.zero_grad()
    x = float32(given['x']).requires_grad_()
    output = module(x)
    output.backward(float32(given['upstream']))
    return {'output': output, 'input': x.grad, 'gradients': gradients(module)}


# 3.4


def relu_layer():
    cases = []
    for rows, cols in [(1, 1), (1, 6), (5, 1), (4, 3), (3, 8)]:
        for seed in SEEDS:
            draw = Draw(f'relu-layer {rows} {cols} {seed}')
            cases.append(relu_case(f'{rows} × {cols}, seed {seed}', [draw_pass(draw, rows, cols, cols)]))
    zeros = {'x': [[0, 1, -1], [1000, -1000, 0]], 'upstream': [[2, -3, 4], [-5, 6, 7]]}
    cases.append(relu_case('zeros, 1000 and -1000', [zeros]))
    draw = Draw('relu-layer twice')
    cases.append(relu_case('a batch of 4, then one of 2', [draw_pass(draw, batch, 3, 3) for batch in (4, 2)]))
    return cases


def relu_case(name, passes):
    return case(name, 'ReLU', {'passes': passes}, [forward_and_backward(nn.ReLU(), each) for each in passes])


# 3.5


def batch_loss():
    cases = []
    for batch, classes in [(1, 1), (1, 2), (3, 1), (4, 3), (7, 10), (2, 5)]:
        for seed in SEEDS:
            draw = Draw(f'batch-loss {batch} {classes} {seed}')
            given = {'logits': draw.normal(batch, classes, scale=3), 'labels': draw.labels(batch, classes)}
            cases.append(loss_case(f'batch {batch}, {classes} classes, seed {seed}', given))
    far = [[1000, -1000, 0], [-1000, 1000, 999], [-1000, -1000, -1000], [1000, 999, 998.5]]
    for labels in ([0, 1, 2, 0], [1, 0, 0, 2], [2, 2, 1, 1]):
        cases.append(loss_case(f'logits to 1000 and -1000, labels {labels}', {'logits': far, 'labels': labels}))
    return cases


def loss_case(name, given):
    logits = float32(given['logits']).requires_grad_()
    loss = F.cross_entropy(logits, torch.tensor(given['labels']))
    loss.backward()
    return case(name, 'softmaxCrossEntropy', given, {'loss': loss, 'gradient': logits.grad})


# 3.6


def initialisation():
    draws = {'draws': box_muller_draws(1, 64)}
    cases = [case('64 numbers of torch.randn', 'gaussian', draws, normal(1, 64))]
    for inputs, outputs in [(1, 8), (8, 1), (4, 6), (6, 4), (24, 10)]:
        for seed in SEEDS:
            given = {'inputs': inputs, 'outputs': outputs, 'draws': box_muller_draws(seed, inputs * outputs)}
            name = f'{inputs} inputs, {outputs} outputs, seed {seed}'
            cases.append(case(name, 'heWeights', given, he_weights(seed, inputs, outputs)))
    return cases


# 3.7


def network():
    cases = []
    for batch, *sizes in [(1, 1, 1), (1, 4, 3), (5, 3, 4, 2), (2, 2, 6, 1), (3, 5, 2, 3, 4), (7, 1, 3, 1)]:
        for seed in SEEDS:
            draw = Draw(f'network {batch} {sizes} {seed}')
            layers, passes = draw.layers(sizes), [draw_pass(draw, batch, sizes[0], sizes[-1])]
            name = f'batch {batch}, {in_words(sizes)}, seed {seed}'
            cases.append(network_case(name, layers, passes))
    draw = Draw('network twice')
    passes = [draw_pass(draw, batch, 4, 2) for batch in (3, 6)]
    cases.append(network_case('4-5-2, a batch of 3, then one of 6', draw.layers([4, 5, 2]), passes))
    for sizes in [(4, 6, 4), (8, 3, 8, 2)]:
        draw = Draw(f'network created {sizes}')
        cases.append(created_case(in_words(sizes), sizes, [draw_pass(draw, 3, sizes[0], sizes[-1])]))
    return cases


def network_case(name, layers, passes):
    module = sequential(layers)
    expected = [forward_and_backward(module, each) for each in passes]
    return case(name, 'Network', {'layers': layers, 'passes': passes}, expected)


def created_case(name, sizes, passes):
    """`createNetwork`: He weights and zero biases, layer after layer; each layer has draws of its own seed."""
    pairs = list(enumerate(zip(sizes, sizes[1:]), start=1))
    draws = [number for seed, (inputs, outputs) in pairs for number in box_muller_draws(seed, inputs * outputs)]
    layers = [
        {'weights': he_weights(seed, inputs, outputs).tolist(), 'bias': [0] * outputs}
        for seed, (inputs, outputs) in pairs
    ]
    module = sequential(layers)
    expected = {'parameters': parameters(module), 'passes': [forward_and_backward(module, each) for each in passes]}
    return case(name, 'createNetwork', {'sizes': list(sizes), 'draws': draws, 'passes': passes}, expected)


# 3.8


def training_loop():
    cases = []
    for count in (1, 2, 7, 20):
        draws = Draw(f'training-loop shuffle {count}').uniform(max(0, count - 1))
        given = {'count': count, 'draws': draws}
        cases.append(case(f'{count} numbers', 'shuffle', given, fisher_yates(count, iter(draws))))
    for count, sizes, batch_size, learning_rate in [
        (11, (4, 6, 3), 4, 0.2),
        (5, (3, 4, 2), 1, 0.05),
        (6, (2, 5, 4, 3), 10, 0.3),
        (8, (5, 2), 4, 0.1),
    ]:
        draw = Draw(f'training-loop {count} {sizes} {batch_size}')
        cases.append(training_case(draw, count, sizes, batch_size, learning_rate))
    return cases


def training_case(draw, count, sizes, batch_size, learning_rate):
    """At least 50 steps of `torch.optim.SGD` on batches whose order follows from recorded draws."""
    epochs = math.ceil(STEPS / math.ceil(count / batch_size))
    given = {
        'layers': draw.layers(sizes),
        'images': draw.normal(count, sizes[0]),
        'labels': draw.labels(count, sizes[-1]),
        'options': {'learningRate': learning_rate, 'epochs': epochs, 'batchSize': batch_size},
        'draws': draw.uniform(epochs * (count - 1)),
    }
    images, labels = float32(given['images']), torch.tensor(given['labels'])
    module, draws = sequential(given['layers']), iter(given['draws'])
    optimizer = torch.optim.SGD(module.parameters(), lr=learning_rate)
    expected = {'epochs': [], 'losses': [], 'parameters': []}
    for epoch in range(1, epochs + 1):
        for batch in torch.tensor(fisher_yates(count, draws)).split(batch_size):
            optimizer.zero_grad()
            loss = F.cross_entropy(module(images[batch]), labels[batch])
            loss.backward()
            optimizer.step()
            expected['epochs'].append(epoch)
            expected['losses'].append(loss.item())
            expected['parameters'].append(parameters(module))
    steps = len(expected['losses'])
    given['steps'] = [1, 2, 25, steps]
    expected['parameters'] = [expected['parameters'][step - 1] for step in given['steps']]
    name = f'{count} examples in batches of {batch_size}, {in_words(sizes)}, {steps} steps'
    return case(name, 'train', given, expected)


def fisher_yates(count, draws):
    """The order 0 … count − 1, shuffled from the last place down to the second, one draw from 0 to 1 a place."""
    order = list(range(count))
    for last in range(count - 1, 0, -1):
        drawn = math.floor(next(draws) * (last + 1))
        order[last], order[drawn] = order[drawn], order[last]
    return order


def in_words(sizes):
    return '-'.join(str(size) for size in sizes)


LESSONS = {
    'dense-layer': dense_layer,
    'relu-layer': relu_layer,
    'batch-loss': batch_loss,
    'initialisation': initialisation,
    'network': network,
    'training-loop': training_loop,
}
