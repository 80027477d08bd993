package dev.sartor.space;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.space.file.SpaceFile;
import org.junit.jupiter.api.Test;

class MixedKindsTest {
    @Test
    void kindsOfBlockAreMixedInSmall28AndNotInNasBenchMacro() {
        assertTrue(SpaceFile.find("small-28").mixesKinds());
        assertFalse(SpaceFile.find("nas-bench-macro").mixesKinds(), "an identity is no kind of its own");
    }
}
