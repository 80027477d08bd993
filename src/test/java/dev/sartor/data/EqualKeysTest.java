package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EqualKeysTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100, 1000})
    void indicesAreGroupedByAscendingKeys(int count) {
        SplittableRandom random = new SplittableRandom(count);
        long[] keys = random.ints(count, -50, 50)
                .mapToLong(k -> k * (Long.MAX_VALUE / 50))
                .toArray();
        List<List<Integer>> expected = List.copyOf(IntStream.range(0, count)
                .boxed()
                .collect(Collectors.groupingBy(i -> keys[i], TreeMap::new, Collectors.toList()))
                .values());
        assertEquals(
                expected,
                EqualKeys.groups(keys).stream()
                        .map(group -> Arrays.stream(group).boxed().toList())
                        .toList());
    }
}
