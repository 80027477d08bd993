package dev.sartor.delivery.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Task;
import dev.sartor.base.UserError;
import dev.sartor.latency.prediction.MissingUnitPolicy;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.Costs;
import dev.sartor.search.problem.Limit;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BaselinePlannerTest {
    private static final String TABLE = "xeon-vm-ort-fp32-1t-small-28";
    private static final LatencyTable LATENCIES =
            LatencyTableFile.read(Path.of("latency-tables").resolve(TABLE + ".csv"));
    private static final SearchSpace SPACE = SpaceFile.find("small-28");
    private static final long SEED = 1;
    private static final Task TASK = new Task.Classification(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));

    private static SearchProblem problem(String... limits) {
        return new SearchProblem(
                SPACE,
                CostModel.of(SPACE, List.of(LATENCIES), MissingUnitPolicy.REFUSE),
                SearchProblem.defaultObjectivesWithLatency(),
                List.of(limits).stream().map(Limit::parse).toList());
    }

    private static BaselinePlanner planner(SearchProblem problem) {
        return new BaselinePlanner(
                problem,
                List.of(LATENCIES),
                TASK,
                SPACE.decode(SPACE.sample(new SplittableRandom(1))).input(),
                SEED);
    }

    @Test
    void scaledNetworksLieAroundTheLimitAndSayThatTheirLatencyIsEstimated() {
        BaselinePlanner planner = planner(problem("latency<=0.2ms"));
        List<Baseline> scaled = planner.scaledMobileNets();
        assertTrue(scaled.size() > 1, scaled.size() + " widths");
        long within = scaled.stream().filter(planner::allows).count();
        assertTrue(within > 0 && within < scaled.size(), within + " of " + scaled.size());
        double before = 0;
        for (Baseline network : scaled) {
            assertTrue(network.costs().latencyMs(TABLE) > before, network.description());
            assertTrue(network.measuredShare().get(TABLE) < 1, network.description());
            before = network.costs().latencyMs(TABLE);
        }
    }

    @Test
    void theLargestNetworkHasMoreMacsThanRandomOnesWithinTheSameLimits() {
        BaselinePlanner planner = planner(problem("latency<=0.08ms", "params<=200k"));
        Baseline largest = planner.largest();
        List<Baseline> random = planner.random(20);
        assertEquals(20, random.size());
        assertTrue(largest.costs().latencyMs(TABLE) <= 0.08 && largest.costs().params() <= 200_000);
        assertEquals(1.0, largest.measuredShare().get(TABLE), 1e-12);
        for (Baseline network : random) {
            assertTrue(
                    network.costs().latencyMs(TABLE) <= 0.08 && network.costs().params() <= 200_000);
            assertTrue(network.costs().macs() <= largest.costs().macs(), network.description());
        }
        assertEquals(random.subList(0, 5), planner.random(5));
    }

    @Test
    void withoutALimitOnLatencyTheWinnersOwnIsTheLimit() {
        SearchProblem unlimited = problem("params<=200k");
        Costs winner =
                unlimited.candidate(SPACE.sample(new SplittableRandom(4))).costs();
        SearchProblem bounded = BaselinePlanner.withLimit(unlimited, winner);
        assertEquals(2, bounded.limits().size());
        assertEquals(winner.latencyMs(TABLE), bounded.limits().getLast().maximum());
        SearchProblem limited = problem("latency<=1ms");
        assertEquals(limited, BaselinePlanner.withLimit(limited, winner));
    }

    @Test
    void aLimitThatNoScaledNetworkMeetsIsRefused() {
        UserError error = assertThrows(
                UserError.class, () -> planner(problem("latency<=0.015ms")).scaledMobileNets());
        assertEquals(3, error.text().lines().count(), error.text());
        assertTrue(error.fix().contains("--baselines largest,random=8"), error.text());
        assertEquals(UserError.ExitCode.NOTHING_FEASIBLE, error.exitCode());
    }
}
