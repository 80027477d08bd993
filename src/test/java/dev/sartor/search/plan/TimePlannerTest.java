package dev.sartor.search.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.accuracy.CandidateSettings;
import dev.sartor.base.UserError;
import dev.sartor.network.Precision;
import dev.sartor.search.algorithm.Algorithm;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The arguments of {@code plan} are the time of the whole search and the seconds of it that have passed. */
class TimePlannerTest {
    private static final Set<PlannedSource> ALL = EnumSet.allOf(PlannedSource.class);
    // NetworkSpeed: seconds for an image in the training of a candidate, of the winner, and in an evaluation
    private static final NetworkSpeed SMALL = new NetworkSpeed(4e-4, 2.5e-4, 1e-4);

    /** Whether a position of the space has blocks of several kinds. */
    private static final boolean MIXED_KINDS = true;

    private static final boolean ONE_KIND = false;

    /** Fashion-MNIST and small networks on two threads. */
    private static PlannerInputs inputs(boolean mixedKinds) {
        // PlannerInputs: threads, images for training, validation and test, candidates, batch of the final training,
        // tables,
        // kinds are mixed, speeds, seconds per score, supernet step and proposal
        return new PlannerInputs(
                2,
                54_000,
                6_000,
                10_000,
                CandidateSettings.DEFAULT,
                64,
                1,
                mixedKinds,
                SMALL,
                SMALL.times(2),
                0.5,
                OptionalDouble.of(3e-4),
                1);
    }

    /** 96 training images and 20 for validation, whose accuracies are certain to 22 points. */
    private static PlannerInputs fewImages(OptionalDouble supernetSeconds) {
        return new PlannerInputs(
                2,
                96,
                20,
                24,
                CandidateSettings.DEFAULT.withBatch(8).withFolds(5),
                8,
                1,
                ONE_KIND,
                SMALL,
                SMALL.times(2),
                0.5,
                supernetSeconds,
                1);
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /** Any number of threads and images, of fast networks and slow ones. */
    private static PlannerInputs anyInputs(int seed) {
        var random = new SplittableRandom(seed);
        var typical =
                new NetworkSpeed(magnitude(random, 1e-5, 1), magnitude(random, 1e-6, 1), magnitude(random, 1e-6, 0.3));
        return new PlannerInputs(
                1 + random.nextInt(24),
                (int) magnitude(random, 20, 1e6),
                (int) magnitude(random, 10, 5e4),
                (int) magnitude(random, 1, 5e4),
                CandidateSettings.DEFAULT.withBatch(8 << random.nextInt(3)).withFolds(1 + random.nextInt(5)),
                64,
                random.nextInt(4),
                random.nextBoolean(),
                typical,
                typical.times(magnitude(random, 1, 10)),
                magnitude(random, 1e-3, 10),
                random.nextBoolean() ? OptionalDouble.of(magnitude(random, 1e-5, 1)) : OptionalDouble.empty(),
                magnitude(random, 0.01, 3));
    }

    private static double magnitude(SplittableRandom random, double low, double high) {
        return low * Math.pow(high / low, random.nextDouble());
    }

    /** Ever longer times from the least on, up to the longest that the command line takes. */
    private static List<Duration> times(TimePlanner planner) {
        double least = planner.minSeconds(0);
        return IntStream.range(0, 120)
                .mapToObj(i -> Duration.ofMillis((long) Math.ceil(1e3 * least * Math.pow(1.06, i))))
                .takeWhile(time -> time.compareTo(Duration.ofDays(366)) <= 0)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theEstimatesOfAPlanAreWithinTheTime(int seed) {
        var planner = new TimePlanner(anyInputs(seed), ALL);
        double elapsed = 10;
        for (Duration time : times(planner)) {
            TimePlan plan = planner.plan(time.plusMillis((long) (1e3 * elapsed)), elapsed);
            assertTrue(plan.time().maxSeconds() <= time.toMillis() / 1e3, time + ": " + plan);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void moreTimeNeverGivesASmallerPlan(int seed) {
        var planner = new TimePlanner(anyInputs(seed), ALL);
        Optional<TimePlan> before = Optional.empty();
        for (Duration time : times(planner)) {
            TimePlan plan = planner.plan(time, 0);
            before.ifPresent(b -> assertNotLess(b, plan));
            before = Optional.of(plan);
        }
    }

    private static void assertNotLess(TimePlan before, TimePlan after) {
        String both = before + "\n" + after;
        assertTrue(after.source().compareTo(before.source()) >= 0, both);
        if (after.source() != before.source()) {
            return;
        }
        assertTrue(folds(after.accuracy()) >= folds(before.accuracy()), both);
        if (folds(after.accuracy()) != folds(before.accuracy())) {
            return;
        }
        assertTrue(after.budget().trials() >= before.budget().trials(), both);
        assertTrue(trainedImages(after.accuracy()) >= trainedImages(before.accuracy()), both);
        assertTrue(after.training().finalists() >= before.training().finalists(), both);
        assertTrue(finalsFolds(after) >= finalsFolds(before), both);
        assertTrue(
                finalsFolds(after) > finalsFolds(before) || finalsTrainedImages(after) >= finalsTrainedImages(before),
                both);
        assertTrue(after.training().epochs() >= before.training().epochs(), both);
    }

    private static long finalsTrainedImages(TimePlan plan) {
        return plan.training().finals().map(TimePlannerTest::trainedImages).orElse(0L);
    }

    private static int finalsFolds(TimePlan plan) {
        return plan.training().finals().map(TimePlannerTest::folds).orElse(0);
    }

    private static int folds(AccuracySpec spec) {
        return switch (spec) {
            case AccuracySpec.Training t -> t.candidates().folds();
            case AccuracySpec.Halving h -> h.candidates().folds();
            case AccuracySpec.Supernet _,
                    AccuracySpec.ZeroCost _,
                    AccuracySpec.Csv _,
                    AccuracySpec.Predicted _,
                    AccuracySpec.Command _,
                    AccuracySpec.Featured _ -> 1;
        };
    }

    /** The images that one training processes: those of an epoch times the epochs. */
    private static long trainedImages(AccuracySpec spec) {
        return switch (spec) {
            case AccuracySpec.Training t ->
                (long) t.epochs() * t.candidates().images().getAsInt();
            case AccuracySpec.Halving h ->
                (long) h.epochs() * h.candidates().images().getAsInt();
            case AccuracySpec.Supernet s -> (long) s.epochs() * s.images().getAsInt();
            case AccuracySpec.ZeroCost _ -> 0;
            case AccuracySpec.Csv _, AccuracySpec.Predicted _, AccuracySpec.Command _, AccuracySpec.Featured _ ->
                throw new AssertionError(spec.text());
        };
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theMinimumTimeHasAPlanAndLessTimeHasNone(int seed) {
        var planner = new TimePlanner(anyInputs(seed), ALL);
        double least = planner.minSeconds(0);
        planner.plan(Duration.ofMillis((long) Math.ceil(1e3 * least)), 0);
        Duration less = Duration.ofMillis((long) (1e3 * (least - 1)));
        assertThrows(UserError.class, () -> planner.plan(less, 0));
    }

    @Test
    void theErrorForATimeThatIsTooShortNamesTheMinimum() {
        var planner = new TimePlanner(inputs(MIXED_KINDS), ALL);
        UserError e = assertThrows(UserError.class, () -> planner.plan(Duration.ofSeconds(20), 8));
        assertEquals("the time is too short to compare networks and train one of them for 1 epoch", e.getMessage());
        assertEquals("--time 20s", e.where());
        assertEquals("give 150s or more, or fewer images, or a smaller limit", e.fix());
        assertEquals(
                PlannedSource.SCORES, planner.plan(Duration.ofSeconds(150), 8).source());
    }

    @Test
    void trainingsAreChosenAsSoonAsTheTimeSufficesForSeveralAndForTheBestOne() {
        var planner = new TimePlanner(inputs(MIXED_KINDS), ALL);
        assertEquals(
                PlannedSource.SCORES, planner.plan(Duration.ofMinutes(5), 0).source());
        TimePlan plan = planner.plan(Duration.ofMinutes(15), 0);
        assertEquals(PlannedSource.TRAINING, plan.source());
        assertEquals(Algorithm.PREDICTIVE, plan.algorithm());
        assertTrue(plan.budget().trials() >= 12 && plan.training().epochs() >= 6, plan.toString());
    }

    @Test
    void aSupernetIsChosenOnlyWhereKindsAreNotMixedAndTheTimeSuffices() {
        assertEquals(
                PlannedSource.TRAINING,
                new TimePlanner(inputs(MIXED_KINDS), ALL)
                        .plan(Duration.ofHours(20), 0)
                        .source());
        var oneKind = new TimePlanner(inputs(ONE_KIND), ALL);
        assertEquals(
                PlannedSource.TRAINING, oneKind.plan(Duration.ofMinutes(20), 0).source());
        assertEquals(
                PlannedSource.SUPERNET, oneKind.plan(Duration.ofHours(2), 0).source());
    }

    @Test
    void aPlanForAn8BitDeviceEvaluatesCandidatesAndFinalistsInInt8() {
        TimePlan plan = new TimePlanner(inputs(ONE_KIND), ALL)
                .plan(Duration.ofHours(2), 0)
                .withPrecision(Precision.INT8);
        assertTrue(
                plan.accuracy().text().endsWith(",precision=int8"),
                plan.accuracy().text());
        assertEquals(
                Precision.INT8,
                plan.training().finals().orElseThrow().candidates().precision());
    }

    @Test
    void theOnlyAllowedSourceIsUsedOrItsMinimumTimeIsNamed() {
        var supernet = new TimePlanner(inputs(MIXED_KINDS), Set.of(PlannedSource.SUPERNET));
        assertEquals(
                PlannedSource.SUPERNET, supernet.plan(Duration.ofHours(2), 0).source());
        UserError e = assertThrows(UserError.class, () -> supernet.plan(Duration.ofMinutes(3), 0));
        assertTrue(
                e.getMessage().startsWith("the time is too short to learn the accuracies of networks"), e.getMessage());
    }

    @Test
    void withFewImagesCandidatesAndFinalistsAreTrainedInSmallBatchesAndCrossValidated() {
        TimePlan plan = new TimePlanner(fewImages(OptionalDouble.of(3e-4)), ALL).plan(Duration.ofMinutes(20), 0);
        assertEquals(
                "accuracies come from short trainings, since a supernet cannot be cross-validated; they are"
                        + " cross-validated, because 20 validation images distinguish few networks",
                plan.reason());
        // a fold trains on 92 of the 116 images: 500 steps of 8 are 44 epochs
        assertEquals(
                "training:epochs=44,images=91,batch=8,folds=5", plan.accuracy().text());
        assertEquals(
                "halving:epochs=44,first=44,keep=2,images=91,batch=8,folds=5",
                plan.training().finals().orElseThrow().text());
        assertTrue(
                plan.stages().getFirst().work().endsWith("each trained on 91 images for 44 epochs in each of 5 folds"));
    }

    @Test
    void foldsMultiplyTheTimeOfACandidate() {
        // CandidateWork: inputs, folds; training: images to process
        var once = new CandidateWork(fewImages(OptionalDouble.empty()), 1).training(4000);
        var folded = new CandidateWork(fewImages(OptionalDouble.empty()), 5).training(4000);
        double evaluation = 20 * SMALL.evaluationSeconds();
        double evaluationOfAll = 116 * SMALL.evaluationSeconds();
        assertEquals(once.perFold().total() * SMALL.candidateSeconds() + evaluation, once.seconds(SMALL), 1e-9);
        assertEquals(
                5 * folded.perFold().total() * SMALL.candidateSeconds() + evaluationOfAll, folded.seconds(SMALL), 1e-9);
    }

    @Test
    void thePlanSaysIfTheTimeDoesNotSufficeForCrossValidation() {
        var planner = new TimePlanner(fewImages(OptionalDouble.empty()), Set.of(PlannedSource.TRAINING));
        Duration least = Duration.ofMillis((long) Math.ceil(1e3 * planner.minSeconds(0)));
        TimePlan plan = planner.plan(least, 0);
        assertEquals(1, folds(plan.accuracy()));
        assertTrue(
                plan.reason().contains("the time does not suffice to cross-validate them, ")
                        && plan.reason().endsWith("and 20 validation images distinguish few networks"),
                plan.reason());
        assertEquals(5, folds(planner.plan(least.multipliedBy(20), 0).accuracy()));
    }

    @Test
    void aRequestedSupernetIsTrainedInSmallBatchesAndItsFinalistsAreCrossValidated() {
        var planner = new TimePlanner(fewImages(OptionalDouble.of(3e-4)), Set.of(PlannedSource.SUPERNET));
        TimePlan plan = planner.plan(Duration.ofHours(1), 0);
        assertTrue(
                plan.accuracy().text().endsWith(",images=96,batch=8"),
                plan.accuracy().text());
        assertTrue(
                plan.reason()
                        .endsWith("; a supernet cannot be cross-validated, and 20 validation images distinguish"
                                + " few networks, so the finalists are cross-validated"),
                plan.reason());
    }

    @Test
    void withManyImagesThePlanSaysNothingAboutCertainty() {
        TimePlan plan = new TimePlanner(inputs(MIXED_KINDS), ALL).plan(Duration.ofMinutes(20), 0);
        assertEquals(1, folds(plan.accuracy()));
        assertTrue(plan.reason().endsWith("where kinds of block are mixed"), plan.reason());
    }

    @Test
    void withMixedKindsScoresAreMacs() {
        assertEquals("most-macs", CheapSearchPlanner.scoreSpec(MIXED_KINDS).text());
        assertEquals("naswot:images=64", CheapSearchPlanner.scoreSpec(ONE_KIND).text());
    }

    @Test
    void aGenerationKeepsAllThreadsBusy() {
        for (int threads : new int[] {1, 2, 3, 8, 12}) {
            PlannerInputs base = inputs(MIXED_KINDS);
            var many = new PlannerInputs(
                    threads,
                    54_000,
                    6_000,
                    10_000,
                    CandidateSettings.DEFAULT,
                    64,
                    1,
                    MIXED_KINDS,
                    base.typicalSpeed(),
                    base.slowestSpeed(),
                    0.5,
                    OptionalDouble.empty(),
                    1);
            TimePlan plan = new TimePlanner(many, ALL).plan(Duration.ofHours(1), 0);
            assertEquals(0, plan.budget().offspring() % threads, plan.toString());
        }
    }

    private static PlannerInputs withTablesAndProposals(int tables, double proposalSeconds) {
        PlannerInputs base = inputs(MIXED_KINDS);
        return new PlannerInputs(
                base.threads(),
                base.trainImages(),
                base.validationImages(),
                base.testImages(),
                base.candidates(),
                base.finalBatch(),
                tables,
                base.mixedKinds(),
                base.typicalSpeed(),
                base.slowestSpeed(),
                base.scoreSeconds(),
                base.supernetSeconds(),
                proposalSeconds);
    }

    private static List<String> stages(int tables) {
        return new TimePlanner(withTablesAndProposals(tables, 1), ALL)
                .plan(Duration.ofHours(1), 0).stages().stream()
                        .map(TimePlan.Stage::name)
                        .toList();
    }

    @Test
    void devicesAreMeasuredIfThereAreTables() {
        assertEquals(List.of("search", "measuring", "finalists", "training"), stages(1));
        assertEquals(List.of("search", "finalists", "training"), stages(0));
    }

    @Test
    void proposalsThatTakeLongLeaveTimeForFewerNetworks() {
        Set<PlannedSource> training = Set.of(PlannedSource.TRAINING);
        int fast = new TimePlanner(withTablesAndProposals(1, 0.1), training)
                .plan(Duration.ofMinutes(20), 0)
                .budget()
                .trials();
        int slow = new TimePlanner(withTablesAndProposals(1, 60), training)
                .plan(Duration.ofMinutes(20), 0)
                .budget()
                .trials();
        assertTrue(slow < fast, slow + " and " + fast);
    }

    @Test
    void onceTrainingsAreLongEnoughMoreTimeGivesMoreNetworks() {
        var planner = new TimePlanner(inputs(MIXED_KINDS), Set.of(PlannedSource.TRAINING));
        TimePlan day = planner.plan(Duration.ofDays(1), 0);
        TimePlan week = planner.plan(Duration.ofDays(7), 0);
        assertTrue(day.budget().trials() > TrainingSearchPlanner.MANY_NETWORKS, day.toString());
        assertEquals(256, week.budget().trials());
        assertEquals(trainedImages(day.accuracy()), trainedImages(week.accuracy()));
    }
}
