package dev.sartor.space.genome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.Spaces;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GenomeEncoderTest {
    private final SearchSpace tiny = Spaces.of(Spaces.TINY);

    static List<SearchSpace> spaces() {
        return List.of(Spaces.of(Spaces.TINY), Spaces.of(Spaces.ROUNDED), Spaces.of(Spaces.MULTIPLES_OF_16));
    }

    @ParameterizedTest
    @MethodSource("spaces")
    void encodeReturnsTheCanonicalGenome(SearchSpace space) {
        for (Genome genome : Spaces.all(space)) {
            assertEquals(genome, space.encode(space.decode(genome)));
        }
    }

    @Test
    void encodeIsTheInverseOfDecodeInALargeSpace() {
        var space = Spaces.shipped("small-28");
        var random = new SplittableRandom(2);
        for (int i = 0; i < 200; i++) {
            Genome genome = space.sample(random);
            assertEquals(genome, space.encode(space.decode(genome)));
        }
    }

    @Test
    void theErrorNamesTheBlockThatDoesNotFit() {
        Architecture a = tiny.decode(tiny.sample(new SplittableRandom(4)));
        var blocks = new ArrayList<>(a.blocks());
        blocks.set(1, BlockStrings.parse("ir_r1_k7_s1_e3_c24_nr6"));
        var error = mismatch(new Architecture("mine", a.input(), a.stem(), blocks, a.head()));
        assertTrue(
                error.getMessage().contains("block 2") && error.getMessage().contains("ir_r1_k7_s1_e3_c24_nr6"),
                error.text());
        assertEquals("architecture mine", error.where());
    }

    @Test
    void inputStemAndHeadMustFit() {
        Architecture a = tiny.decode(tiny.sample(new SplittableRandom(4)));
        assertTrue(mismatch(a.withInput(new Shape(3, 17, 17))).getMessage().contains("the input"));
        assertTrue(mismatch(a.withClasses(99)).getMessage().contains("the head"));
        var stem = new Architecture("mine", a.input(), a.stem().withChannels(40), a.blocks(), a.head());
        assertTrue(mismatch(stem).getMessage().contains("the stem"));
    }

    private UserError mismatch(Architecture a) {
        return assertThrows(UserError.class, () -> tiny.encode(a));
    }
}
