"""The networks of Sartor's block strings in plain PyTorch, with parameter names like timm's."""
import json
import pathlib
import re
import struct

import torch
from torch import nn
from torch.nn import functional

ACTIVATIONS = {"nre": nn.ReLU, "nr6": nn.ReLU6, "nhs": nn.Hardswish, "nsw": nn.SiLU}
ACTIVATION_NAMES = {"relu": "nre", "relu6": "nr6", "hswish": "nhs", "swish": "nsw"}


def make_divisible(value):
    """Rounds channels to a multiple of 8, at least 8 and never down by more than 10 %."""
    rounded = max(8, int(value + 4) // 8 * 8)
    return rounded + 8 if rounded < 0.9 * value else rounded


def conv(inputs, outputs, kernel=1, stride=1, groups=1, bias=False):
    return nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, groups=groups, bias=bias)


def activation(tokens):
    return ACTIVATIONS[tokens["n"]]()


def parse(block_string):
    """The tokens of a block string: parse("ir_r1_k3_s2_e6_c24_se0.25_nhs") has kind "ir", k "3", c "24", n "nhs" ..."""
    kind, *rest = block_string.split("_")
    tokens = {"kind": kind, "s": "1", "g": "1", "a": "0", "p": "0", "fc": "0"}
    for token in rest:
        if token in ACTIVATIONS:
            tokens["n"] = token
        elif token in ("skip", "noskip"):
            tokens[token] = True
        else:
            key, value = re.fullmatch(r"([a-z]+)([0-9.]+)", token).groups()
            tokens[key] = value
    return tokens


class SqueezeExcite(nn.Module):
    """Two forms: se (MobileNetV3: relu, hard sigmoid) and sei (EfficientNet: the block's activation, sigmoid)."""

    def __init__(self, tokens, inputs, channels):
        super().__init__()
        self.hard = "se" in tokens
        ratio = float(tokens["se" if self.hard else "sei"])
        squeezed = make_divisible(channels * ratio) if self.hard else max(1, round(inputs * ratio))
        self.conv_reduce = conv(channels, squeezed, bias=True)
        self.act = nn.ReLU() if self.hard else activation(tokens)
        self.conv_expand = conv(squeezed, channels, bias=True)

    def forward(self, x):
        scale = self.conv_expand(self.act(self.conv_reduce(x.mean((2, 3), keepdim=True))))
        return x * (functional.hardsigmoid(scale) if self.hard else torch.sigmoid(scale))


def squeeze_excite(tokens, inputs, channels):
    return SqueezeExcite(tokens, inputs, channels) if "se" in tokens or "sei" in tokens else nn.Identity()


class Block(nn.Module):
    """A block with a residual connection if the shapes allow it and `skip` is true."""

    def __init__(self, tokens, inputs):
        super().__init__()
        self.inputs, self.outputs = inputs, int(tokens.get("c"))
        self.stride = int(tokens["s"])
        self.skip = "noskip" not in tokens
        self.kernel = int(tokens.get("k", 1))
        self.act = activation(tokens) if "n" in tokens else nn.Identity()

    def residual(self, x, y):
        return x + y if self.skip and x.shape == y.shape else y


class Conv(Block):
    def __init__(self, tokens, inputs):
        super().__init__(tokens, inputs)
        self.skip = "skip" in tokens
        self.conv = conv(inputs, self.outputs, self.kernel, self.stride, int(tokens["g"]))
        self.bn1 = nn.BatchNorm2d(self.outputs)

    def forward(self, x):
        return self.residual(x, self.act(self.bn1(self.conv(x))))


class Separable(Block):
    """ds (MobileNetV2) has no activation at the end, dsa (MobileNetV1) has one and no residual connection."""

    def __init__(self, tokens, inputs):
        super().__init__(tokens, inputs)
        self.linear = tokens["kind"] == "ds"
        self.skip = self.linear and self.skip
        self.conv_dw = conv(inputs, inputs, self.kernel, self.stride, inputs)
        self.bn1 = nn.BatchNorm2d(inputs)
        self.se = squeeze_excite(tokens, inputs, inputs)
        self.conv_pw = conv(inputs, self.outputs)
        self.bn2 = nn.BatchNorm2d(self.outputs)

    def forward(self, x):
        y = self.bn2(self.conv_pw(self.se(self.act(self.bn1(self.conv_dw(x))))))
        return self.residual(x, y if self.linear else self.act(y))


class Inverted(Block):
    def __init__(self, tokens, inputs):
        super().__init__(tokens, inputs)
        expanded = make_divisible(inputs * float(tokens["e"]))
        self.conv_pw = conv(inputs, expanded)
        self.bn1 = nn.BatchNorm2d(expanded)
        self.conv_dw = conv(expanded, expanded, self.kernel, self.stride, expanded)
        self.bn2 = nn.BatchNorm2d(expanded)
        self.se = squeeze_excite(tokens, inputs, expanded)
        self.conv_pwl = conv(expanded, self.outputs)
        self.bn3 = nn.BatchNorm2d(self.outputs)

    def forward(self, x):
        y = self.act(self.bn2(self.conv_dw(self.act(self.bn1(self.conv_pw(x))))))
        return self.residual(x, self.bn3(self.conv_pwl(self.se(y))))


class ConvNorm(nn.Module):
    def __init__(self, inputs, outputs, kernel=1, stride=1, groups=1):
        super().__init__()
        self.conv = conv(inputs, outputs, kernel, stride, groups)
        self.bn = nn.BatchNorm2d(outputs)

    def forward(self, x):
        return self.bn(self.conv(x))


class UniversalInverted(Block):
    """MobileNetV4's block; a kernel of 0 stands for no depthwise convolution."""

    def __init__(self, tokens, inputs):
        super().__init__(tokens, inputs)
        start, end = int(tokens["a"]), int(tokens["p"])
        expanded = make_divisible(inputs * float(tokens["e"]))

        def depthwise(channels, kernel, stride):
            return ConvNorm(channels, channels, kernel, stride, channels) if kernel else None

        self.dw_start = depthwise(inputs, start, 1 if self.kernel else self.stride)
        self.pw_exp = ConvNorm(inputs, expanded)
        self.dw_mid = depthwise(expanded, self.kernel, self.stride)
        self.se = squeeze_excite(tokens, inputs, expanded)
        self.pw_proj = ConvNorm(expanded, self.outputs)
        self.dw_end = depthwise(self.outputs, end, 1 if start or self.kernel else self.stride)

    def forward(self, x):
        y = self.dw_start(x) if self.dw_start else x
        y = self.act(self.pw_exp(y))
        y = self.act(self.dw_mid(y)) if self.dw_mid else y
        y = self.pw_proj(self.se(y))
        return self.residual(x, self.dw_end(y) if self.dw_end else y)


class FusedInverted(Block):
    def __init__(self, tokens, inputs):
        super().__init__(tokens, inputs)
        expanded = make_divisible((int(tokens["fc"]) or inputs) * float(tokens["e"]))
        self.conv_exp = conv(inputs, expanded, self.kernel, self.stride)
        self.bn1 = nn.BatchNorm2d(expanded)
        self.se = squeeze_excite(tokens, inputs, expanded)
        self.conv_pwl = conv(expanded, self.outputs)
        self.bn2 = nn.BatchNorm2d(self.outputs)

    def forward(self, x):
        return self.residual(x, self.bn2(self.conv_pwl(self.se(self.act(self.bn1(self.conv_exp(x)))))))


class Tucker(Block):
    def __init__(self, tokens, inputs):
        super().__init__(tokens, inputs)
        compressed = make_divisible(inputs * float(tokens["i"]))
        middle = make_divisible(self.outputs * float(tokens["o"]))
        self.conv_pw = conv(inputs, compressed)
        self.bn1 = nn.BatchNorm2d(compressed)
        self.conv = conv(compressed, middle, self.kernel, self.stride)
        self.bn2 = nn.BatchNorm2d(middle)
        self.conv_pwl = conv(middle, self.outputs)
        self.bn3 = nn.BatchNorm2d(self.outputs)

    def forward(self, x):
        y = self.act(self.bn2(self.conv(self.act(self.bn1(self.conv_pw(x))))))
        return self.residual(x, self.bn3(self.conv_pwl(y)))


class Bottleneck(Block):
    """ResNet's block; the shortcut is a convolution if the shapes differ."""

    def __init__(self, tokens, inputs):
        super().__init__(tokens, inputs)
        middle = make_divisible(self.outputs * float(tokens["e"]))
        self.conv1 = conv(inputs, middle)
        self.bn1 = nn.BatchNorm2d(middle)
        self.conv2 = conv(middle, middle, self.kernel, self.stride, int(tokens["g"]))
        self.bn2 = nn.BatchNorm2d(middle)
        self.conv3 = conv(middle, self.outputs)
        self.bn3 = nn.BatchNorm2d(self.outputs)
        self.downsample = None
        if self.skip and (self.stride != 1 or inputs != self.outputs):
            self.downsample = nn.Sequential(conv(inputs, self.outputs, 1, self.stride), nn.BatchNorm2d(self.outputs))

    def forward(self, x):
        y = self.act(self.bn2(self.conv2(self.act(self.bn1(self.conv1(x))))))
        y = self.bn3(self.conv3(y))
        if self.skip:
            y = y + (self.downsample(x) if self.downsample else x)
        return self.act(y)


class Shuffle(Block):
    """ShuffleNet's unit; with stride 2 and more outputs than inputs, the pooled input is concatenated."""

    def __init__(self, tokens, inputs):
        super().__init__(tokens, inputs)
        self.groups = int(tokens["g"])
        self.concat = self.stride == 2 and self.outputs > inputs
        middle = make_divisible(self.outputs * float(tokens["e"]))
        last = self.outputs - inputs if self.concat else self.outputs
        self.conv1 = conv(inputs, middle, groups=self.groups)
        self.bn1 = nn.BatchNorm2d(middle)
        self.conv2 = conv(middle, middle, self.kernel, self.stride, middle)
        self.bn2 = nn.BatchNorm2d(middle)
        self.conv3 = conv(middle, last, groups=self.groups)
        self.bn3 = nn.BatchNorm2d(last)

    def forward(self, x):
        y = functional.channel_shuffle(self.act(self.bn1(self.conv1(x))), self.groups)
        y = self.bn3(self.conv3(self.bn2(self.conv2(y))))
        if self.concat:
            y = torch.cat([functional.avg_pool2d(x, 3, 2, 1, count_include_pad=False), y], 1)
        else:
            y = self.residual(x, y)
        return self.act(y)


class Xception(Block):
    def __init__(self, tokens, inputs):
        super().__init__(tokens, inputs)
        self.conv_dw = conv(inputs, inputs, self.kernel, self.stride, inputs)
        self.conv_pw = conv(inputs, self.outputs)
        self.bn1 = nn.BatchNorm2d(self.outputs)

    def forward(self, x):
        return self.residual(x, self.bn1(self.conv_pw(self.conv_dw(self.act(x)))))


class Identity(Block):
    """No layers if the shape stays the same, otherwise a 1x1 convolution and a batch norm."""

    def __init__(self, tokens, inputs):
        super().__init__(tokens, inputs)
        self.conv = None
        if self.stride != 1 or inputs != self.outputs:
            self.conv = conv(inputs, self.outputs, 1, self.stride)
            self.bn1 = nn.BatchNorm2d(self.outputs)

    def forward(self, x):
        return self.bn1(self.conv(x)) if self.conv else x


BLOCKS = {"cn": Conv, "ds": Separable, "dsa": Separable, "ir": Inverted, "uir": UniversalInverted, "er": FusedInverted,
          "tk": Tucker, "bt": Bottleneck, "sh": Shuffle, "xs": Xception, "id": Identity}


def stages(blocks):
    """Block strings grouped as in timm: a stage begins with another number of channels, or with stride 2."""
    result, previous = [], None
    for tokens in map(parse, blocks):
        if tokens["c"] != previous or tokens["s"] != "1":
            result.append([])
        result[-1].append(tokens)
        previous = tokens["c"]
    return result


class Network(nn.Module):
    """The network of an architecture; a head of None gives the features of the last block."""

    def __init__(self, input_channels, stem, blocks, head):
        super().__init__()
        channels = int(stem["channels"])
        self.conv_stem = conv(input_channels, channels, int(stem["kernel"]), int(stem["stride"]))
        self.bn1 = nn.BatchNorm2d(channels)
        self.act = ACTIVATIONS[ACTIVATION_NAMES[stem["activation"]]]()
        self.blocks = nn.Sequential()
        for stage in stages(blocks):
            self.blocks.append(nn.Sequential())
            for tokens in stage:
                self.blocks[-1].append(BLOCKS[tokens["kind"]](tokens, channels))
                channels = int(tokens["c"])
        self.classifier = None
        if head:
            self.add_head(channels, head)

    def add_head(self, channels, head):
        self.act_head = ACTIVATIONS[ACTIVATION_NAMES[head.get("activation", "relu")]]()
        self.conv_head = self.hidden = self.norm_head = None
        if int(head["channels"]):
            self.conv_head = conv(channels, int(head["channels"]))
            channels = int(head["channels"])
            self.bn2 = nn.BatchNorm2d(channels)
        if int(head["hidden"]):
            has_norm = head.get("hidden_norm") == "true"
            self.hidden = conv(channels, int(head["hidden"]), bias=not has_norm)
            channels = int(head["hidden"])
            self.norm_head = nn.BatchNorm2d(channels) if has_norm else nn.Identity()
        self.dropout = nn.Dropout(float(head["dropout"]))
        self.classifier = nn.Linear(channels, int(head["classes"]))

    def forward(self, x):
        x = self.blocks(self.act(self.bn1(self.conv_stem(x))))
        if self.classifier is None:
            return x
        if self.conv_head:
            x = self.act_head(self.bn2(self.conv_head(x)))
        x = x.mean((2, 3), keepdim=True)
        if self.hidden:
            x = self.act_head(self.norm_head(self.hidden(x)))
        return self.classifier(self.dropout(x.flatten(1)))


def build(request):
    """The network of a request: block strings from `blocks`, stem and head from the architecture file in `yaml`."""
    def keys(name):
        line = re.search(rf"^{name}: (.*)$", request["yaml"], re.MULTILINE).group(1)
        return dict(re.findall(r"(\w+): ([\w.-]+)", line))

    return Network(request["input"][0], keys("stem"), request["blocks"], keys("head"))


def build_from_file(text):
    """The network of an architecture file."""
    blocks = re.findall(r"^  - (\w[\w.]*)$", text, re.MULTILINE)
    channels = re.search(r"^input: (\d+)x", text, re.MULTILINE).group(1)
    return build({"blocks": blocks, "input": [int(channels)], "yaml": text})


def parameters(network):
    """The number of trainable parameters."""
    return sum(p.numel() for p in network.parameters())


def read_safetensors(file):
    """The metadata and tensors of a file: 8 bytes length, JSON with shapes and offsets of the tensors, their values."""
    data = pathlib.Path(file).read_bytes()
    length = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + length])
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, entry in header.items():
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        tensors[name] = torch.frombuffer(bytearray(data[start:end]), dtype=torch.float32).reshape(entry["shape"])
    return metadata, tensors


def load(network, file):
    """Loads the weights of a safetensors file into a network of the same architecture."""
    network.load_state_dict(read_safetensors(file)[1])
    return network


def trained(file):
    """The trained network of a file that `sartor export --format safetensors` wrote, for inference."""
    metadata, tensors = read_safetensors(file)
    network = build_from_file(metadata["architecture"])
    network.load_state_dict(tensors)
    return network.eval()
