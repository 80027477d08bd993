package dev.sartor.search.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Cancellation;
import dev.sartor.accuracy.CandidateSettings;
import dev.sartor.arch.Shape;
import dev.sartor.data.Dataset;
import dev.sartor.data.DatasetOptions;
import dev.sartor.data.Datasets;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.search.ToyProblem;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SpeedMeasurementTest {
    private final SearchSpace space = ToyProblem.space();
    private final Shape input =
            space.decode(space.sample(new SplittableRandom(1))).input();
    private final Dataset dataset = Datasets.open(
            "shapes:train=120,validation=60,test=40,size=" + input.height() + (input.channels() == 3 ? ",rgb" : ""),
            DatasetOptions.defaults().withShape(input));

    private static final boolean WITH_SUPERNET = true;
    private static final boolean WITHOUT_SUPERNET = false;

    private SpeedMeasurement measurement(BooleanSupplier cancelled) {
        SearchSpace withClasses = space.withTask(dataset.task());
        SearchProblem problem = ToyProblem.problem(withClasses, List.of("accuracy", "latency"));
        // SpeedMeasurement: problem, images, recipe, threads, seed, time limit, clock, cancellation
        return new SpeedMeasurement(
                problem,
                dataset,
                Recipe.standard(1).withBatchSize(16),
                2,
                1,
                Duration.ofSeconds(1),
                System::nanoTime,
                cancelled);
    }

    @Tag("slow")
    @Test
    void theWorkloadHasTheNumbersOfImagesAndTheSpeedsOfThisMachine() throws InterruptedException {
        PlannerInputs inputs = measurement(Cancellation.NEVER).measure(WITH_SUPERNET);
        assertEquals(2, inputs.threads());
        assertEquals(120, inputs.trainImages());
        assertEquals(60, inputs.validationImages());
        assertEquals(40, inputs.testImages());
        assertEquals(CandidateSettings.DEFAULT.withBatch(8).withFolds(5), inputs.candidates());
        assertEquals(16, inputs.finalBatch());
        assertEquals(1, inputs.tables());
        double typical = inputs.typicalSpeed().candidateSeconds();
        assertTrue(typical > 1e-8 && typical < 0.1, inputs.toString());
        assertTrue(inputs.slowestSpeed().candidateSeconds() >= typical, inputs.toString());
        assertTrue(inputs.typicalSpeed().evaluationSeconds() < 0.1, inputs.toString());
        assertTrue(inputs.supernetSeconds().getAsDouble() < 0.1, inputs.toString());
    }

    @Test
    void aCancelledMeasurementIsInterrupted() {
        assertThrows(InterruptedException.class, () -> measurement(() -> true).measure(WITHOUT_SUPERNET));
    }

    @Test
    void kindsOfBlockAreMixedInSmall28AndNotInNasBenchMacro() {
        assertTrue(SpeedMeasurement.mixesKinds(SpaceFile.find("small-28")));
        assertFalse(SpeedMeasurement.mixesKinds(SpaceFile.find("nas-bench-macro")));
    }
}
