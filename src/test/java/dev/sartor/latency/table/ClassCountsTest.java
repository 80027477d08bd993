package dev.sartor.latency.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitKey;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ClassCountsTest {
    private static final Unit HEAD = UnitKey.parse("head_o10@64x4x4");
    private static final Unit BLOCK = UnitKey.parse("ir_r1_k3_s1_e6_c16_nre@16x14x14");

    @Test
    void onlyAHeadHasClasses() {
        assertEquals(OptionalInt.of(10), ClassCounts.of(HEAD));
        assertEquals(OptionalInt.empty(), ClassCounts.of(BLOCK));
        assertEquals("head_o1000@64x4x4", ClassCounts.withClasses(HEAD, 1000).key());
        assertSame(BLOCK, ClassCounts.withClasses(BLOCK, 1000));
    }

    @Test
    void headsOfTheSameInputDifferOnlyInClasses() {
        assertTrue(ClassCounts.differOnlyInClasses(HEAD, UnitKey.parse("head_o7@64x4x4")));
        assertFalse(ClassCounts.differOnlyInClasses(HEAD, UnitKey.parse("head_o7@32x4x4")));
        assertFalse(ClassCounts.differOnlyInClasses(HEAD, BLOCK));
        assertFalse(ClassCounts.differOnlyInClasses(BLOCK, HEAD));
        assertFalse(ClassCounts.differOnlyInClasses(BLOCK, BLOCK));
    }
}
