"""
Goes on in PyTorch with a network that was trained in Neural Network from Scratch.

    python3 continue_training.py weights.npz                          what is in the file
    python3 continue_training.py weights.npz --mnist FOLDER           how well it reads the test images
    python3 continue_training.py weights.npz --mnist FOLDER --epochs 2 --save more.npz

Reads and writes .npz (needs NumPy) and .json. MNIST is a folder with the four IDX files, plain or .gz.
It is written to be changed: load_network and save_network are all that the two programs have in common.
"""
import argparse
import gzip
import json
import os
import struct
import sys

try:
    import torch
except ImportError:
    sys.exit("This Python has no PyTorch. Install it with\n    %s -m pip install torch\nor run this with a Python that has it." % sys.executable)


def load_network(file):
    """The network in a file of weights: Linear layers with ReLU between them, or the convolutional network."""
    pairs = read_layers(file)
    if [tuple(weights.shape) for weights, bias in pairs] == CONV_NET:
        return convolutional(pairs)
    layers = []
    for weights, bias in pairs:
        # The course keeps weights as inputs × outputs, PyTorch as outputs × inputs.
        linear = torch.nn.Linear(weights.shape[0], weights.shape[1])
        with torch.no_grad():
            linear.weight.copy_(weights.t())
            linear.bias.copy_(bias)
        layers += [linear, torch.nn.ReLU()]
    return torch.nn.Sequential(*layers[:-1])


# Rows and columns of a window of the convolutional network, and the shapes of its weights.
WINDOW = 5
CONV_NET = [(25, 8), (200, 16), (256, 10)]


def convolutional(pairs):
    """Convolutions with ReLU and a pool behind each, then one Linear layer."""
    layers = [torch.nn.Unflatten(1, (1, 28, 28))]
    for weights, bias in pairs[:-1]:
        # A column of the weights is a filter: channel after channel, and each channel row by row.
        rows, filters = weights.shape
        channels = rows // (WINDOW * WINDOW)
        conv = torch.nn.Conv2d(channels, filters, WINDOW)
        with torch.no_grad():
            conv.weight.copy_(weights.t().reshape(conv.weight.shape))
            conv.bias.copy_(bias)
        layers += [conv, torch.nn.ReLU(), torch.nn.MaxPool2d(2)]
    weights, bias = pairs[-1]
    linear = torch.nn.Linear(*weights.shape)
    with torch.no_grad():
        linear.weight.copy_(weights.t())
        linear.bias.copy_(bias)
    return torch.nn.Sequential(*layers, torch.nn.Flatten(), linear)


def save_network(file, model):
    """Writes a file that train --weights reads, and Import Weights in the editor."""
    layers = [layer for layer in model if isinstance(layer, (torch.nn.Linear, torch.nn.Conv2d))]
    pairs = [(layer.weight.detach().flatten(1).t().contiguous(), layer.bias.detach()) for layer in layers]
    if file.endswith(".npz"):
        import numpy

        arrays = {}
        for i, (weights, bias) in enumerate(pairs, 1):
            arrays["weights%d" % i] = weights.numpy()
            arrays["bias%d" % i] = bias.numpy()
        numpy.savez(file, **arrays)
    else:
        document = {
            "format": "nn-from-scratch weights",
            "version": 1,
            "layers": [{"weights": weights.tolist(), "bias": bias.tolist()} for weights, bias in pairs],
        }
        with open(file, "w", encoding="utf-8") as out:
            json.dump(document, out)


def read_layers(file):
    if file.endswith(".npz"):
        import numpy

        with numpy.load(file) as arrays:
            count = len(arrays.files) // 2
            pairs = [(arrays["weights%d" % i], arrays["bias%d" % i]) for i in range(1, count + 1)]
        return [(torch.from_numpy(weights), torch.from_numpy(bias)) for weights, bias in pairs]
    with open(file, encoding="utf-8") as text:
        layers = json.load(text)["layers"]
    return [(torch.tensor(layer["weights"]), torch.tensor(layer["bias"])) for layer in layers]


def read_mnist(folder, images_name, labels_name):
    images, shape = read_idx(folder, images_name)
    labels, _ = read_idx(folder, labels_name)
    return images.reshape(shape[0], -1).float() / 255, labels.long()


def read_idx(folder, name):
    for candidate in (name, name.replace("-idx", ".idx")):
        for ending, opener in (("", open), (".gz", gzip.open)):
            path = os.path.join(folder, candidate + ending)
            if os.path.exists(path):
                with opener(path, "rb") as file:
                    content = file.read()
                dimensions = content[3]
                shape = struct.unpack(">" + "I" * dimensions, content[4 : 4 + 4 * dimensions])
                return torch.frombuffer(bytearray(content[4 + 4 * dimensions :]), dtype=torch.uint8), shape
    sys.exit("%s is not in %s (plain or .gz)." % (name, folder))


def evaluate(model, images, labels):
    with torch.no_grad():
        logits = model(images)
        loss = torch.nn.functional.cross_entropy(logits, labels).item()
        return loss, (logits.argmax(1) == labels).float().mean().item()


def train(model, images, labels, epochs, batch_size, learning_rate):
    optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
    for epoch in range(1, epochs + 1):
        total = 0.0
        for chosen in torch.randperm(len(labels)).split(batch_size):
            optimizer.zero_grad()
            loss = torch.nn.functional.cross_entropy(model(images[chosen]), labels[chosen])
            loss.backward()
            optimizer.step()
            total += loss.item() * len(chosen)
        print("epoch %d of %d: loss %.4f" % (epoch, epochs, total / len(labels)))


def main():
    parser = argparse.ArgumentParser(description="Goes on in PyTorch with a network of Neural Network from Scratch.")
    parser.add_argument("weights", help="a file of weights, .npz or .json")
    parser.add_argument("--mnist", metavar="FOLDER", help="the folder with the four MNIST files")
    parser.add_argument("--epochs", type=int, default=0)
    parser.add_argument("--batch-size", type=int, default=64)
    parser.add_argument("--learning-rate", type=float, default=0.1)
    parser.add_argument("--save", metavar="FILE", help="write the weights here afterwards, .npz or .json")
    options = parser.parse_args()

    model = load_network(options.weights)
    print(model)
    if options.mnist:
        if options.epochs > 0:
            images, labels = read_mnist(options.mnist, "train-images-idx3-ubyte", "train-labels-idx1-ubyte")
            train(model, images, labels, options.epochs, options.batch_size, options.learning_rate)
        images, labels = read_mnist(options.mnist, "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte")
        print("test loss %.4f, accuracy %.4f" % evaluate(model, images, labels))
    if options.save:
        save_network(options.save, model)
        print("written: %s" % options.save)


if __name__ == "__main__":
    try:
        main()
    except (ImportError, OSError, KeyError, ValueError) as error:
        sys.exit("%s: %s" % (type(error).__name__, error))
