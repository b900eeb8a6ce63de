"""
PyTorch's part in Compare with Frameworks. It trains what the plan in a folder says (src/frameworks/plan.ts), and is told
what to do by lines of JSON on its standard input; it answers on its standard output.

    python3 compare.py <folder of the plan> <threads>
"""
import base64
import ctypes
import json
import math
import os
import sys
import time

sys.dont_write_bytecode = True
# What a library prints must not stand among the answers.
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)

TELL_SECONDS = 0.2


def send(kind, **fields):
    answers.write(json.dumps({"type": kind, **fields}) + "\n")
    answers.flush()


def encoded(tensor):
    # Not by way of NumPy: PyTorch may have been installed without it.
    numbers = tensor.contiguous()
    return base64.b64encode(ctypes.string_at(numbers.data_ptr(), 4 * numbers.numel())).decode("ascii")


class Plan:
    def __init__(self, folder, torch):
        self.torch = torch
        self.folder = folder
        with open(os.path.join(folder, "plan.json"), encoding="utf-8") as file:
            self.__dict__.update(json.load(file))
        self.steps = len(self.learningRates)
        self.images, self.labels = self.examples("", self.trainCount)
        self.test_images, self.test_labels = self.examples("test-", self.testCount)
        # PyTorch has no unsigned 32-bit numbers; an index into the examples fits in 31 bits.
        self.order = self.read("order.u32", torch.int32).long()
        self.initial = self.read("initial.f32", torch.float32)

    def read(self, name, kind):
        with open(os.path.join(self.folder, name), "rb") as file:
            return self.torch.frombuffer(bytearray(file.read()), dtype=kind)

    def examples(self, prefix, count):
        images = self.read(prefix + "images." + self.pixels, getattr(self.torch, {"u8": "uint8", "f32": "float32"}[self.pixels]))
        if self.pixels == "u8":
            images = images.double().div(255).float()
        labels = self.read(prefix + "labels.u8", self.torch.uint8).long()
        return images.reshape(count, -1), labels

    def batch(self, step):
        chosen = self.order[self.batchStarts[step] : self.batchStarts[step + 1]]
        return self.images[chosen], self.labels[chosen]


def model_of(network, nn):
    """Linear layers with ReLU between them; or convolutions, each with ReLU and a pool behind it, and then one Linear layer."""
    layers = []
    if network["type"] == "mlp":
        for inputs, outputs in zip(network["sizes"], network["sizes"][1:]):
            layers += [nn.Linear(inputs, outputs), nn.ReLU()]
        return nn.Sequential(*layers[:-1])
    image, window = network["image"], network["window"]
    channels, height, width = image["channels"], image["height"], image["width"]
    layers.append(nn.Unflatten(1, (channels, height, width)))
    for filters in network["filters"]:
        layers += [nn.Conv2d(channels, filters, window), nn.ReLU(), nn.MaxPool2d(2)]
        channels, height, width = filters, (height - window + 1) // 2, (width - window + 1) // 2
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(channels * height * width, network["classes"]))


class Trainer:
    def __init__(self, plan, torch):
        self.plan = plan
        self.torch = torch
        self.model = model_of(plan.network, torch.nn)
        self.loss = torch.nn.CrossEntropyLoss()
        self.layers = [layer for layer in self.model if hasattr(layer, "weight")]
        self.reset()

    def assign(self, parameters):
        start = 0
        with self.torch.no_grad():
            for layer in self.layers:
                # The course keeps weights as inputs × outputs, PyTorch as outputs × inputs. The inputs of a filter are
                # channels, rows and columns in both.
                size, outputs = layer.weight.numel(), len(layer.bias)
                weights = parameters[start : start + size].reshape(-1, outputs)
                layer.weight.copy_(weights.t().reshape(layer.weight.shape))
                start += size
                layer.bias.copy_(parameters[start : start + outputs])
                start += outputs

    def reset(self):
        self.assign(self.plan.initial)
        groups = [
            {"params": [layer.weight for layer in self.layers], "weight_decay": self.plan.l2},
            {"params": [layer.bias for layer in self.layers]},
        ]
        self.optimizer = self.torch.optim.SGD(groups, lr=self.plan.learningRates[0], momentum=self.plan.momentum)

    def step(self, step):
        images, labels = self.plan.batch(step)
        for group in self.optimizer.param_groups:
            group["lr"] = self.plan.learningRates[step]
        self.optimizer.zero_grad()
        loss = self.loss(self.model(images), labels)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def weights(self):
        parts = [part for layer in self.layers for part in (layer.weight.detach().flatten(1).t().reshape(-1), layer.bias.detach())]
        return encoded(self.torch.cat(parts))

    def logits(self, parameters, count):
        self.assign(parameters)
        with self.torch.no_grad():
            return encoded(self.model(self.plan.test_images[:count]))

    def evaluate(self):
        with self.torch.no_grad():
            logits = self.model(self.plan.test_images)
            loss = self.loss(logits, self.plan.test_labels).item()
            right = (logits.argmax(1) == self.plan.test_labels).sum().item()
        return {"testLoss": loss if math.isfinite(loss) else None, "testAccuracy": right / self.plan.testCount}


def train(trainer, plan):
    trainer.reset()
    losses, seconds = [], 0.0
    told = time.perf_counter()
    for step in range(1, plan.steps + 1):
        started = time.perf_counter()
        loss = trainer.step(step - 1)
        now = time.perf_counter()
        seconds += now - started
        if not math.isfinite(loss):
            raise ArithmeticError("the loss became {} in step {}. Try a smaller learning rate.".format(loss, step))
        losses.append(loss)
        if step in plan.snapshots:
            send("snapshot", step=step, weights=trainer.weights())
        if now - told >= TELL_SECONDS:
            send("losses", losses=losses)
            losses, told = [], time.perf_counter()
    send("losses", losses=losses)
    send("trained", seconds=seconds, **trainer.evaluate())


def measure(trainer, plan, steps):
    samples, seconds = 0, 0.0
    told = started = time.perf_counter()
    for i in range(steps):
        step = i % plan.steps
        if step == 0:
            seconds += time.perf_counter() - started
            trainer.reset()
            started = time.perf_counter()
        trainer.step(step)
        samples += plan.batchStarts[step + 1] - plan.batchStarts[step]
        now = time.perf_counter()
        if now - told >= TELL_SECONDS:
            seconds += now - started
            send("alive")
            told = started = time.perf_counter()
    seconds += time.perf_counter() - started
    send("timed", steps=steps, samples=samples, seconds=max(seconds, 1e-6))


def main():
    folder, threads = sys.argv[1], int(sys.argv[2])
    # Before PyTorch is loaded: its libraries read them when they start.
    for name in ("OMP_NUM", "OPENBLAS_NUM", "MKL_NUM", "BLIS_NUM", "VECLIB_MAXIMUM"):
        os.environ[name + "_THREADS"] = str(threads)
    import torch

    torch.set_num_threads(threads)
    plan = Plan(folder, torch)
    trainer = Trainer(plan, torch)
    send("ready", version=torch.__version__, engine="PyTorch", threads=torch.get_num_threads())
    for line in sys.stdin:
        command = json.loads(line)
        if command["type"] == "train":
            train(trainer, plan)
        elif command["type"] == "time":
            measure(trainer, plan, command["steps"])
        elif command["type"] == "logits":
            weights = torch.frombuffer(bytearray(base64.b64decode(command["weights"])), dtype=torch.float32)
            send("logits", logits=trainer.logits(weights, command["count"]))


try:
    main()
except BrokenPipeError:
    pass
except Exception as error:
    try:
        send("failed", message="{}: {}".format(type(error).__name__, error)[:1000])
    except Exception:
        pass
# Some builds of some libraries crash while they are taken down, and everything is said.
os._exit(0)
