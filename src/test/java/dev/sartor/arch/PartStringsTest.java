package dev.sartor.arch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartStringsTest {
    @ParameterizedTest
    @CsvSource({
        "stem_k3_s2_c32_nr6, stem_k3_nr6",
        "head_o10, head_o10",
        "head_c1280_nr6_o1000, head_nr6_o1000",
        "head_h64_nre_o10, head_h64_nre_o10",
        "head_c960_h1280_nhs_o1000, head_h1280_nhs_o1000",
        "head_c960_hbn1280_nre_o1000, head_hbn1280_nre_o1000",
        "uir_r1_a3_k5_s1_e4_c96_nre, uir_a3_k5_e4_nre"
    })
    void aCanonicalTextIsFormattedUnchangedAndHasALabel(String text, String label) {
        ArchitecturePart part = PartStrings.parse(text);
        assertEquals(text, PartStrings.format(part));
        assertEquals(label, PartStrings.label(part));
    }

    @Test
    void anUnknownActivationIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> PartStrings.parse("stem_k3_s2_c32_nxx"));
        assertThrows(IllegalArgumentException.class, () -> PartStrings.parse("head_c24_nxx_o10"));
    }
}
