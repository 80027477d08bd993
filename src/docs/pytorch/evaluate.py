#!/usr/bin/env python3
"""Accuracy source in plain PyTorch for `sartor search --accuracy "command:python3 evaluate.py --data FOLDER"`.

It reads one line of JSON from stdin, builds the network, trains it, and prints its validation accuracy as
{"accuracy": 0.931}. It needs Python 3.9 or later and torch; image folders also need Pillow.

    --data FOLDER   IDX files (MNIST, Fashion-MNIST) or images in one folder per class
    --count         print the number of parameters of each network on stdin instead of training it
    --weights FILE  start from weights that `sartor export --format safetensors` wrote
"""
import argparse
import gzip
import json
import pathlib
import struct
import sys

import torch
from torch.nn import functional

from sartor_network import build, load, parameters


def read_idx(file):
    """An IDX file, also compressed: a header with the dimensions, then one byte per value."""
    with (gzip.open if file.suffix == ".gz" else open)(file, "rb") as stream:
        data = stream.read()
    count = data[3]
    shape = struct.unpack(f">{count}I", data[4:4 + 4 * count])
    return torch.frombuffer(bytearray(data[4 + 4 * count:]), dtype=torch.uint8).reshape(shape)


def read_folder(folder, channels, size):
    """Images in one folder per class, resized to the network's input."""
    from PIL import Image, ImageOps
    images, labels = [], []
    for label, name in enumerate(sorted(p for p in folder.iterdir() if p.is_dir())):
        for file in sorted(name.iterdir()):
            image = ImageOps.exif_transpose(Image.open(file)).convert("L" if channels == 1 else "RGB").resize(size)
            pixels = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
            images.append(pixels.reshape(size[1], size[0], channels).permute(2, 0, 1))
            labels.append(label)
    return torch.stack(images), torch.tensor(labels)


def read_data(folder, request):
    """Normalised training images, which never include the test images, and their labels."""
    channels, height, width = request["input"]
    idx = next(iter(sorted(folder.glob("train-images*"))), None)
    if idx:
        images = read_idx(idx).unsqueeze(1)
        labels = read_idx(next(iter(sorted(folder.glob("train-labels*")))))
    else:
        images, labels = read_folder(folder / "train" if (folder / "train").is_dir() else folder, channels, (width, height))
    images = images.float() / 255
    if images.shape[2:] != (height, width):
        images = functional.interpolate(images, (height, width), mode="bilinear", antialias=True)
    mean, deviation = images.mean((0, 2, 3), keepdim=True), images.std((0, 2, 3), keepdim=True)
    return (images - mean) / deviation.clamp(min=1e-6), labels.long()


def train(network, request, options):
    """Trains with SGD and a cosine schedule; returns the accuracy on a fifth of the images that it does not train on."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    images, labels = (t.to(device) for t in read_data(options.data, request))
    # the same split for every network, so that accuracies can be compared
    order = torch.randperm(len(images), generator=torch.Generator().manual_seed(0)).to(device)
    held_out, training = order[:len(order) // 5], order[len(order) // 5:][:options.images]
    network.to(device)
    steps = options.epochs * -(-len(training) // options.batch)
    optimizer = torch.optim.SGD(network.parameters(), lr=options.lr, momentum=0.9, nesterov=True, weight_decay=4e-5)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.lr, total_steps=steps, pct_start=0.1)
    for epoch in range(options.epochs):
        network.train()
        for batch in training[torch.randperm(len(training), device=device)].split(options.batch):
            if len(batch) > 1:  # batch norm needs two images
                loss = functional.cross_entropy(network(images[batch]), labels[batch], label_smoothing=0.1)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
            schedule.step()
        print(f"epoch {epoch + 1} of {options.epochs}: loss {loss.item():.3f}", file=sys.stderr, flush=True)
    network.eval()
    with torch.no_grad():
        right = sum((network(images[b]).argmax(1) == labels[b]).sum().item() for b in held_out.split(options.batch))
    return right / len(held_out)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=pathlib.Path)
    options.add_argument("--epochs", type=int, default=5)
    options.add_argument("--batch", type=int, default=128)
    options.add_argument("--lr", type=float, default=0.1)
    options.add_argument("--images", type=int, default=None, help="use at most this many training images")
    options.add_argument("--threads", type=int, default=None)
    options.add_argument("--weights", type=pathlib.Path)
    options.add_argument("--count", action="store_true")
    options = options.parse_args()
    if options.count:
        for line in sys.stdin:
            print(parameters(build(json.loads(line))))
        return
    if options.data is None:
        sys.exit("evaluate.py: --data FOLDER is missing")
    if options.threads:
        torch.set_num_threads(options.threads)
    request = json.loads(sys.stdin.readline())
    torch.manual_seed(request["seed"] & 0x7FFFFFFFFFFFFFFF)
    network = build(request)
    if parameters(network) != request["params"]:
        sys.exit(f"evaluate.py: the network has {parameters(network)} parameters instead of {request['params']}")
    if options.weights:
        load(network, options.weights)
    print(json.dumps({"accuracy": train(network, request, options)}))


if __name__ == "__main__":
    main()
