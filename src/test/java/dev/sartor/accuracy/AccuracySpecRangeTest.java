package dev.sartor.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Opens every accuracy source with values of each setting below, at and above both ends of its range: it opens or reports a user
 * error.
 */
class AccuracySpecRangeTest {
    private static final Dataset SHAPES =
            Datasets.open("shapes:size=24,rgb,train=40,validation=20,test=10", DatasetOptions.defaults());
    private static final SearchSpace SPACE = SpaceFile.read(Path.of("src/test/resources/dev/sartor/search/tiny.yaml"))
            .withClasses(SHAPES.classes().size());

    private static final List<String> VALUES = List.of(
            "",
            " ",
            "-1",
            "-0",
            "0",
            "00",
            "1",
            "+1",
            "2",
            "3",
            "64",
            "65",
            "4096",
            "4097",
            "999999999",
            "1000000000",
            "2147483647",
            "2147483648",
            "9223372036854775808",
            "1.0",
            "1e3",
            "0x10",
            "NaN",
            "Infinity",
            "\u0663",
            "1_000",
            "1,000",
            "true");

    static Stream<String> specs() {
        return Stream.of(
                        "training:epochs=#",
                        "training:images=#",
                        "supernet:epochs=#",
                        "supernet:images=#",
                        "supernet:sandwich=#",
                        "supernet:tuned=#",
                        "halving:epochs=#",
                        "halving:first=#",
                        "halving:keep=#",
                        "halving:images=#",
                        "halving:epochs=#,first=#,keep=#",
                        "command:workers=#,x",
                        "command:timeout_s=#,x",
                        "command:retries=#,x",
                        "naswot:images=#",
                        "zico:images=#",
                        "training:batch=#",
                        "training:folds=#",
                        "halving:folds=#,batch=#",
                        "synflow:images=#",
                        "most-macs:images=#",
                        "csv:#",
                        "predicted:#",
                        "#")
                .flatMap(spec -> VALUES.stream().map(v -> spec.replace("#", v)));
    }

    @ParameterizedTest
    @MethodSource("specs")
    void anyValueIsAcceptedOrAUserError(String text) {
        try {
            AccuracySpec spec = AccuracySpec.parse(text);
            assertEquals(spec, AccuracySpec.parse(spec.text()));
            try (AccuracySource source = AccuracySource.open(spec, SPACE, Optional.of(SHAPES), 1)) {
                assertTrue(!source.description().isBlank() && source.workers(2) >= 1);
            }
        } catch (UserError e) {
            assertTrue(
                    !e.getMessage().isBlank()
                            && !e.where().isBlank()
                            && !e.fix().isBlank(),
                    e.text());
        }
    }
}
