package dev.sartor.space.file;

import static dev.sartor.space.file.BlockAttribute.ACTIVATION;
import static dev.sartor.space.file.BlockAttribute.EXPANSION;
import static dev.sartor.space.file.BlockAttribute.GROUPS;
import static dev.sartor.space.file.BlockAttribute.IN_RATIO;
import static dev.sartor.space.file.BlockAttribute.KERNEL;
import static dev.sartor.space.file.BlockAttribute.OUT_RATIO;
import static dev.sartor.space.file.BlockAttribute.SE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The kinds of block as a space names them, and the attributes of each; see {@link dev.sartor.arch.Block}. */
enum BlockKind {
    CONV("conv", "cn", KERNEL, GROUPS, ACTIVATION),
    /** MobileNetV1's: activation after the pointwise, no skip. */
    SEPARABLE("separable", "dsa", KERNEL, SE, ACTIVATION),
    /** MobileNetV2's first block: no activation after the pointwise, a skip where shapes agree. */
    SEPARABLE_LINEAR("separable-linear", "ds", KERNEL, SE, ACTIVATION),
    INVERTED("inverted", "ir", KERNEL, EXPANSION, SE, ACTIVATION),
    FUSED("fused", "er", KERNEL, EXPANSION, SE, ACTIVATION),
    TUCKER("tucker", "tk", KERNEL, IN_RATIO, OUT_RATIO, ACTIVATION),
    BOTTLENECK("bottleneck", "bt", KERNEL, EXPANSION, GROUPS, ACTIVATION),
    SHUFFLE("shuffle", "sh", KERNEL, EXPANSION, GROUPS, ACTIVATION),
    XCEPTION("xception", "xs", KERNEL, ACTIVATION),
    IDENTITY("identity", "id");

    static final Map<String, BlockKind> BY_WORD = byWord();

    private final String word;
    private final String type;
    private final List<BlockAttribute> attributes;

    BlockKind(String word, String type, BlockAttribute... attributes) {
        this.word = word;
        this.type = type;
        this.attributes = List.of(attributes);
    }

    String word() {
        return word;
    }

    /** The type of a block string. */
    String type() {
        return type;
    }

    List<BlockAttribute> attributes() {
        return attributes;
    }

    private static Map<String, BlockKind> byWord() {
        Map<String, BlockKind> words = new LinkedHashMap<>();
        for (BlockKind kind : values()) {
            words.put(kind.word, kind);
        }
        return words;
    }
}
