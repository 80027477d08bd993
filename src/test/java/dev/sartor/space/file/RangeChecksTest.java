package dev.sartor.space.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.base.yaml.YamlNode;
import dev.sartor.base.yaml.YamlReader;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;

class RangeChecksTest {
    private static YamlNode node(int value) {
        return YamlReader.read(Path.of("number.yaml"), String.valueOf(value));
    }

    private static void assertRange(int from, int to, ToIntFunction<YamlNode> check) {
        assertEquals(from, check.applyAsInt(node(from)));
        assertEquals(to, check.applyAsInt(node(to)));
        assertRefused(from - 1, check);
        assertRefused(to + 1, check);
    }

    private static void assertRefused(int value, ToIntFunction<YamlNode> check) {
        UserError e = assertThrows(UserError.class, () -> check.applyAsInt(node(value)));
        assertTrue(e.getMessage().contains("not " + value), e.getMessage());
    }

    @Test
    void depthsResolutionsAndInputChannelsHaveARange() {
        assertRange(1, 64, RangeChecks::depth);
        assertRange(1, 8192, RangeChecks::resolution);
        assertRange(1, 4096, RangeChecks::inputChannels);
    }

    @Test
    void everySideOfAnInputIsLimited() {
        assertTrue(RangeChecks.isAllowed(new Shape(4096, 8192, 8192)));
        assertFalse(RangeChecks.isAllowed(new Shape(4097, 1, 1)));
        assertFalse(RangeChecks.isAllowed(new Shape(1, 8193, 1)));
        assertFalse(RangeChecks.isAllowed(new Shape(1, 1, 8193)));
    }

    @Test
    void aListMayHaveTheMaximumNumberOfItems() {
        assertEquals(List.of(1, 2), RangeChecks.atMost(2, "items", node(0), List.of(1, 2)));
        UserError e = assertThrows(UserError.class, () -> RangeChecks.atMost(2, "items", node(0), List.of(1, 2, 3)));
        assertTrue(e.getMessage().contains("3 items, more than 2"), e.getMessage());
    }

    @Test
    void aHeadWithoutHiddenLayerHasNoHiddenNorm() {
        var space = Spaces.of(Spaces.TINY.replace("classes: 4", "classes: 4, hidden: [0, 8], hidden_norm: true"));
        var random = new SplittableRandom(1);
        for (int i = 0; i < 20; i++) {
            var head = (Head.Classifier) space.decode(space.sample(random)).head();
            assertEquals(head.hiddenChannels() > 0, head.hiddenNorm());
        }
    }
}
