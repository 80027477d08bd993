package dev.sartor.search.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.SearchSpace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

class SpeedMeasurementTest {
    private final SearchSpace space = ToyProblem.space();
    private final Shape input =
            space.decode(space.sample(new SplittableRandom(1))).input();
    private final Dataset dataset = Datasets.open(
            "shapes:train=40,validation=20,test=10,size=" + input.height() + (input.channels() == 3 ? ",rgb" : ""),
            DatasetOptions.defaults().withShape(input));

    private static final boolean WITH_SUPERNET = true;
    private static final boolean WITHOUT_SUPERNET = false;

    private SpeedMeasurement measurement(BooleanSupplier cancelled) {
        return measurement(2, Duration.ofSeconds(1), System::nanoTime, cancelled);
    }

    private SpeedMeasurement measurement(int threads, Duration time, LongSupplier nanoTime, BooleanSupplier cancelled) {
        SearchProblem problem = ToyProblem.problem(space.withTask(dataset.task()), List.of("accuracy", "latency"));
        return measurement(problem, threads, time, nanoTime, cancelled);
    }

    private SpeedMeasurement measurement(
            SearchProblem problem, int threads, Duration time, LongSupplier nanoTime, BooleanSupplier cancelled) {
        // SpeedMeasurement: problem, images, recipe, threads, seed, time limit, clock, cancellation
        return new SpeedMeasurement(
                problem, dataset, Recipe.standard(1).withBatchSize(4), threads, 1, time, nanoTime, cancelled);
    }

    /** A clock that goes on by this time whenever it is read. */
    private static LongSupplier clock(Duration step) {
        var nanos = new AtomicLong();
        return () -> nanos.addAndGet(step.toNanos());
    }

    @Test
    void onAClockThatGoesOnByOneSecondPerReadingEveryStepTakesASecond() throws InterruptedException {
        PlannerInputs inputs = measurement(1, Duration.ofSeconds(1), clock(Duration.ofSeconds(1)), Cancellation.NEVER)
                .measure(WITH_SUPERNET);
        for (NetworkSpeed speed : List.of(inputs.typicalSpeed(), inputs.slowestSpeed())) {
            // candidates are trained with batches of 8 images, the final network with batches of 4
            assertEquals(1 / 8.0, speed.candidateSeconds());
            assertEquals(1 / 4.0, speed.finalSeconds());
            assertEquals(1 / 20.0, speed.evaluationSeconds());
        }
        assertEquals(1.005, inputs.scoreSeconds());
        assertEquals(1 / 8.0, inputs.supernetSeconds().getAsDouble());
        assertEquals(1, inputs.proposalSeconds());
    }

    @Test
    void inInt8TheTimeOfTheCalibrationIsDividedAmongTheEvaluatedImages() throws InterruptedException {
        SearchSpace withClasses = space.withTask(dataset.task());
        SearchProblem fp32 = ToyProblem.problem(withClasses, List.of("accuracy", "latency"));
        var problem = new SearchProblem(
                withClasses,
                new CostModel(
                        withClasses, new TreeMap<>(Map.of("int8", ToyProblem.inInt8(ToyProblem.latency(withClasses))))),
                fp32.objectives(),
                fp32.limits());
        PlannerInputs inputs = measurement(
                        problem, 1, Duration.ofSeconds(1), clock(Duration.ofSeconds(1)), Cancellation.NEVER)
                .measure(WITHOUT_SUPERNET);
        // a second for 20 images, and one for the calibration before it
        assertEquals(2 / 20.0, inputs.typicalSpeed().evaluationSeconds());
    }

    @Test
    void theNumbersOfImagesAndThreadsAreThoseOfTheSearchAndNoSupernetIsMeasuredUnlessItIsWanted()
            throws InterruptedException {
        PlannerInputs inputs = measurement(2, Duration.ofSeconds(1), clock(Duration.ofSeconds(1)), Cancellation.NEVER)
                .measure(WITHOUT_SUPERNET);
        assertEquals(2, inputs.threads());
        assertEquals(40, inputs.trainImages());
        assertEquals(20, inputs.validationImages());
        assertEquals(10, inputs.testImages());
        assertEquals(CandidateSettings.DEFAULT.withBatch(8).withFolds(5), inputs.candidates());
        assertEquals(4, inputs.finalBatch());
        assertEquals(1, inputs.tables());
        assertTrue(inputs.mixedKinds());
        assertTrue(inputs.supernetSeconds().isEmpty());
    }

    @Test
    void aMeasurementCancelledDuringATrainingStepIsInterrupted() {
        var polls = new AtomicLong();
        assertThrows(
                InterruptedException.class,
                () -> measurement(
                                1,
                                Duration.ofSeconds(1),
                                clock(Duration.ofSeconds(1)),
                                () -> polls.incrementAndGet() > 5)
                        .measure(WITHOUT_SUPERNET));
    }

    @Test
    void aCancelledMeasurementIsInterrupted() {
        assertThrows(InterruptedException.class, () -> measurement(() -> true).measure(WITHOUT_SUPERNET));
    }
}
