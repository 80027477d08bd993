package dev.sartor.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The records of all kinds of block check every value that they are made from. */
class BlockTest {
    private static final Map<BlockKind, Block> BLOCKS = new EnumMap<>(BlockKind.class);

    static {
        Stream.of(
                        "cn_r1_k3_s2_c32_g4_nr6",
                        "ds_r1_k5_s1_c16_se0.25_nhs",
                        "dsa_r1_k3_s2_c64_nre",
                        "ir_r1_k3_s1_e6_c24_se0.25_nhs",
                        "uir_r1_a5_k3_p7_s2_e4_c96_se0.25_nhs",
                        "er_r1_k3_s1_e4_c24_fc24_nre",
                        "tk_r1_k3_s1_i0.25_o0.75_c32_nr6",
                        "bt_r1_k3_s1_e0.25_c256_g8_nre",
                        "sh_r1_k3_s2_e0.25_c240_g3_nre",
                        "xs_r1_k3_s1_c64_nre",
                        "id_r1_s2_c64")
                .map(BlockStrings::parse)
                .forEach(b -> BLOCKS.put(b.kind(), b));
    }

    @ParameterizedTest
    @EnumSource
    void aBlockHasTheValuesThatItWasBuiltFrom(BlockKind kind) {
        Block block = BLOCKS.get(kind);
        assertEquals(block, block.values().toBlock());
        assertEquals(24, block.withChannels(24).channels());
        assertEquals(1, block.withStride(1).stride());
    }

    @ParameterizedTest
    @EnumSource
    void aBlockWithOneValueOutOfRangeIsRefused(BlockKind kind) {
        BlockValues values = BLOCKS.get(kind).values();
        for (BlockAttribute attribute : kind.attributes()) {
            for (Object value : outOfRange(attribute)) {
                BlockValues wrong = values.with(attribute, value);
                assertThrows(IllegalArgumentException.class, wrong::toBlock, attribute + " " + value);
            }
        }
    }

    private static List<?> outOfRange(BlockAttribute attribute) {
        return switch (attribute) {
            case KERNEL, START_KERNEL, END_KERNEL -> List.of(-1, 2, 33);
            case STRIDE -> List.of(0, 3);
            case CHANNELS, GROUPS -> List.of(0, (1 << 20) + 1);
            case EXPAND_FROM -> List.of(-1, (1 << 20) + 1);
            case EXPANSION, IN_RATIO, OUT_RATIO -> List.of(0.0, 64.5, Double.NaN);
            case SE, ACTIVATION, SKIP, EXPLICIT_SKIP -> List.of();
        };
    }

    static List<Function<Activation, Block>> constructors() {
        Optional<SqueezeExcite> none = Optional.empty();
        return List.of(
                // all with valid values in the order of the attributes of the kind
                a -> new Block.Conv(3, 1, 8, 1, a, false),
                a -> new Block.DepthwiseSeparable(3, 1, 8, none, a, true, true),
                a -> new Block.InvertedResidual(3, 1, 2, 8, none, a, true),
                a -> new Block.UniversalInverted(3, 3, 3, 1, 2, 8, none, a, true),
                a -> new Block.FusedInvertedResidual(3, 1, 2, 8, none, a, 0, true),
                a -> new Block.Tucker(3, 1, 0.5, 0.5, 8, a, true),
                a -> new Block.Bottleneck(3, 1, 0.5, 8, 1, a, true),
                a -> new Block.ShuffleUnit(3, 1, 0.5, 8, 1, a),
                a -> new Block.XceptionSeparable(3, 1, 8, a, true));
    }

    @ParameterizedTest
    @MethodSource("constructors")
    void aBlockNeedsAnActivation(Function<Activation, Block> constructor) {
        assertEquals(8, constructor.apply(Activation.RELU).channels());
        assertThrows(IllegalArgumentException.class, () -> constructor.apply(null));
    }

    @Test
    void aSeparableBlockWithAFinalActivationHasNoSkip() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Block.DepthwiseSeparable(3, 1, 8, Optional.empty(), Activation.RELU, false, true));
    }

    @Test
    void aUniversalInvertedBottleneckWithStride2NeedsOneDepthwiseConvolution() {
        for (int position = 0; position < 3; position++) {
            int[] kernels = {0, 0, 0};
            assertEquals(1, universal(kernels, 1).stride());
            assertThrows(IllegalArgumentException.class, () -> universal(kernels, 2));
            kernels[position] = 3;
            assertEquals(2, universal(kernels, 2).stride(), Arrays.toString(kernels));
        }
    }

    private static Block universal(int[] kernels, int stride) {
        return new Block.UniversalInverted(
                kernels[0], kernels[1], kernels[2], stride, 2, 8, Optional.empty(), Activation.RELU, true);
    }

    @Test
    void theNumberAndTypesOfValuesAreThoseOfTheKindOfBlock() {
        BlockValues identity = BLOCKS.get(BlockKind.IDENTITY).values();
        assertEquals(2, identity.value(BlockAttribute.STRIDE));
        assertThrows(IllegalArgumentException.class, () -> new BlockValues(BlockKind.IDENTITY, List.of(1)));
        assertThrows(IllegalArgumentException.class, () -> new BlockValues(BlockKind.IDENTITY, List.of(1, 8, 1)));
        assertThrows(IllegalArgumentException.class, () -> new BlockValues(BlockKind.IDENTITY, List.of(1, 8.0)));
    }

    @Test
    void numbersAreCheckedAgainstTheirRange() {
        BlockAttribute.SE.check(0);
        BlockAttribute.SE.check(0.25);
        BlockAttribute.EXPANSION.check(2.5);
        BlockAttribute.KERNEL.check(0);
        assertThrows(IllegalArgumentException.class, () -> BlockAttribute.SE.check(1.5));
        assertThrows(IllegalArgumentException.class, () -> BlockAttribute.EXPANSION.check(0));
        assertThrows(IllegalArgumentException.class, () -> BlockAttribute.KERNEL.check(3.5));
        assertThrows(IllegalArgumentException.class, () -> BlockAttribute.KERNEL.check(2));
        BlockAttribute.CHANNELS.check(1 << 20);
        assertThrows(IllegalArgumentException.class, () -> BlockAttribute.GROUPS.check((1 << 20) + 1.0));
        assertThrows(IllegalArgumentException.class, () -> BlockAttribute.SKIP.check(1));
        assertThrows(IllegalArgumentException.class, () -> BlockAttribute.ACTIVATION.check(1));
    }
}
