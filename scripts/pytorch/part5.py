"""Part 5: gradients that autograd finds for graphs of numbers and of matrices, and convolutions. See `network.py` for the kinds of numbers."""
import copy

import torch
from torch.nn import functional as F

from draw import Draw
from fixture import case
from network import float32

SEEDS = (1, 2)


# 5.3


def value():
    """Formulas of random shape, each operation on any two values before it; the end is the last one."""
    cases = []
    for start, made in [(1, 1), (2, 3), (3, 8), (4, 16), (6, 30)]:
        for seed in SEEDS:
            draw = Draw(f'value {start} {made} {seed}')
            formula = [draw_operation(draw, start + i) for i in range(made)]
            name = f'{start} numbers, {made} operations, seed {seed}'
            cases.append(formula_case(name, draw.uniform(start, low=-1.5, high=1.5), formula))
    chain = [{'of': 'multiply' if i % 2 else 'add', 'inputs': [max(i, 1), i % 2]} for i in range(200)]
    cases.append(formula_case('200 operations in a row', [0.5, 0.9], chain))
    doubled = [{'of': 'add', 'inputs': [i, i]} for i in range(40)]
    cases.append(formula_case('a number doubled 40 times', [1.5], doubled))
    corner = [{'of': 'relu', 'inputs': [0]}, {'of': 'multiply', 'inputs': [1, 2]}]
    cases.append(formula_case('ReLU of exactly 0', [0, 3], corner))
    return cases


def draw_operation(draw, before):
    of = ('add', 'multiply', 'relu')[draw.labels(1, 3)[0]]
    # Every other time the newest value is among the inputs, so that most of them lead on to the end.
    inputs = draw.labels(1 if of == 'relu' else 2, before)
    if draw.labels(1, 2)[0] == 0:
        inputs[0] = before - 1
    return {'of': of, 'inputs': inputs}


OPERATIONS = {'add': torch.add, 'multiply': torch.mul, 'relu': torch.relu}


def formula_case(name, start, formula):
    values = [torch.tensor(number, dtype=torch.float64).requires_grad_() for number in start]
    for operation in formula:
        made = OPERATIONS[operation['of']](*(values[i] for i in operation['inputs']))
        made.retain_grad()
        values.append(made)
    values[-1].backward()
    gradients = [torch.zeros(()) if each.grad is None else each.grad for each in values]
    return case(name, 'backward', {'start': start, 'formula': formula}, {'data': values, 'gradients': gradients})


# 5.4


def traced():
    cases = []
    for examples, sizes in [(1, (2, 2)), (3, (4, 3)), (2, (3, 5, 2)), (5, (4, 6, 3)), (4, (2, 3, 4, 3))]:
        for seed in SEEDS:
            draw = Draw(f'traced {examples} {sizes} {seed}')
            layers = draw.layers(sizes)
            given = {'x': draw.normal(examples, sizes[0]), 'layers': layers, 'labels': draw.labels(examples, sizes[-1])}
            cases.append(network_case(f'{examples} × {"-".join(map(str, sizes))}, seed {seed}', given))
    for uses in (1, 2, 5):
        draw = Draw(f'traced shared {uses}')
        given = {'x': draw.normal(3, 4), 'weights': draw.normal(4, 4, scale=0.5), 'bias': draw.normal(4, scale=0.5)}
        cases.append(shared_case(f'the same layer {uses} times', {**given, 'labels': draw.labels(3, 4), 'uses': uses}))
    far = {'x': [[1000, 0], [0, 1000]], 'layers': [{'weights': [[1, -1], [-1, 1]], 'bias': [0, 0]}], 'labels': [1, 1]}
    cases.append(network_case('logits of 1000 and -1000', far))
    return cases


def network_case(name, given):
    """Dense layers with a ReLU between each two of them, then the mean cross-entropy."""
    x = float32(given['x']).requires_grad_()
    layers = [tensors(layer) for layer in given['layers']]
    output = x
    for i, (weights, bias) in enumerate(layers):
        output = (torch.relu(output) if i > 0 else output) @ weights + bias
    return finished(name, 'network', given, output, [x, *(tensor for layer in layers for tensor in layer)])


def shared_case(name, given):
    """One layer with a ReLU, used again and again."""
    x = float32(given['x']).requires_grad_()
    weights, bias = tensors(given)
    output = x
    for _ in range(given['uses']):
        output = torch.relu(output @ weights + bias)
    return finished(name, 'shared', given, output, [x, weights, bias])


def tensors(layer):
    return float32(layer['weights']).requires_grad_(), float32([layer['bias']]).requires_grad_()


def finished(name, function, given, output, wanted):
    loss = F.cross_entropy(output, torch.tensor(given['labels']))
    loss.backward()
    return case(name, function, given, {'loss': loss, 'gradients': [tensor.grad for tensor in wanted]})


# 5.6


def patches():
    """`unfold` has a patch in each column, the course in each row."""
    cases = []
    for count, channels, height, width, size in SHAPES:
        draw = Draw(f'patches {count} {channels} {height} {width} {size}')
        shape = {'channels': channels, 'height': height, 'width': width}
        positions, length = (height - size + 1) * (width - size + 1), channels * size * size
        images = {'images': draw.normal(count, channels * height * width), 'shape': shape, 'size': size}
        columns = {'columns': draw.normal(count * positions, length), 'count': count, 'shape': shape, 'size': size}
        unfolded = F.unfold(as_images(float32(images['images']), shape), size).transpose(1, 2)
        blocks = float32(columns['columns']).view(count, positions, length).transpose(1, 2)
        name = f'{count} × {channels} × {height} × {width}, size {size}'
        cases.append(case(name, 'im2col', images, unfolded.reshape(-1, length)))
        cases.append(case(name, 'col2im', columns, F.fold(blocks, (height, width), size).flatten(1)))
    return cases


# count, channels, height, width, size
SHAPES = [(1, 1, 3, 4, 2), (2, 1, 4, 3, 3), (3, 2, 5, 4, 2), (2, 3, 4, 6, 3), (1, 4, 3, 3, 1), (1, 2, 5, 5, 5)]


def as_images(rows, shape):
    return rows.view(-1, shape['channels'], shape['height'], shape['width'])


# 5.7


def convolution():
    cases = []
    for count, channels, height, width, size in SHAPES:
        draw = Draw(f'convolution {count} {channels} {height} {width} {size}')
        shape = {'channels': channels, 'height': height, 'width': width}
        filters = 1 + count
        layer = {'shape': shape, 'size': size, **draw.layer(channels * size * size, filters)}
        outputs = filters * (height - size + 1) * (width - size + 1)
        given = {**layer, 'passes': draw_passes(draw, channels * height * width, outputs, count, 2)}
        name = f'{count} × {channels} × {height} × {width}, size {size}, {filters} filters'
        parameters = tensors(layer)
        cases.append(passes_case(name, 'conv', given, convolve(layer, parameters), parameters))
    for count, channels, height, width in [(1, 1, 2, 2), (2, 2, 4, 6), (2, 3, 5, 3), (1, 2, 3, 7)]:
        draw = Draw(f'pool {count} {channels} {height} {width}')
        shape = {'channels': channels, 'height': height, 'width': width}
        outputs = channels * (height // 2) * (width // 2)
        given = {'shape': shape, 'passes': draw_passes(draw, channels * height * width, outputs, count, 1)}
        name = f'{count} × {channels} × {height} × {width}'
        cases.append(passes_case(name, 'pool', given, pool(shape), []))
        for each in given['passes']:
            each['x'] = [draw.labels(channels * height * width, 3) for _ in each['x']]
        cases.append(passes_case(f'{name}, with equal numbers', 'pool', given, pool(shape), []))
    cases.append(small_conv_net())
    return cases


def small_conv_net():
    """As `createConvNet`, with fewer and smaller filters, for images of 14 × 12."""
    draw = Draw('small convolutional network')
    first = {'shape': {'channels': 1, 'height': 14, 'width': 12}, 'size': 3, **draw.layer(9, 2)}
    middle = {'shape': {'channels': 2, 'height': 6, 'width': 5}, 'size': 2, **draw.layer(8, 3)}
    last = draw.layer(3 * 2 * 2, 4)
    given = {'first': first, 'middle': middle, 'last': last, 'passes': draw_passes(draw, 14 * 12, 4, 3, 2)}
    parameters = [tensors(layer) for layer in (first, middle, last)]
    layers = [
        *(convolve(first, parameters[0]), torch.relu, pool({'channels': 2, 'height': 12, 'width': 10})),
        *(convolve(middle, parameters[1]), torch.relu, pool({'channels': 3, 'height': 5, 'width': 4})),
        lambda x: x @ parameters[2][0] + parameters[2][1],
    ]

    def network(x):
        for layer in layers:
            x = layer(x)
        return x

    return passes_case('two convolutions', 'network', given, network, [each for pair in parameters for each in pair])


def draw_passes(draw, inputs, outputs, *counts):
    return [{'x': draw.normal(count, inputs), 'upstream': draw.normal(count, outputs)} for count in counts]


def convolve(layer, parameters):
    """The course has a filter in each column of the weights."""
    weights, bias = parameters
    shape, size = layer['shape'], layer['size']
    return lambda x: F.conv2d(
        as_images(x, shape), weights.T.reshape(-1, shape['channels'], size, size), bias[0]
    ).flatten(1)


def pool(shape):
    return lambda x: F.max_pool2d(as_images(x, shape), 2).flatten(1)


def passes_case(name, function, given, layer, parameters):
    """Through a layer and back, once for each pass. Its gradients are those of that pass alone."""
    expected = []
    for each in given['passes']:
        for parameter in parameters:
            parameter.grad = None
        x = float32(each['x']).requires_grad_()
        output = layer(x)
        output.backward(float32(each['upstream']))
        expected.append({'output': output, 'input': x.grad, 'gradients': [each.grad for each in parameters]})
    return case(name, function, copy.deepcopy(given), expected)


# Numbers of float64, and matrices of float32.
OF_NUMBERS = {'value': value}
OF_MATRICES = {'traced': traced, 'patches': patches, 'convolution': convolution}
