"""Part 2: a two-layer network on one example at a time, in float64. Weights are inputs × outputs, as in the course."""
import math

import torch
from torch.nn import functional as F

from draw import Draw
from fixture import case

SEEDS = (1, 2)
STEPS = 50


# 2.1


def activations():
    cases = []
    for length in (1, 3, 8):
        for seed in SEEDS:
            draw = Draw(f'activations {length} {seed}')
            z, upstream = draw.normal(length, scale=2), draw.normal(length)
            cases += activation_cases(f'{length} numbers, seed {seed}', z, upstream)
    cases += activation_cases('zeros among the numbers', [0, 1.5, 0, -0.5, 1e-9, -1e-9], [1, 2, -3, 4, 5, 6])
    cases += activation_cases('numbers of 1000 and -1000', [1000, -1000, 500, -500, 0], [1, -2, 3, -4, 5])
    return cases


def activation_cases(name, numbers, upstream):
    z = leaf(numbers)
    through_relu = sent_back(F.relu(z), z, upstream)
    through_sigmoid = sent_back(torch.sigmoid(z), z, upstream)
    given = {'z': numbers, 'upstream': upstream}
    return [
        case(name, 'relu', {'z': numbers}, F.relu(z)),
        case(name, 'reluGradient', given, through_relu),
        case(name, 'sigmoidGradient', given, through_sigmoid),
    ]


# 2.2


def layer():
    cases = []
    for inputs, outputs in [(1, 1), (1, 4), (5, 1), (3, 2), (2, 3), (6, 5)]:
        for seed in SEEDS:
            draw = Draw(f'layer {inputs} {outputs} {seed}')
            given = {'x': draw.normal(inputs), **draw.layer(inputs, outputs)}
            cases += layer_cases(f'{inputs} inputs, {outputs} outputs, seed {seed}', given, draw.normal(outputs))
    return cases


def layer_cases(name, given, upstream):
    x, one = leaf(given['x']), leaves(given)
    output = linear(x, one)
    output.backward(float64(upstream))
    gradient = {'weights': one['weights'].grad, 'bias': one['bias'].grad, 'input': x.grad}
    back = {'x': given['x'], 'weights': given['weights'], 'upstream': upstream}
    return [case(name, 'layer', given, output), case(name, 'layerGradient', back, gradient)]


# 2.3


NETWORK_SIZES = [(1, 1, 1), (1, 3, 2), (2, 5, 1), (3, 2, 4), (4, 7, 3)]


def two_layer_network():
    cases = []
    for sizes in NETWORK_SIZES:
        for seed in SEEDS:
            draw = Draw(f'two-layer-network {sizes} {seed}')
            given = {'x': draw.normal(sizes[0]), 'network': draw_network(draw, sizes)}
            stations = forward(float64(given['x']), network_leaves(given['network']))
            cases.append(case(f'{in_words(sizes)}, seed {seed}', 'forward', given, stations))
    return cases


def forward(x, network):
    hidden_input = linear(x, network['hidden'])
    hidden_output = F.relu(hidden_input)
    return {
        'hiddenInput': hidden_input,
        'hiddenOutput': hidden_output,
        'output': linear(hidden_output, network['output']),
    }


# 2.4


def backpropagation():
    cases = []
    for sizes in NETWORK_SIZES:
        for seed in SEEDS:
            draw = Draw(f'backpropagation {sizes} {seed}')
            x, network, upstream = draw.normal(sizes[0]), draw_network(draw, sizes), draw.normal(sizes[2])
            cases.append(backward_case(f'{in_words(sizes)}, seed {seed}', x, network, upstream))
    for sizes in [(2, 4, 3), (3, 1, 2)]:
        draw = Draw(f'backpropagation foreign {sizes}')
        stations = {name: draw.normal(sizes[place]) for name, place in STATION_PLACES.items()}
        x, network, upstream = draw.normal(sizes[0]), draw_network(draw, sizes), draw.normal(sizes[2])
        name = f'{in_words(sizes)}, forward values from elsewhere'
        cases.append(foreign_backward_case(name, x, stations, network, upstream))
    return cases


STATION_PLACES = {'hiddenInput': 1, 'hiddenOutput': 1, 'output': 2}


def backward_case(name, x, network, upstream):
    tensors = network_leaves(network)
    stations = forward(float64(x), tensors)
    stations['output'].backward(float64(upstream))
    given = {'x': x, 'forward': as_lists(stations), 'outputGradient': upstream, 'network': network}
    return case(name, 'backward', given, network_gradients(tensors))


def foreign_backward_case(name, x, stations, network, upstream):
    """Each part of the network starts anew from a given station, and gets the gradient of the part after it."""
    tensors = network_leaves(network)
    hidden_output, hidden_input = leaf(stations['hiddenOutput']), leaf(stations['hiddenInput'])
    linear(hidden_output, tensors['output']).backward(float64(upstream))
    F.relu(hidden_input).backward(hidden_output.grad)
    linear(float64(x), tensors['hidden']).backward(hidden_input.grad)
    given = {'x': x, 'forward': stations, 'outputGradient': upstream, 'network': network}
    return case(name, 'backward', given, network_gradients(tensors))


# 2.5


def softmax():
    cases = []
    for classes in (1, 2, 3, 10):
        for seed in SEEDS:
            draw = Draw(f'softmax {classes} {seed}')
            logits, label = draw.normal(classes, scale=3), draw.labels(1, classes)[0]
            cases += softmax_cases(f'{classes} classes, seed {seed}', logits, label)
    for logits, label in [([1000, -1000, 999], 0), ([1000, -1000, 999], 2), ([-1000, -1001.5], 1), ([1000] * 4, 3)]:
        cases += softmax_cases(f'logits {logits}, label {label}', logits, label)
    # Here the probability of the right class is 0. PyTorch's loss is then infinite, or exact where it is computed from
    # the logits; the course's `crossEntropy` sees the probability only and stops at a large number. So: no loss.
    cases += softmax_cases('logits [1000, -1000, 999], label 1', [1000, -1000, 999], 1)[::2]
    return cases


def softmax_cases(name, logits, label):
    z = leaf(logits)
    probabilities = F.softmax(z, dim=0)
    loss = F.nll_loss(torch.log(probabilities).unsqueeze(0), torch.tensor([label]))
    gradient = torch.autograd.grad(F.cross_entropy(z, torch.tensor(label)), z)[0]
    written = as_lists(probabilities)
    return [
        case(name, 'softmax', {'logits': logits}, probabilities),
        case(name, 'crossEntropy', {'probabilities': written, 'label': label}, loss),
        case(name, 'softmaxCrossEntropyGradient', {'logits': logits, 'label': label}, gradient),
    ]


# 2.6


def two_moons():
    cases = []
    for batch, *sizes in [(1, 2, 3, 2), (5, 2, 4, 2), (7, 3, 1, 4), (4, 1, 6, 3)]:
        for seed in SEEDS:
            draw = Draw(f'two-moons {batch} {sizes} {seed}')
            given = draw_batch(draw, batch, sizes)
            name = f'{batch} examples, {in_words(sizes)}, seed {seed}'
            tensors = network_leaves(given['network'])
            mean_cross_entropy(float64(given['xs']), torch.tensor(given['labels']), tensors).backward()
            cases.append(case(name, 'batchGradient', given, network_gradients(tensors)))
    draw = Draw('two-moons trajectory')
    cases.append(trajectory_case('10 examples in batches of 4', draw_batch(draw, 10, (2, 5, 3)), 0.3, 4))
    cases.append(trajectory_case('10 examples, one at a time', draw_batch(draw, 10, (3, 4, 2)), 0.05, 1))
    xs, labels = moons(draw, 12)
    given = {'xs': xs, 'labels': labels, 'network': draw_network(draw, (2, 8, 2))}
    cases.append(trajectory_case('two moons, 24 points in one batch', given, 0.5, 24))
    return cases


def trajectory_case(name, given, learning_rate, batch_size):
    """At least 50 steps of `torch.optim.SGD`, with the batches in the order of the data."""
    xs, labels = float64(given['xs']), torch.tensor(given['labels'])
    epochs = math.ceil(STEPS / math.ceil(len(xs) / batch_size))
    tensors = network_leaves(given['network'])
    optimizer = torch.optim.SGD(network_parameters(tensors), lr=learning_rate)
    expected = {'epochs': [], 'losses': [], 'networks': []}
    for epoch in range(1, epochs + 1):
        for batch in torch.arange(len(xs)).split(batch_size):
            optimizer.zero_grad()
            loss = mean_cross_entropy(xs[batch], labels[batch], tensors)
            loss.backward()
            optimizer.step()
            expected['epochs'].append(epoch)
            expected['losses'].append(loss.item())
            expected['networks'].append(as_lists(tensors))
    steps = len(expected['losses'])
    shown = [1, 2, 25, steps]
    expected['networks'] = [expected['networks'][step - 1] for step in shown]
    options = {'learningRate': learning_rate, 'epochs': epochs, 'batchSize': batch_size}
    given = {**given, 'options': options, 'steps': shown}
    return case(f'{name}, {steps} steps', 'trainTwoLayer', given, expected)


def mean_cross_entropy(xs, labels, network):
    return F.cross_entropy(forward(xs, network)['output'], labels)


def draw_batch(draw, batch, sizes):
    return {
        'xs': draw.normal(batch, sizes[0]),
        'labels': draw.labels(batch, sizes[2]),
        'network': draw_network(draw, sizes),
    }


def moons(draw, count):
    """Two half circles that reach into each other, with noise: `count` points of each class, in turn."""
    xs, labels = [], []
    for angle in draw.uniform(count, high=math.pi):
        noise = draw.normal(4, scale=0.1)
        xs.append([round(math.cos(angle) + noise[0], 4), round(math.sin(angle) + noise[1], 4)])
        xs.append([round(1 - math.cos(angle) + noise[2], 4), round(0.5 - math.sin(angle) + noise[3], 4)])
        labels += [0, 1]
    return xs, labels


# Networks


def draw_network(draw, sizes):
    hidden, output = draw.layers(sizes)
    return {'hidden': hidden, 'output': output}


def network_leaves(network):
    return {name: leaves(one) for name, one in network.items()}


def network_parameters(tensors):
    return [tensor for one in tensors.values() for tensor in one.values()]


def network_gradients(tensors):
    return {name: {part: tensor.grad for part, tensor in one.items()} for name, one in tensors.items()}


def in_words(sizes):
    return '-'.join(str(size) for size in sizes)


# Tensors


def linear(x, one):
    """PyTorch keeps weights as outputs × inputs."""
    return F.linear(x, one['weights'].T, one['bias'])


def sent_back(output, z, upstream):
    return torch.autograd.grad(output, z, float64(upstream))[0]


def leaves(one):
    return {'weights': leaf(one['weights']), 'bias': leaf(one['bias'])}


def leaf(values):
    return float64(values).requires_grad_()


def float64(values):
    return torch.tensor(values, dtype=torch.float64)


def as_lists(value):
    """A copy as plain numbers: what the optimizer does later does not change it."""
    if isinstance(value, dict):
        return {key: as_lists(entry) for key, entry in value.items()}
    return value.detach().tolist()


LESSONS = {
    'activations': activations,
    'layer': layer,
    'two-layer-network': two_layer_network,
    'backpropagation': backpropagation,
    'softmax': softmax,
    'two-moons': two_moons,
}
