package dev.sartor.search.front;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.search.ToyProblem;
import dev.sartor.search.problem.Costs;
import dev.sartor.search.problem.Objective;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrontTest {
    private static final List<Objective> OBJECTIVES = List.of(Objective.ACCURACY, Objective.parse("latency"));

    /** The reference point is an error of 1 and 10 ms. */
    private static Front emptyFront() {
        return new Front(OBJECTIVES, 1, 10);
    }

    private static Trial trial(int id, double accuracy, double ms) {
        return trial(id, ms, true, OptionalDouble.of(accuracy));
    }

    private static Trial trial(int id, double ms, boolean feasible, OptionalDouble score) {
        // Trial: id, generation, origin, genome, blocks, costs, feasible, prediction, score
        return new Trial(
                id,
                0,
                Trial.Origin.RANDOM,
                "g",
                List.of(),
                // Costs: MACs, parameters, peak bytes of activations, latencies in ms by table
                new Costs(1, 1, 1, new TreeMap<>(Map.of("toy", ms))),
                feasible,
                Optional.empty(),
                score);
    }

    private static List<Integer> ids(Front front) {
        return front.trials().stream().map(Trial::id).toList();
    }

    @Test
    void nondominatedTrialsAreListedByDescendingAccuracy() {
        Front front = emptyFront();
        front.add(trial(1, 0.5, 5));
        front.add(trial(2, 0.6, 5));
        front.add(trial(3, 0.4, 6));
        front.add(trial(4, 0.8, 8));
        assertEquals(List.of(4, 2), ids(front));
        assertEquals(2, front.size());
        assertEquals(4, front.best().orElseThrow().id());
    }

    @Test
    void ofEqualTrialsTheFirstIsTheBest() {
        Front front = emptyFront();
        front.add(trial(2, 0.8, 8));
        front.add(trial(1, 0.8, 8));
        assertEquals(1, front.best().orElseThrow().id());
    }

    @Test
    void trialsBeyondTheLimitsOrWithoutAScoreAreNotAdded() {
        Front front = emptyFront();
        front.add(trial(1, 1, false, OptionalDouble.of(0.9)));
        front.add(trial(2, 1, true, OptionalDouble.empty()));
        assertEquals(List.of(), ids(front));
        assertEquals(Optional.empty(), front.best());
        assertEquals(0, front.hypervolume());
    }

    @Test
    void theHypervolumeIsAShareOfTheBoxUpToTheReferencePoint() {
        Front front = emptyFront();
        front.add(trial(1, 0.5, 5));
        assertEquals(0.25, front.hypervolume(), 1e-12);
        front.add(trial(2, 0.75, 7.5));
        assertEquals(0.25 + 0.25 * 0.25, front.hypervolume(), 1e-12);
    }

    @Test
    void everyObjectiveHasAReferenceValue() {
        assertThrows(IllegalArgumentException.class, () -> new Front(OBJECTIVES, 1));
        assertThrows(IllegalArgumentException.class, () -> new Front(OBJECTIVES, 1, 1, 1));
    }

    @Test
    void theReferencePointIsTheStricterLimit() {
        assertArrayEquals(
                new double[] {1, 600},
                ReferencePoint.of(ToyProblem.problem("latency<=700ms", "latency<=600ms", "macs<=100")));
    }

    @Test
    void aTrialNeedsAPositiveIdAGenerationAGenomeAndAFiniteScore() {
        assertThrows(IllegalArgumentException.class, () -> trial(0, 0.5, 1));
        assertThrows(IllegalArgumentException.class, () -> trial(1, Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> trial(1, Double.POSITIVE_INFINITY, 1));
        Trial trial = trial(1, 0.5, 1);
        assertEquals(
                OptionalDouble.of(0.7), trial.withScore(OptionalDouble.of(0.7)).score());
        assertThrows(
                IllegalArgumentException.class,
                () -> new Trial(
                        1,
                        -1,
                        Trial.Origin.RANDOM,
                        "g",
                        List.of(),
                        trial.costs(),
                        true,
                        Optional.empty(),
                        trial.score()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Trial(
                        1,
                        0,
                        Trial.Origin.RANDOM,
                        " ",
                        List.of(),
                        trial.costs(),
                        true,
                        Optional.empty(),
                        trial.score()));
    }
}
