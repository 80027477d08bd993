"""PyTorch's twin of FashionMnistTraining: the same network and recipe, all training images, the test images judged once.

    fashion_mnist_torch.py ARCHITECTURE.yaml FASHION_MNIST_FOLDER OUT.csv [--seeds 1,2] [--learning-rate 0.1 ...]

Appends a line per seed; what OUT.csv has is not done again, and an interrupted training goes on after its last epoch.
It knows SGD and the block kinds of small-28 with relu: cn, dsa, er, ir.
"""
import argparse
import gzip
import math
import os
import re

import numpy
import torch
from torch import nn
from torch.nn import functional as F


def norm_conv(cin, cout, kernel=1, stride=1, groups=1, act=True):
    layers = [nn.Conv2d(cin, cout, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(cout)]
    return layers + ([nn.ReLU(inplace=True)] if act else [])


class SqueezeExcite(nn.Module):
    def __init__(self, channels, squeezed):
        super().__init__()
        self.squeeze, self.excite = nn.Linear(channels, squeezed), nn.Linear(squeezed, channels)

    def forward(self, x):
        gate = F.hardsigmoid(self.excite(F.relu(self.squeeze(x.mean((2, 3))))))
        return x * gate[:, :, None, None]


def divisible(value):
    rounded = max(8, int(value + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * value else rounded


class Block(nn.Module):
    def __init__(self, text, cin):
        super().__init__()
        kind, options = text.split("_")[0], text.split("_")[1:]
        at = {m[1]: float(m[2]) for m in (re.fullmatch(r"(se|[a-z])([\d.]+)", o) for o in options) if m}
        kernel, stride, self.channels = int(at["k"]), int(at["s"]), int(at["c"])
        mid = divisible(cin * at.get("e", 1))
        gate = [SqueezeExcite(mid, divisible(mid * at["se"]))] if "se" in at else []
        layers = {
            "cn": lambda: norm_conv(cin, self.channels, kernel, stride),
            "dsa": lambda: norm_conv(cin, cin, kernel, stride, cin) + norm_conv(cin, self.channels),
            "er": lambda: norm_conv(cin, mid, kernel, stride) + gate + norm_conv(mid, self.channels, act=False),
            "ir": lambda: norm_conv(cin, mid) + norm_conv(mid, mid, kernel, stride, mid) + gate
            + norm_conv(mid, self.channels, act=False),
        }
        self.body = nn.Sequential(*layers[kind]())
        self.adds = kind in ("er", "ir") and stride == 1 and cin == self.channels

    def forward(self, x):
        return x + self.body(x) if self.adds else self.body(x)


def network(file):
    text = open(file).read()
    stem = re.search(r"stem: {kernel: (\d+), stride: (\d+), channels: (\d+)", text)
    head = re.search(r"head: {channels: (\d+), hidden: 0, classes: (\d+), .*dropout: ([\d.]+)", text)
    kernel, stride, channels = map(int, stem.groups())
    layers = norm_conv(1, channels, kernel, stride)
    for block in re.findall(r"^  - (\w[\w.]*)", text, re.M):
        layers.append(Block(block, channels))
        channels = layers[-1].channels
    wide, classes, dropout = int(head[1]), int(head[2]), float(head[3])
    layers += norm_conv(channels, wide) if wide else []
    model = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(dropout), nn.Linear(wide or channels, classes))
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
            if module.groups > 1:  # PyTorch counts the fan-out of all groups
                module.weight.data *= math.sqrt(module.groups)
        if isinstance(module, nn.Linear):
            nn.init.zeros_(module.bias)
    return re.search(r"name: (\S+)", text)[1], model.to(memory_format=torch.channels_last)


def read(folder, part):
    def bytes_of(name, header):
        plain = os.path.join(folder, name)
        opened = open(plain, "rb") if os.path.exists(plain) else gzip.open(plain + ".gz")
        return torch.from_numpy(numpy.frombuffer(opened.read(), numpy.uint8)[header:].copy())
    images = bytes_of(f"{part}-images-idx3-ubyte", 16).view(-1, 1, 28, 28).float() / 255
    return images, bytes_of(f"{part}-labels-idx1-ubyte", 8).long()


def varied(images, shift):
    """Each image shifted by up to so many pixels, its edges mirrored, and mirrored left to right half of the times."""
    n, size = len(images), images.shape[2]
    along = torch.arange(size)
    rows = along + torch.randint(2 * shift + 1, (n, 1))
    columns = along + torch.randint(2 * shift + 1, (n, 1))
    columns = torch.where(torch.rand(n, 1) < 0.5, columns, columns.flip(1))
    padded = F.pad(images, (shift,) * 4, mode="reflect")[:, 0]
    return padded[torch.arange(n)[:, None, None], rows[:, :, None], columns[:, None, :]][:, None]


def rate(a, step, per_epoch):
    total = a.epochs * per_epoch
    rise = min(a.warm_up * per_epoch, total / 2)
    if step < rise:
        return a.learning_rate * (step + 1) / (rise + 1)
    return a.learning_rate * 0.5 * (1 + math.cos(math.pi * (step - rise) / (total - rise)))


def train(a, model, optimiser, images, labels, epoch):
    model.train()
    order = torch.randperm(len(images))
    per_epoch = len(images) // a.batch
    for b in range(per_epoch):
        chosen = order[b * a.batch:(b + 1) * a.batch]
        for group in optimiser.param_groups:
            group["lr"] = rate(a, epoch * per_epoch + b, per_epoch)
        optimiser.zero_grad()
        logits = model(varied(images[chosen], a.shift).contiguous(memory_format=torch.channels_last))
        F.cross_entropy(logits, labels[chosen], label_smoothing=a.label_smoothing).backward()
        optimiser.step()


def accuracy(model, images, labels):
    model.eval()
    with torch.no_grad():
        right = sum((model(x).argmax(1) == y).sum().item() for x, y in zip(images.split(500), labels.split(500)))
    return right / len(labels)


def one(a, seed, key, data):
    (images, labels), (test_images, test_labels) = data
    torch.manual_seed(seed)
    _, model = network(a.architecture)
    decayed = [p for p in model.parameters() if p.dim() > 1]
    others = [p for p in model.parameters() if p.dim() == 1]
    optimiser = torch.optim.SGD([{"params": decayed, "weight_decay": a.weight_decay}, {"params": others}], lr=1, momentum=0.9,
                                nesterov=True)
    state, first = f"{a.csv}.{seed}.state", 0
    if os.path.exists(state):
        stored = torch.load(state)
        if stored["key"] == key:
            model.load_state_dict(stored["model"])
            optimiser.load_state_dict(stored["optimiser"])
            torch.set_rng_state(stored["random"])
            first = stored["epoch"]
    for epoch in range(first, a.epochs):
        train(a, model, optimiser, images, labels, epoch)
        torch.save({"key": key, "model": model.state_dict(), "optimiser": optimiser.state_dict(),
                    "random": torch.get_rng_state(), "epoch": epoch + 1}, state + ".new")
        os.replace(state + ".new", state)
        print(f"seed {seed}: epoch {epoch + 1} of {a.epochs}", flush=True)
    with open(a.csv, "a") as out:
        out.write(f"{key},{accuracy(model, test_images, test_labels):.4f}\n")
    os.remove(state)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("architecture")
    p.add_argument("data")
    p.add_argument("csv")
    for name, value in dict(epochs=20, batch=64, learning_rate=0.1, warm_up=0.5, weight_decay=5e-4, label_smoothing=0.05,
                            shift=2, threads=1).items():
        p.add_argument("--" + name.replace("_", "-"), type=type(value), default=value)
    p.add_argument("--seeds", default="1,2")
    a = p.parse_args()
    torch.set_num_threads(a.threads)
    images, labels = read(a.data, "train")
    test_images, test_labels = read(a.data, "t10k")
    mean, deviation = images.mean(), images.std()
    data = ((images - mean) / deviation, labels), ((test_images - mean) / deviation, test_labels)
    name, model = network(a.architecture)
    print(f"{name}: {sum(p.numel() for p in model.parameters())} parameters", flush=True)
    recipe = (f"epochs={a.epochs} batch={a.batch} rate={a.learning_rate} warm-up={a.warm_up} decay={a.weight_decay} "
              f"smoothing={a.label_smoothing} shift={a.shift}px mirror")
    for seed in map(int, a.seeds.split(",")):
        key = f"torch,final,{name},{recipe},{seed},{len(images)},"
        done = os.path.exists(a.csv) and any(line.startswith(key) for line in open(a.csv))
        if not done:
            one(a, seed, key, data)


main()
