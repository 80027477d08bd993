"""PyTorch's side of the comparison: answers one line of standard input with one line of JSON.

    time WORK THREADS REPEATS   milliseconds of each repeat, after a warm-up on first use
    gradients FOLDER            relative L2 distance of the gradients in FOLDER from those in double precision
    memory                      greatest resident set so far, in bytes

WORK is train:NAME or infer:NAME, NAME a network below. All in channels_last, batch 64 unless NAME ends in @1.
"""
import json
import os
import sys
import time

import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

BATCH = 64


def conv(cin, cout, kernel=1, stride=1, groups=1, act=True):
    layers = [nn.Conv2d(cin, cout, kernel, stride, kernel // 2, groups=groups, bias=False), nn.BatchNorm2d(cout)]
    return layers + ([nn.ReLU6(inplace=True)] if act else [])


class Block(nn.Module):
    """An inverted residual; fused: one regular convolution in place of expansion and depthwise."""

    def __init__(self, cin, cout, t, stride=1, kernel=3, fused=False):
        super().__init__()
        mid = cin * t
        if fused:
            layers = conv(cin, mid, kernel, stride)
        else:
            layers = (conv(cin, mid) if t != 1 else []) + conv(mid, mid, kernel, stride, mid)
        self.body = nn.Sequential(*layers, *conv(mid, cout, act=False))
        self.adds = stride == 1 and cin == cout

    def forward(self, x):
        return x + self.body(x) if self.adds else self.body(x)


class RefNet(nn.Module):
    """45,448,320 MACs and 388,810 parameters on 3x32x32."""

    def __init__(self):
        super().__init__()
        layers, cin = conv(3, 16, 3), 16
        for t, cout, n, stride in [(1, 16, 1, 1), (6, 24, 2, 1), (6, 32, 2, 2), (6, 64, 3, 2), (6, 96, 2, 1)]:
            for i in range(n):
                layers.append(Block(cin, cout, t, stride if i == 0 else 1))
                cin = cout
        self.body = nn.Sequential(*layers, *conv(cin, 320))
        self.classifier = nn.Linear(320, 10)

    def forward(self, x):
        return self.classifier(self.body(x).mean((2, 3)))


NETWORKS = {
    "refnet": (RefNet, (3, 32, 32)),
    "A": (lambda: Block(24, 24, 6), (24, 32, 32)),
    "B": (lambda: Block(32, 32, 6), (32, 16, 16)),
    "C": (lambda: Block(64, 64, 6), (64, 8, 8)),
    "A5": (lambda: Block(24, 24, 6, kernel=5), (24, 32, 32)),
    "B5": (lambda: Block(32, 32, 6, kernel=5), (32, 16, 16)),
    "C5": (lambda: Block(64, 64, 6, kernel=5), (64, 8, 8)),
    "fused": (lambda: Block(32, 32, 4, fused=True), (32, 16, 16)),
}


def folded(module):
    """Batch norm folded into the convolutions before it, in place."""
    for child in module.modules():
        if isinstance(child, Block) or isinstance(child, RefNet):
            child.body = fold(list(child.body))
    return module.eval()


def fold(layers):
    out = []
    for layer in layers:
        if isinstance(layer, nn.BatchNorm2d):
            out[-1] = fuse_conv_bn_eval(out[-1].eval(), layer.eval())
        else:
            out.append(layer)
    return nn.Sequential(*out)


def trainer(name):
    build, shape = NETWORKS[name]
    net = build().train().to(memory_format=torch.channels_last)
    x = torch.randn(BATCH, *shape).contiguous(memory_format=torch.channels_last)
    if name == "refnet":
        labels, loss = torch.randint(0, 10, (BATCH,)), nn.CrossEntropyLoss()
        sgd = torch.optim.SGD(net.parameters(), lr=0.001, momentum=0.9, weight_decay=1e-4, nesterov=True)

        def step():
            sgd.zero_grad()
            loss(net(x), labels).backward()
            sgd.step()
    else:
        x.requires_grad_(True)
        gradient = torch.randn_like(net(x)).contiguous(memory_format=torch.channels_last)

        def step():
            x.grad = None
            for p in net.parameters():
                p.grad = None
            net(x).backward(gradient)
    return step


def inference(name):
    name, _, batch = name.partition("@")
    build, shape = NETWORKS[name]
    net = folded(build().eval()).to(memory_format=torch.channels_last)
    x = torch.randn(int(batch or BATCH), *shape).contiguous(memory_format=torch.channels_last)

    def run():
        with torch.inference_mode():
            net(x)
    return run


def gradients(folder):
    """Distance of all gradients together, ||g - g64|| / ||g64||, and the same of PyTorch's own single precision."""
    def read(name, dtype):
        return torch.frombuffer(bytearray(open(os.path.join(folder, name), "rb").read()), dtype=dtype)

    def flat(net):
        return torch.cat([p.grad.double().reshape(-1) for p in net.parameters()])

    def run(dtype):
        net, at = RefNet().train().to(dtype), 0
        weights = read("weights", torch.float32)
        with torch.no_grad():
            for p in net.parameters():
                p.copy_(weights[at:at + p.numel()].reshape(p.shape))
                at += p.numel()
        x = read("images", torch.float32).reshape(-1, 3, 32, 32).to(dtype)
        nn.CrossEntropyLoss()(net(x), read("labels", torch.int32).long()).backward()
        return flat(net)
    exact = run(torch.float64)
    distance = lambda g: float((g - exact).norm() / exact.norm())
    return {"executor": distance(read("gradients", torch.float32).double()), "torch32": distance(run(torch.float32))}


def resident():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmHWM"))


def main():
    torch.manual_seed(1)
    prepared = {}
    print(json.dumps({"torch": torch.__version__, "cpu": torch.backends.cpu.get_cpu_capability()}), flush=True)
    for line in sys.stdin:
        command, *rest = line.split()
        if command == "time":
            work, threads, repeats = rest[0], int(rest[1]), int(rest[2])
            torch.set_num_threads(threads)
            if (work, threads) not in prepared:
                kind, name = work.split(":")
                prepared[work, threads] = trainer(name) if kind == "train" else inference(name)
                for _ in range(5):
                    prepared[work, threads]()
            times = []
            for _ in range(repeats):
                start = time.perf_counter()
                prepared[work, threads]()
                times.append((time.perf_counter() - start) * 1e3)
            answer = times
        elif command == "gradients":
            answer = gradients(rest[0])
        else:
            answer = resident()
        print(json.dumps(answer), flush=True)


main()
