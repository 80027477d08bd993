package dev.sartor.space.unit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.base.UserError;
import dev.sartor.space.file.Spaces;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitKeyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "small-28",
                "small-32",
                "mobilenet-v2-like",
                "mobilenet-v3-like",
                "mobiledets-like",
                "nas-bench-macro"
            })
    void everyUnitOfASpaceIsParsedFromItsKey(String space) {
        for (Unit unit : Spaces.shipped(space).units()) {
            Unit read = UnitKey.parse(unit.key());
            assertEquals(unit.key(), read.key());
            assertEquals(unit.segment().output(), read.segment().output());
            assertEquals(unit.network().macs(), read.network().macs());
            assertEquals(unit.network().params(), read.network().params());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ir_r1_k3_s2_e6_c24_nr6",
                "ir_r1_k3_s2_e6_c24_nr6@16x112",
                "ir_r2_k3_s1_e6_c24_nr6@16x9x9",
                "stem_k3_s2_c32_nxx@3x32x32",
                "stem_k4_s2_c32_nre@3x32x32",
                "head_o0@16x4x4",
                "ir_k3_s2_e6_c24_nr6@16x112x112",
                "ir_r1_k3_s2_e6_c24_nr6@0x112x112",
                "cn_r1_k3_s1_c8_g3_nre@16x4x4"
            })
    void invalidKeysAreUserErrors(String key) {
        assertThrows(UserError.class, () -> UnitKey.parse(key));
    }
}
