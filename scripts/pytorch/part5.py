"""Part 5: runs of SGD; gradients that autograd finds for graphs of numbers and of matrices; Adam; convolutions; residual networks. See `network.py` for the kinds of numbers."""
import copy

import torch
from torch import nn
from torch.nn import functional as F
from torch.optim import Adam, AdamW

from draw import Draw
from fixture import case
from network import dense, float32, parameters, sequential
from part3 import draw_pass, forward_and_backward

SEEDS = (1, 2)


# 5.1


def learning_curves():
    cases = []
    for count, sizes in [(1, (2, 2)), (7, (3, 4)), (20, (5, 6, 10))]:
        draw = Draw(f'learning-curves evaluate {count} {sizes}')
        given = {'layers': draw.layers(sizes), **draw_images(draw, count, sizes)}
        output = sequential(given['layers'])(float32(given['images']))
        labels = torch.tensor(given['labels'])
        right = (output.argmax(dim=1) == labels).double().mean()
        expected = {'loss': F.cross_entropy(output, labels), 'accuracy': right}
        cases.append(case(f'{count} images, {"-".join(map(str, sizes))}', 'evaluate', given, expected))
    for count, held, sizes, learning_rate, epochs, patience in [
        (6, 8, (4, 12, 3), 0.5, 60, 5),
        (5, 5, (3, 6, 2), 0.2, 12, 20),
        (8, 4, (5, 4), 0.3, 40, 3),
    ]:
        draw = Draw(f'learning-curves train {count} {held} {sizes}')
        given = {
            'layers': draw.layers(sizes),
            'training': draw_images(draw, count, sizes),
            'validation': draw_images(draw, held, sizes),
            'options': {'learningRate': learning_rate, 'epochs': epochs, 'batchSize': count, 'patience': patience},
        }
        cases.append(patience_case(f'{"-".join(map(str, sizes))}, patience {patience}', given))
    return cases


def draw_images(draw, count, sizes):
    return {'images': draw.normal(count, sizes[0]), 'labels': draw.labels(count, sizes[-1])}


def patience_case(name, given):
    """Each epoch is one step on all the images, so that their order does not matter."""
    (x, labels), (held, held_labels) = (
        (float32(given[part]['images']), torch.tensor(given[part]['labels'])) for part in ('training', 'validation')
    )
    options, module = given['options'], sequential(given['layers'])
    optimizer = torch.optim.SGD(module.parameters(), lr=options['learningRate'])
    expected = {'training': [], 'validation': [], 'best': [], 'parameters': []}
    lowest, best, kept = float('inf'), 0, None
    for epoch in range(1, options['epochs'] + 1):
        optimizer.zero_grad()
        loss = F.cross_entropy(module(x), labels)
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            after = F.cross_entropy(module(held), held_labels).item()
        if after < lowest:
            lowest, best, kept = after, epoch, parameters(module)
        for key, number in (('training', loss.item()), ('validation', after), ('best', best)):
            expected[key].append(number)
        if epoch - best >= options['patience']:
            break
    return case(name, 'train', given, {**expected, 'parameters': kept})


# 5.2


def diagnosis():
    cases = []
    for count, sizes, learning_rate in [(2, (1, 2), 0.5), (20, (6, 16, 10), 0.2), (9, (4, 7, 5, 3), 0.1), (5, (3, 8, 2), 4)]:
        draw = Draw(f'diagnosis {count} {sizes}')
        given = {'layers': draw.layers(sizes), **draw_images(draw, count, sizes), 'learningRate': learning_rate, 'steps': 12}
        name = f'{"-".join(map(str, sizes))}, learning rate {learning_rate}'
        cases.append(heart_case(name, given))
        images = {'layers': given['layers'], 'images': given['images']}
        cases.append(case(name, 'sleepers', images, sleeping(sequential(given['layers']), float32(given['images']))))
    return cases


def heart_case(name, given):
    module, labels = sequential(given['layers']), torch.tensor(given['labels'])
    optimizer = torch.optim.SGD(module.parameters(), lr=given['learningRate'])
    losses = []
    for _ in range(given['steps']):
        optimizer.zero_grad()
        loss = F.cross_entropy(module(float32(given['images'])), labels)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
    return case(name, 'learnsByHeart', given, {'losses': losses, 'parameters': parameters(module)})


def sleeping(module, output):
    shares = []
    for layer in module:
        output = layer(output)
        if isinstance(layer, nn.ReLU):
            shares.append((output == 0).all(dim=0).double().mean().item())
    return shares


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


# 5.5


STEPS = 50


def adam():
    """Given gradients, so this is the optimizer alone: `Adam`, and `AdamW` where there is weight decay."""
    cases = []
    usual = {'learningRate': 0.001, 'beta1': 0.9, 'beta2': 0.999, 'epsilon': 1e-8, 'weightDecay': 0}
    for name, changes in [
        ('as usual', {}),
        ('a large learning rate', {'learningRate': 0.3}),
        ('other means', {'learningRate': 0.1, 'beta1': 0.5, 'beta2': 0.75}),
        ('no means at all', {'learningRate': 0.1, 'beta1': 0, 'beta2': 0}),
        ('a large epsilon', {'learningRate': 0.1, 'epsilon': 0.5}),
        ('weight decay', {'learningRate': 0.1, 'weightDecay': 0.5}),
    ]:
        draw = Draw(f'adam {name}')
        cases.append(adam_case(name, draw, {**usual, **changes}, lambda rate, step: rate))
    draw = Draw('adam changing')
    changing = {**usual, 'learningRate': 0.1, 'weightDecay': 0.1}
    cases.append(adam_case('another learning rate in each step', draw, changing, lambda rate, step: round(rate / step, 4)))
    return cases


def adam_case(name, draw, options, rate_at):
    values = [draw.normal(2, 3), draw.normal(1, 3)]
    # The second number of each row has gradients a thousand times as small.
    steps = [[small_second(draw.normal(2, 3)), small_second(draw.normal(1, 3))] for _ in range(STEPS)]
    rates = [rate_at(options['learningRate'], step) for step in range(1, STEPS + 1)]
    tensors = [float32(matrix).requires_grad_() for matrix in values]
    weights, bias = tensors
    more = {'lr': rates[0], 'betas': (options['beta1'], options['beta2']), 'eps': options['epsilon']}
    if options['weightDecay'] == 0:
        optimizer = Adam(tensors, **more)
    else:
        decays = [{'params': [weights], 'weight_decay': options['weightDecay']}, {'params': [bias], 'weight_decay': 0}]
        optimizer = AdamW(decays, **more)
    reached = []
    for rate, grads in zip(rates, steps):
        for group in optimizer.param_groups:
            group['lr'] = rate
        for tensor, grad in zip(tensors, grads):
            tensor.grad = float32(grad)
        optimizer.step()
        reached.append([tensor.detach().clone() for tensor in tensors])
    shown = [1, 2, 3, 10, STEPS]
    given = {'options': options, 'values': values, 'learningRates': rates, 'gradients': steps, 'shown': shown}
    return case(f'{name}, {STEPS} steps', 'Adam', given, [reached[step - 1] for step in shown])


def small_second(rows):
    return [[round(value / 1000, 7) if i == 1 else value for i, value in enumerate(row)] for row in rows]


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


# 5.8


class Residual(nn.Module):
    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return x + self.inner(x)


def residual():
    cases = []
    for batch, width, hidden in [(1, 1, 1), (1, 4, 2), (5, 3, 6), (8, 2, 2)]:
        for seed in SEEDS:
            draw = Draw(f'residual {batch} {width} {hidden} {seed}')
            layers, passes = draw.layers((width, hidden, width)), [draw_pass(draw, batch, width, width)]
            cases.append(block_case(f'batch {batch}, width {width}, {hidden} inside, seed {seed}', layers, passes))
    draw = Draw('residual twice')
    layers, passes = draw.layers((3, 4, 3)), [draw_pass(draw, batch, 3, 3) for batch in (5, 2)]
    cases.append(block_case('a batch of 5, then one of 2', layers, passes))
    for batch, inputs, width, blocks, outputs in [(1, 1, 1, 1, 1), (2, 3, 4, 0, 2), (3, 4, 3, 2, 5), (4, 5, 6, 10, 3)]:
        draw = Draw(f'residual deep {batch} {inputs} {width} {blocks} {outputs}')
        sizes = {'inputs': inputs, 'width': width, 'blocks': blocks, 'outputs': outputs}
        cases.append(deep_case(draw, sizes, [draw_pass(draw, batch, inputs, outputs)]))
    return cases


def block_case(name, layers, passes):
    module = Residual(sequential(layers))
    expected = [forward_and_backward(module, each) for each in passes]
    return case(name, 'Residual', {'layers': layers, 'passes': passes}, expected)


def deep_case(draw, sizes, passes):
    width, blocks = sizes['width'], sizes['blocks']
    layers = [draw.layer(sizes['inputs'], width)]
    layers += [draw.layer(width, width) for _ in range(2 * blocks)]
    layers.append(draw.layer(width, sizes['outputs']))
    inside = [Residual(sequential(layers[i:i + 2])) for i in range(1, 1 + 2 * blocks, 2)]
    module = nn.Sequential(dense(layers[0]), nn.ReLU(), *inside, dense(layers[-1]))
    expected = [forward_and_backward(module, each) for each in passes]
    given = {'sizes': sizes, 'layers': layers, 'passes': passes}
    return case(f'{blocks} blocks of width {width}', 'createDeepNetwork', given, expected)


# Numbers of float64, and matrices of float32.
OF_NUMBERS = {'value': value}
OF_MATRICES = {
    'learning-curves': learning_curves,
    'diagnosis': diagnosis,
    'traced': traced,
    'adam': adam,
    'patches': patches,
    'convolution': convolution,
    'residual': residual,
}
