package dev.sartor.space.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Architecture;
import dev.sartor.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At which widths of a space the channels of the stem are scaled. */
class WidthRulesTest {
    @TempDir
    private Path folder;

    private SearchSpace space(String rule) throws IOException {
        return SpaceFile.read(Files.writeString(folder.resolve("x.yaml"), """
            name: x
            input: {channels: 3, resolution: 32}
            activation: relu
            width: [0.5, 0.75, 1, 2]
            stem: {kernel: 3, stride: 1, channels: 16%s}
            stages:
              - {channels: 16, block: {kind: inverted, kernel: 3, expansion: 2}}
            head: {channels: 0, classes: 10}
            """.formatted(rule)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 8 16 32",
                "', follows_width: never' | 16",
                "', follows_width: above-1' | 16 32",
                "', follows_width: from-0.75' | 16 32"
            })
    void theStemFollowsTheWidthsOfItsRule(String rule, String channels) throws IOException {
        SearchSpace space = space(rule);
        var random = new SplittableRandom(1);
        Set<Integer> found = IntStream.range(0, 60)
                .mapToObj(_ -> space.decode(space.sample(random)))
                .map(Architecture::stem)
                .map(s -> s.channels())
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                channels.strip(), found.stream().map(c -> c + "").collect(Collectors.joining(" ")), found.toString());
    }
}
