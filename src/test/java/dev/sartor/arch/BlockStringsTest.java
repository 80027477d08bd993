package dev.sartor.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Fixture;
import dev.sartor.base.UserError;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlockStringsTest {
    private static final BlockStrings.Defaults TIMM =
            new BlockStrings.Defaults(Optional.of(Activation.RELU), SqueezeExcite.Form.MNASNET);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cn_r1_k3_s2_c32_nr6",
                "cn_r1_k3_s1_c32_g4_nre_skip",
                "ds_r1_k3_s1_c16_nr6",
                "ds_r1_k5_s2_c16_se0.25_nhs_noskip",
                "dsa_r1_k3_s2_c64_nre",
                "ir_r1_k3_s2_e6_c24_se0.25_nhs",
                "ir_r1_k7_s1_e2.5_c24_sei0.25_nsw_noskip",
                "er_r1_k3_s1_e4_c24_fc24_nre_noskip",
                "uir_r1_a3_k5_s1_e4_c96_nre",
                "uir_r1_k0_s1_e2_c96_nre",
                "uir_r1_a5_k0_p3_s2_e4_c96_se0.25_nhs_noskip",
                "tk_r1_k3_s1_i0.25_o0.75_c32_nr6",
                "bt_r1_k3_s1_e0.25_c256_g8_nre",
                "sh_r1_k3_s2_e0.25_c240_g3_nre",
                "xs_r1_k3_s1_c64_nre",
                "id_r1_s1_c64",
                "id_r1_s2_c64"
            })
    void aCanonicalBlockStringIsFormattedUnchanged(String text) {
        assertEquals(text, BlockStrings.format(BlockStrings.parse(text)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void everyBlockSurvivesTheRoundTrip(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            Block block = RandomBlocks.draw(random);
            assertEquals(block, BlockStrings.parse(BlockStrings.format(block)), "seed " + seed);
        }
    }

    /** Tokens that timm writes in MobileNetV4 and EfficientNetV2. */
    @ParameterizedTest
    @CsvSource({
        "uir_r1_a0_k3_s1_e2_c96,   uir_r1_k3_s1_e2_c96_nre",
        "uir_r1_a3_k0_s1_e4_c160,  uir_r1_a3_k0_s1_e4_c160_nre",
        "uir_r1_a0_k0_s1_e2_c160,  uir_r1_k0_s1_e2_c160_nre",
        "cn_r1_k3_s2_e1_c32,       cn_r1_k3_s2_c32_nre",
        "cn_r1_k3_s1_e1_c24_skip,  cn_r1_k3_s1_c24_nre_skip"
    })
    void tokensOfDefaultValuesAreLeftOut(String timm, String canonical) {
        assertEquals(
                canonical, BlockStrings.format(BlockStrings.parse(timm, TIMM).getFirst()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aLabelHasNoRepeatsStrideAndChannels(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200; i++) {
            Block block = RandomBlocks.draw(random);
            assertEquals(BlockStrings.format(block).replaceAll("_[rsc]\\d+(?=_|$)", ""), BlockStrings.label(block));
        }
    }

    @Test
    void onlyTheFirstRepeatHasTheStride() {
        List<Block> blocks = BlockStrings.parse("ir_r3_k3_s2_e6_c32_nr6", BlockStrings.Defaults.NONE);
        assertEquals(List.of(2, 1, 1), blocks.stream().map(Block::stride).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "irr_r1_k3_c8_nre;         unknown block type 'irr';        did you mean 'ir'",
                "ir_r1_k3_s1_e6_c8_q2_nre; blocks of type ir have no token 'q2';   tokens of ir",
                "ir_r1_k3_s1_e6_nre;       token 'c' is missing;            add c",
                "ir_r1_k3_k5_e6_c8_nre;    token 'k' is repeated;          leave one",
                "ir_r1_k4_s1_e6_c8_nre;    A kernel must be odd;            fix",
                "uir_r1_a3_k4_s1_e4_c8_nre; A kernel must be odd;           fix",
                "uir_r1_a0_k0_s2_e4_c8_nre; without a depthwise convolution has stride 1; fix",
                "cn_r1_k3_s1_e2_c8_nre;    a conv block has no expansion;   use ir",
                "id_r1_s1_c8_nre;          blocks of type id have no token 'nre';  tokens of id: r, s, c",
                "ir_r1_k3_s3_e6_c8_nre;    A stride must be 1 or 2;         fix",
                "ir_r1_k3_s1_e6_c8;        no activation;                   nhs",
                "ir_r1_k3_s1_e6_c8.5_nre;  token 'c' needs a whole number;  whole",
                "ir_r1_k3_s1_e6_c8_nxx;    blocks of type ir have no token 'nxx';  nre",
                "ir_r0_k3_s1_e6_c8_nre;    repeats must be;                 r64",
                "ds_r1_k3_s1_e3_c8_nre;    a separable-linear block has no expansion; use ir",
                "ir_r1_k3_s1_e6_c8_se2_nre; A squeeze-excite ratio must lie in (0, 1]; fix",
                "ir__k3_s1_e6_c8_nre;      blocks of type ir have no token '';     tokens of ir"
            })
    void errorsNameTheMistake(String text, String what, String fix) {
        var error = assertThrows(UserError.class, () -> BlockStrings.parse(text));
        assertTrue(error.getMessage().contains(what), error.text());
        assertTrue(error.fix().contains(fix), error.text());
        assertTrue(error.where().contains(text), error.text());
    }

    @Test
    void everyPublishedTimmStringParses() {
        List<String> rows = Fixture.lines(BlockStringsTest.class, "timm_block_strings.csv");
        for (String row : rows.subList(1, rows.size())) {
            String text = row.split(",")[3];
            for (Block block : BlockStrings.parse(text, TIMM)) {
                assertEquals(block, BlockStrings.parse(BlockStrings.format(block)), text);
            }
        }
        assertTrue(rows.size() > 100);
    }
}
