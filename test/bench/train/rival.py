"""
PyTorch or NumPy as a candidate of `npm run bench -- train`: one command a line, one answer a line, as index.ts does it.

python3 rival.py torch|numpy <folder>
"""
import json
import os
import sys
import time

kind, folder = sys.argv[1:3]
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

import numpy as np

PIXELS, CLASSES, RATE = 784, 10, 0.1


def read(part):
    labels = np.fromfile(os.path.join(folder, part + ".u8"), dtype=np.uint8).astype(np.int64)
    images = np.fromfile(os.path.join(folder, part + ".f32"), dtype=np.float32).reshape(len(labels), PIXELS)
    return images, labels


def weights(hidden):
    numbers = np.fromfile(os.path.join(folder, "weights-%d.f32" % hidden), dtype=np.float32)
    parts = []
    for rows, cols in ((PIXELS, hidden), (1, hidden), (hidden, CLASSES), (1, CLASSES)):
        parts.append(numbers[: rows * cols].reshape(rows, cols).copy())
        numbers = numbers[rows * cols :]
    return parts


class Numpy:
    """The four products in single precision, everything in place where NumPy can."""

    def __init__(self, hidden, batch, examples):
        self.w1, self.b1, self.w2, self.b2 = weights(hidden)
        self.batch = batch
        images, labels = read("train")
        self.images, self.labels = images[:examples], labels[:examples]
        self.rows = np.arange(batch)

    def step(self, start):
        x = self.images[start : start + self.batch]
        y = self.labels[start : start + self.batch]
        hidden = x @ self.w1
        hidden += self.b1
        np.maximum(hidden, 0, out=hidden)
        slopes = hidden @ self.w2
        slopes += self.b2
        slopes -= slopes.max(axis=1, keepdims=True)
        np.exp(slopes, out=slopes)
        slopes /= slopes.sum(axis=1, keepdims=True)
        slopes[self.rows, y] -= 1
        slopes /= np.float32(self.batch)
        back = slopes @ self.w2.T
        back *= hidden > 0
        self.w2 -= np.float32(RATE) * (hidden.T @ slopes)
        self.b2 -= np.float32(RATE) * slopes.sum(axis=0)
        self.w1 -= np.float32(RATE) * (x.T @ back)
        self.b1 -= np.float32(RATE) * back.sum(axis=0)

    def predict(self, images):
        return (np.maximum(images @ self.w1 + self.b1, 0) @ self.w2 + self.b2).argmax(axis=1)


class Torch:
    def __init__(self, hidden, batch, examples):
        import torch

        torch.set_num_threads(1)
        self.torch = torch
        self.batch = batch
        w1, b1, w2, b2 = (torch.from_numpy(each) for each in weights(hidden))
        self.net = torch.nn.Sequential(
            torch.nn.Linear(PIXELS, hidden), torch.nn.ReLU(), torch.nn.Linear(hidden, CLASSES)
        )
        with torch.no_grad():
            self.net[0].weight.copy_(w1.T)
            self.net[0].bias.copy_(b1[0])
            self.net[2].weight.copy_(w2.T)
            self.net[2].bias.copy_(b2[0])
        images, labels = read("train")
        self.images = torch.from_numpy(images[:examples])
        self.labels = torch.from_numpy(labels[:examples])
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=RATE)
        self.loss = torch.nn.CrossEntropyLoss()

    def step(self, start):
        self.optimizer.zero_grad()
        logits = self.net(self.images[start : start + self.batch])
        self.loss(logits, self.labels[start : start + self.batch]).backward()
        self.optimizer.step()

    def predict(self, images):
        with self.torch.no_grad():
            return self.net(self.torch.from_numpy(images)).argmax(1).numpy()


class TorchConv(Torch):
    """The network of lesson 5.7, whose weights are channels · size² × filters."""

    def __init__(self, batch, examples):
        import torch

        torch.set_num_threads(1)
        self.torch = torch
        self.batch = batch
        nn = torch.nn
        self.net = nn.Sequential(
            nn.Conv2d(1, 8, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(256, CLASSES)
        )
        numbers = np.fromfile(os.path.join(folder, "weights-0.f32"), dtype=np.float32)
        with torch.no_grad():
            for place in (0, 3, 7):
                layer = self.net[place]
                outputs = layer.bias.numel()
                count = layer.weight.numel()
                own = torch.from_numpy(numbers[:count].reshape(count // outputs, outputs).copy())
                layer.weight.copy_(own.T.reshape(layer.weight.shape))
                layer.bias.copy_(torch.from_numpy(numbers[count : count + outputs].copy()))
                numbers = numbers[count + outputs :]
        images, labels = read("train")
        self.images = torch.from_numpy(images[:examples]).reshape(-1, 1, 28, 28)
        self.labels = torch.from_numpy(labels[:examples])
        self.optimizer = torch.optim.SGD(self.net.parameters(), lr=RATE)
        self.loss = nn.CrossEntropyLoss()

    def predict(self, images):
        return super().predict(images.reshape(-1, 1, 28, 28))


trainer, shape, start = None, None, 0
for line in sys.stdin:
    command = json.loads(line)
    result = {}
    if command["type"] == "hello":
        if kind == "torch":
            import torch

            result = {"version": torch.__version__}
        else:
            result = {"version": np.__version__}
    elif command["type"] == "shape":
        shape = (command["hidden"], command["batch"], command["examples"])
        if shape[0] == 0:
            trainer = TorchConv(*shape[1:])
        else:
            trainer = (Torch if kind == "torch" else Numpy)(*shape)
        start = -shape[1]
    elif command["type"] == "steps":
        began = time.perf_counter()
        for _ in range(command["count"]):
            start += shape[1]
            if start + shape[1] > shape[2]:
                start = 0
            trainer.step(start)
        result = {"seconds": time.perf_counter() - began}
    elif command["type"] == "accuracy":
        images, labels = read("test")
        result = {"accuracy": float((trainer.predict(images) == labels).mean())}
    answers.write(json.dumps(result) + "\n")
    answers.flush()
