package dev.sartor.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockDescriptionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '>', textBlock = """
        er_r1_k3_s1_e4_c32_nre            > fused 3x3 with t=4
        ir_r1_k5_s2_e0.5_c24_se0.25_nhs   > inverted 5x5 with t=0.5 and SE, h-swish
        uir_r1_a3_k5_s1_e4_c96_nre        > universal inverted 5x5 after 3x3 with t=4
        uir_r1_k0_p3_s1_e2_c96_se0.5_nhs  > universal inverted before 3x3 with t=2 and SE, h-swish
        sh_r1_k3_s1_e0.25_c16_g2_nre      > shuffle unit 3x3 with t=0.25 in 2 groups
        dsa_r1_k3_s1_c16_nr6              > separable 3x3
        ds_r1_k3_s1_c16_se0.25_nsw        > linear separable 3x3 with SE, swish
        cn_r1_k1_s1_c16_g4_nre            > convolution 1x1 in 4 groups
        tk_r1_k3_s1_i0.25_o0.75_c16_nre   > Tucker 3x3 with ratios 0.25 and 0.75
        bt_r1_k3_s1_e0.5_c16_g2_nre       > bottleneck 3x3 with t=0.5 in 2 groups
        xs_r1_k3_s1_c16_nre               > Xception 3x3
        id_r1_s1_c16                      > identity
        """)
    void blocksAreDescribedInWords(String block, String words) {
        assertEquals(words, BlockDescription.of(BlockStrings.parse(block)));
    }
}
