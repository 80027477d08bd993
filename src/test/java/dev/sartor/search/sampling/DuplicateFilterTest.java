package dev.sartor.search.sampling;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DuplicateFilterTest {
    @Test
    void anUnboundedFilterContainsAllThatWasAdded() {
        DuplicateFilter filter = DuplicateFilter.unbounded();
        assertFalse(filter.contains("a"));
        assertTrue(filter.add("a"));
        assertTrue(filter.add("b"));
        assertFalse(filter.add("a"));
        assertTrue(filter.contains("a") && filter.contains("b"));
    }

    @Test
    void noneContainsNothing() {
        DuplicateFilter filter = DuplicateFilter.none();
        assertTrue(filter.add("a"));
        assertTrue(filter.add("a"));
        assertFalse(filter.contains("a"));
    }

    @Test
    void aBoundedFilterContainsANetworkUntilAnotherTakesItsSlot() {
        DuplicateFilter filter = DuplicateFilter.bounded(2);
        // of two slots "a" and "c", with the hash codes 97 and 99, take the same, and "b" the other
        assertTrue(filter.add("a"));
        assertTrue(filter.add("b"));
        assertFalse(filter.add("a"));
        assertTrue(filter.add("c"));
        assertFalse(filter.contains("a"));
        assertTrue(filter.contains("b") && filter.contains("c"));
    }

    @Test
    void aBoundedFilterAcceptsKeysOfNegativeHashCodes() {
        DuplicateFilter filter = DuplicateFilter.bounded(64);
        String key = IntStream.iterate(1000, i -> i + 1)
                .mapToObj("key%d"::formatted)
                .filter(k -> k.hashCode() < 0)
                .findFirst()
                .orElseThrow();
        assertTrue(filter.add(key));
        assertTrue(filter.contains(key));
    }
}
