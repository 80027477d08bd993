package dev.sartor.accuracy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.base.UserError;
import dev.sartor.network.Precision;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccuracySpecTest {

    @Test
    void parsingAndFormattingAreInverse() {
        assertEquals(
                new AccuracySpec.Training(2, OptionalInt.of(4000)),
                AccuracySpec.parse("training:images=4000,epochs=2"));
        assertEquals(
                "training:epochs=2,images=4000",
                AccuracySpec.parse("training:images=4000,epochs=2").text());
        assertEquals(
                "training:epochs=3", AccuracySpec.parse("training:epochs=3").text());
        assertEquals(AccuracySpec.DEFAULT_TRAINING, AccuracySpec.parse("training"));
        assertEquals(new AccuracySpec.Csv(Path.of("a,b:c.csv")), AccuracySpec.parse("csv:a,b:c.csv"));
        assertEquals(new AccuracySpec.Predicted(Path.of("a,b:c.csv")), AccuracySpec.parse("predicted:a,b:c.csv"));
        assertEquals("predicted:k.csv", AccuracySpec.parse("predicted:k.csv").text());
        assertEquals("csv:a,b:c.csv", AccuracySpec.parse("csv:a,b:c.csv").text());
    }

    @Test
    void featuresFollowTheAccuraciesThatAPredictorLearnsFrom() {
        String text = "training:epochs=2,images=4000+naswot:images=32+supernet:epochs=20,images=10000";
        AccuracySpec.Featured featured = (AccuracySpec.Featured) AccuracySpec.parse(text);
        assertEquals(AccuracySpec.parse("training:epochs=2,images=4000"), featured.accuracies());
        assertEquals(
                List.of(AccuracySpec.parse("naswot:images=32"), AccuracySpec.parse("supernet:epochs=20,images=10000")),
                featured.features());
        assertEquals(text, featured.text());
        assertEquals(
                new AccuracySpec.Predicted(Path.of("a+b.csv")),
                AccuracySpec.parse("predicted:a+b.csv+synflow").accuracies());
        assertEquals(
                AccuracySpec.parse("command:./judge.sh"),
                AccuracySpec.parse("command:./judge.sh+zico").accuracies());
        assertEquals(
                new AccuracySpec.Predicted(Path.of("a+b.csv")),
                AccuracySpec.parse("predicted:a+b.csv"),
                "a plus within a name is no feature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "csv:known.csv+naswot",
                "supernet+naswot",
                "halving+synflow",
                "most-macs+synflow",
                "training+naswot+naswot:images=32",
                "training+naswot:images=0",
                "training+supernet:epoch=3",
                "+naswot"
            })
    void featuresThatDoNotSuitAreRefused(String text) {
        assertThrows(UserError.class, () -> AccuracySpec.parse(text));
    }

    @Test
    void settingsOfASupernetThatAreNotTheDefaultAreInItsText() {
        String text = "supernet:epochs=3,images=500,choices=equal,clip=5";
        AccuracySpec spec = AccuracySpec.parse(text);
        // Supernet: epochs, images, batch, sandwich networks, fine-tuning steps, equal choices, gradient limit,
        // precision
        assertEquals(new AccuracySpec.Supernet(3, OptionalInt.of(500), 32, 0, 0, true, 5, Precision.FP32), spec);
        assertEquals(text, spec.text());
        assertEquals(
                "supernet:epochs=3",
                AccuracySpec.parse("supernet:epochs=3,choices=kinds,clip=0").text());
    }

    @Test
    void rungsOfSuccessiveHalvingAreTheEpochsAtWhichCandidatesAreCompared() {
        assertEquals(List.of(1, 3, 9), ((AccuracySpec.Halving) AccuracySpec.parse("halving")).rungs());
        assertEquals(
                List.of(2, 4, 7),
                ((AccuracySpec.Halving) AccuracySpec.parse("halving:epochs=7,first=2,keep=2")).rungs());
        assertEquals(
                "halving:epochs=9,first=1,keep=3,images=50",
                AccuracySpec.parse("halving:images=50").text());
    }

    @Test
    void aCommandMayContainCommas() {
        // Command: workers, time limit of a call, retries, command
        var spec = new AccuracySpec.Command(4, Duration.ofSeconds(60), 0, "FOO=1 ./judge.sh --gpus 0,1 'a:b'");
        assertEquals(
                spec, AccuracySpec.parse("command:retries=0,timeout_s=60,workers=4,FOO=1 ./judge.sh --gpus 0,1 'a:b'"));
        assertEquals(spec, AccuracySpec.parse(spec.text()));
        assertEquals(
                new AccuracySpec.Command(1, Duration.ofSeconds(3600), 1, "judge a,b=c,d"),
                AccuracySpec.parse("command:judge a,b=c,d"));
    }

    @Test
    void proxiesHaveTheirOwnMetric() {
        assertEquals(new AccuracySpec.ZeroCost(ZeroCostProxy.NASWOT, 32), AccuracySpec.parse("naswot:images=32"));
        assertEquals("zico:images=64", AccuracySpec.parse("zico").text());
        AccuracySpec spec = AccuracySpec.parse("most-params");
        assertEquals("most-params", spec.text());
        assertEquals("most-params", spec.metric().name());
        assertEquals(EvaluationMetric.ACCURACY, AccuracySpec.parse("training").metric());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "trainig",
                "training:",
                "training:epoch=2",
                "training:epochs",
                "training:epochs=0",
                "training:epochs=2,epochs=3",
                "training:epochs=2.5",
                "training:epochs=2,",
                "training:images=-1",
                "training:images=99999999999",
                "most-params:images=3",
                "most-param",
                "synflow:images=3",
                "naswot:images=1",
                "halving:keep=1",
                "halving:first=3,epochs=2",
                "supernet:epochs=0",
                "supernet:sandwich=-1",
                "supernet:choices=unequal",
                "supernet:choices=",
                "supernet:clip=-1",
                "supernet:precision=int4",
                "training:precision=",
                "supernet:sandwiches=2",
                "command",
                "command:",
                "command:workers=2,",
                "command:worker=2,x",
                "command:workers=0,x",
                "command:workers=2,workers=3,x",
                "command:timeout_s=1.5,x",
                "csv",
                "csv:",
                "csv: ",
                "predicted",
                "predicted:"
            })
    void invalidSpecificationsAreRefused(String text) {
        UserError e = assertThrows(UserError.class, () -> AccuracySpec.parse(text));
        assertEquals("accuracy '" + text + "'", e.where());
    }
}
