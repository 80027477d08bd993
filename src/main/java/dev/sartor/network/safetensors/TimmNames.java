package dev.sartor.network.safetensors;

import dev.sartor.arch.Block;
import dev.sartor.arch.Head;
import dev.sartor.arch.Stem;
import dev.sartor.network.Layer;
import dev.sartor.network.Network;
import dev.sartor.network.Op;
import dev.sartor.network.Parameter;
import dev.sartor.network.Segment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names and shapes of parameters in the style of timm's EfficientNets: {@code conv_stem.weight},
 * {@code blocks.2.0.conv_dw.weight}, {@code bn1.running_mean}, {@code classifier.bias}. Blocks are grouped into stages; a stage
 * begins where the number of channels changes or the stride is 2. Linear layers between convolutions are 1x1 convolutions.
 * {@code src/docs/pytorch/sartor_network.py} builds networks with the same names.
 */
final class TimmNames {
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, List<Integer>> dims = new HashMap<>();

    private TimmNames() {}

    static TimmNames of(Network network) {
        var names = new TimmNames();
        int stage = -1;
        int index = 0;
        int channels = 0;
        for (Segment segment : network.segments()) {
            switch (segment.part()) {
                case Stem _ -> names.add(network, segment, "", Map.of("conv", "conv_stem", "conv.norm", "bn1"));
                case Block block -> {
                    boolean beginsStage = block.channels() != channels || block.stride() != 1;
                    stage += beginsStage ? 1 : 0;
                    index = beginsStage ? 0 : index + 1;
                    channels = block.channels();
                    names.add(network, segment, "blocks." + stage + "." + index + ".", modules(block));
                }
                case Head.Classifier _ ->
                    names.add(
                            network,
                            segment,
                            "",
                            Map.of(
                                    "conv", "conv_head",
                                    "conv.norm", "bn2",
                                    "hidden", "hidden",
                                    "hidden.norm", "norm_head",
                                    "classifier", "classifier"));
            }
        }
        return names;
    }

    /** The modules of a block by the names of its layers, without squeeze-excite. */
    private static Map<String, String> modules(Block block) {
        return switch (block) {
            case Block.Conv _ -> Map.of("conv", "conv", "conv.norm", "bn1");
            case Block.DepthwiseSeparable _ ->
                Map.of("depthwise", "conv_dw", "depthwise.norm", "bn1", "project", "conv_pw", "project.norm", "bn2");
            case Block.InvertedResidual _ ->
                withNorms(List.of("expand", "depthwise", "project"), List.of("conv_pw", "conv_dw", "conv_pwl"));
            case Block.UniversalInverted _ -> universal();
            case Block.FusedInvertedResidual _ ->
                withNorms(List.of("expand", "project"), List.of("conv_exp", "conv_pwl"));
            case Block.Tucker _ ->
                withNorms(List.of("compress", "conv", "project"), List.of("conv_pw", "conv", "conv_pwl"));
            case Block.Bottleneck _ -> {
                Map<String, String> modules =
                        withNorms(List.of("compress", "conv", "project"), List.of("conv1", "conv2", "conv3"));
                modules.put("shortcut", "downsample.0");
                modules.put("shortcut.norm", "downsample.1");
                yield modules;
            }
            case Block.ShuffleUnit _ ->
                withNorms(List.of("compress", "depthwise", "project"), List.of("conv1", "conv2", "conv3"));
            case Block.XceptionSeparable _ ->
                Map.of("depthwise", "conv_dw", "project", "conv_pw", "project.norm", "bn1");
            case Block.Identity _ -> Map.of("shortcut", "conv", "shortcut.norm", "bn1");
        };
    }

    /** Convolutions, and their batch norms as bn1, bn2 and so on. */
    private static Map<String, String> withNorms(List<String> layers, List<String> convolutions) {
        Map<String, String> modules = new HashMap<>();
        for (int i = 0; i < layers.size(); i++) {
            modules.put(layers.get(i), convolutions.get(i));
            modules.put(layers.get(i) + ".norm", "bn" + (i + 1));
        }
        return modules;
    }

    /** The modules of a universal inverted bottleneck. */
    private static Map<String, String> universal() {
        Map<String, String> modules = new HashMap<>();
        Map.of("start", "dw_start", "expand", "pw_exp", "depthwise", "dw_mid", "project", "pw_proj", "end", "dw_end")
                .forEach((layer, module) -> {
                    modules.put(layer, module + ".conv");
                    modules.put(layer + ".norm", module + ".bn");
                });
        return modules;
    }

    /** @param modules the PyTorch module of each layer, by the layer's name within the segment */
    private void add(Network network, Segment segment, String prefix, Map<String, String> modules) {
        for (Layer layer : network.layers().subList(segment.from(), segment.to())) {
            String nameInSegment = layer.name().substring(layer.name().indexOf('.') + 1);
            String module = switch (nameInSegment) {
                case "se.squeeze" -> "se.conv_reduce";
                case "se.excite" -> "se.conv_expand";
                default -> modules.get(nameInSegment);
            };
            for (Parameter p : layer.parameters()) {
                names.put(p.name(), prefix + module + "." + role(p));
                dims.put(p.name(), isConvolution(layer, p) ? asConvolution(p.dims()) : p.dims());
            }
        }
    }

    /** Whether PyTorch's network has a 1x1 convolution in place of a linear layer. */
    private static boolean isConvolution(Layer layer, Parameter p) {
        return layer.op() instanceof Op.Linear
                && p.role() == Parameter.Role.WEIGHT
                && !layer.name().endsWith(".classifier");
    }

    /** The dimensions of a linear layer's weight as those of a 1x1 convolution. */
    private static List<Integer> asConvolution(List<Integer> dims) {
        List<Integer> all = new ArrayList<>(dims);
        all.add(1);
        all.add(1);
        return all;
    }

    private static String role(Parameter p) {
        return switch (p.role()) {
            case WEIGHT, GAMMA -> "weight";
            case BIAS, BETA -> "bias";
            case MEAN -> "running_mean";
            case VARIANCE -> "running_var";
        };
    }

    String name(Parameter p) {
        return names.get(p.name());
    }

    List<Integer> dims(Parameter p) {
        return dims.get(p.name());
    }
}
