package dev.sartor.latency.measuring.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.latency.calibration.CalibrationNetworks;
import dev.sartor.latency.certificate.MeasurementProtocol;
import dev.sartor.latency.measuring.Profiler;
import dev.sartor.latency.measuring.method.ChainDifference;
import dev.sartor.latency.measuring.probe.FakeDevice;
import dev.sartor.latency.measuring.probe.Probe;
import dev.sartor.latency.measuring.schedule.MeasurementListener;
import dev.sartor.latency.measuring.schedule.SessionGroups;
import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.TinyLatencySpace;
import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfilingPlanTest {
    @TempDir
    Path folder;

    private final SearchSpace space = TinyLatencySpace.read();

    private ProfilingPlan plan(long seed) {
        // withNetworks: for the calibration, held out
        return ProfilingPlan.of(List.of(space), ProfilingOptions.standard().withNetworks(24, 20), seed);
    }

    @Test
    void aPlanContainsAllUnitsOfItsNetworks() {
        ProfilingPlan plan = plan(1);
        Set<String> units = new HashSet<>(plan.units().stream().map(Unit::key).toList());
        plan.calibration().forEach(n -> assertTrue(units.containsAll(keys(n))));
        plan.heldOut().forEach(n -> assertTrue(units.containsAll(keys(n))));
    }

    private static List<String> keys(Network network) {
        return network.segments().stream()
                .filter(s -> !s.isEmpty())
                .map(s -> s.key())
                .toList();
    }

    @Test
    void chosenNetworksCoverMoreUnitsThanRandomOnes() {
        int chosen = countDistinctUnits(CalibrationNetworks.choose(
                // RandomNetworks.distinct: sampler, number of networks, keys to avoid
                RandomNetworks.distinct(RandomNetworks.of(List.of(space), 1), 96, Set.of()), 8));
        int random = countDistinctUnits(RandomNetworks.distinct(RandomNetworks.of(List.of(space), 1), 8, Set.of()));
        assertTrue(
                chosen > random,
                chosen + " and " + random + " of " + space.units().size());
    }

    private static int countDistinctUnits(List<Network> networks) {
        return (int) networks.stream().flatMap(n -> keys(n).stream()).distinct().count();
    }

    @Test
    void heldOutNetworksAreNotInTheCalibration() {
        ProfilingPlan plan = plan(1);
        Set<String> shared = new HashSet<>(
                plan.calibration().stream().map(MeasuredNetwork::segmentTexts).toList());
        shared.retainAll(
                plan.heldOut().stream().map(MeasuredNetwork::segmentTexts).toList());
        assertEquals(Set.of(), shared);
        assertEquals(20, plan.heldOut().size());
    }

    @Test
    void theSeedDeterminesThePlan() {
        assertEquals(keys(plan(1)), keys(plan(1)));
        assertNotEquals(keys(plan(1)), keys(plan(2)));
    }

    private static List<String> keys(ProfilingPlan plan) {
        return plan.probes().stream().map(Probe::key).toList();
    }

    @Test
    void aPlanForSeveralSpacesHasEachUnitOnce() {
        SearchSpace other = space.withClasses(5);
        ProfilingPlan both = ProfilingPlan.of(
                List.of(space, other), ProfilingOptions.standard().withNetworks(24, 20), 1);
        Set<String> union = new HashSet<>(space.units().stream().map(Unit::key).toList());
        union.addAll(other.units().stream().map(Unit::key).toList());
        assertEquals(union, new HashSet<>(both.units().stream().map(Unit::key).toList()));
        assertEquals(union.size(), both.units().size());
        assertTrue(both.units().size() < 2 * space.units().size());
        assertEquals(2, both.spaces().size());
    }

    @Test
    void headsArePlannedForTwoOtherNumbersOfClassesToo() {
        ProfilingPlan plan = plan(1);
        List<String> heads = plan.units().stream()
                .map(Unit::key)
                .filter(k -> k.startsWith("head"))
                .toList();
        List<String> variants = plan.headVariants().stream().map(Unit::key).toList();
        assertEquals(2 * heads.size(), variants.size());
        heads.forEach(h -> assertTrue(
                variants.containsAll(List.of(h.replace("_o10@", "_o100@"), h.replace("_o10@", "_o1000@"))), h));
        assertTrue(
                keys(plan).containsAll(variants.stream().map(k -> "chain:" + k).toList()));
        assertEquals(
                List.of("head_o10@8x4x4", "head_o100@8x4x4"),
                HeadVariants.of(UnitKey.parse("head_o800@8x4x4")).map(Unit::key).toList());
    }

    private static ProfilingEstimate estimate(ProfilingPlan plan, FakeDevice device) {
        return new Profiler(device, device::model, () -> Instant.EPOCH, device.ticker(), MeasurementListener.SILENT)
                .estimate(plan);
    }

    @Test
    void theEstimatedTimeIsCloseToTheMeasurementsTime() throws InterruptedException {
        ProfilingPlan plan = plan(1);
        // FakeDevice: relative noise, seed
        ProfilingEstimate estimate = estimate(plan, new FakeDevice(0.01, 1));
        assertEquals(plan.allUnits().size(), estimate.units());
        // 24 for the calibration and 20 held out
        assertEquals(44, estimate.networks());
        assertTrue(estimate.models() > estimate.units() + estimate.networks());
        assertEquals(30, estimate.rounds());
        var device = new FakeDevice(0.01, 1);
        LatencyTable table = new Profiler(
                        device, device::model, () -> Instant.EPOCH, device.ticker(), MeasurementListener.SILENT)
                .profile(plan, folder.resolve("fake.csv"));
        double seconds = table.certificate().result().seconds();
        assertEquals(1, estimate.expectedSeconds() / seconds, 0.5);
        assertTrue(
                estimate.duration().minSeconds() <= seconds
                        && seconds <= estimate.duration().maxSeconds(),
                estimate + " " + seconds);
    }

    @Test
    void theEstimateIncludesPrecisionAndVisitOverheadButNotTheTimeLimit() {
        ProfilingPlan plan = ProfilingPlan.of(
                List.of(space), ProfilingOptions.standard().withNetworks(24, 20).withBudget(Duration.ofHours(2)), 1);
        double plain = estimate(plan, new FakeDevice(0.01, 1)).expectedSeconds();
        var precise = ProfilingOptions.standard()
                .withNetworks(24, 20)
                .with(MeasurementProtocol.standard().withTargetPrecision(0.05));
        assertEquals(
                MeasurementProtocol.MIN_ROUNDS,
                estimate(ProfilingPlan.of(List.of(space), precise, 1), new FakeDevice(0.01, 1))
                        .rounds());
        var slow = new FakeDevice(0.01, 1);
        slow.visitNanos = 500_000_000;
        // one visit in each of 30 rounds, and two that warm a session up in each pass
        double visits = plan.probes().size() * (30.0 + 2 * SessionGroups.passes(30));
        assertEquals(visits * 0.5, estimate(plan, slow).expectedSeconds() - plain, 0.1 * visits * 0.5);
        var shortLimit = ProfilingOptions.standard().withBudget(Duration.ofMillis(300));
        assertTrue(
                estimate(ProfilingPlan.of(List.of(space), shortLimit, 1), new FakeDevice(0.01, 1))
                                .expectedSeconds()
                        > 1,
                "the time limit does not shorten the estimate");
    }

    @Test
    void theStemIsInTheFirstHalfOfTheUnits() {
        List<String> keys = plan(1).units().stream().map(Unit::key).toList();
        assertTrue(keys.subList(0, keys.size() / 2).stream().anyMatch(k -> k.startsWith("stem")), keys.toString());
    }

    @Test
    void aChainHasAConvolutionBeforeAndAPoolingAfterTheUnit() {
        Unit unit = space.units().stream()
                .filter(u -> u.segment().kind().equals("er"))
                .findFirst()
                .orElseThrow();
        List<Probe> probes = new ChainDifference().probes(unit, List.of());
        Network chain = probes.getFirst().network();
        Network chainWithoutUnit = probes.getLast().network();
        assertEquals(unit.network().macs(), chain.macs() - chainWithoutUnit.macs());
        assertEquals(unit.network().params(), chain.params() - chainWithoutUnit.params());
        assertEquals("conv-1x1", chain.layer(1).kind());
        assertEquals("global-average-pool", chain.layers().getLast().kind());
    }
}
