package dev.sartor.latency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.Unit;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProfilingPlanTest {
    private final SearchSpace space = TinySpace.read();

    private ProfilingPlan plan(long seed) {
        return ProfilingPlan.of(List.of(space), ProfilingOptions.standard().withNetworks(24, 20), seed);
    }

    @Test
    void everyUnitOfEveryNetworkIsMeasured() {
        ProfilingPlan plan = plan(1);
        Set<String> units = new HashSet<>(plan.units().stream().map(Unit::key).toList());
        plan.calibration().forEach(n -> assertTrue(units.containsAll(keys(n))));
        plan.heldOut().forEach(n -> assertTrue(units.containsAll(keys(n))));
    }

    private static List<String> keys(Network network) {
        return network.segments().stream().filter(s -> !s.isEmpty()).map(s -> s.key()).toList();
    }

    @Test
    void chosenNetworksMeetMoreUnitsThanRandomOnes() {
        int chosen = met(CalibrationDesign.choose(RandomNetworks.of(List.of(space), 1), 8));
        int random = met(RandomNetworks.distinct(RandomNetworks.of(List.of(space), 1), 8, Set.of()));
        assertTrue(chosen > random, chosen + " and " + random + " of " + space.units().size());
    }

    private static int met(List<Network> networks) {
        return (int) networks.stream().flatMap(n -> keys(n).stream()).distinct().count();
    }

    @Test
    void heldOutNetworksAreNotCalibratedOn() {
        ProfilingPlan plan = plan(1);
        Set<String> shared = new HashSet<>(plan.calibration().stream().map(MeasuredNetwork::text).toList());
        shared.retainAll(plan.heldOut().stream().map(MeasuredNetwork::text).toList());
        assertEquals(Set.of(), shared);
        assertEquals(20, plan.heldOut().size());
    }

    @Test
    void theSameSeedPlansTheSame() {
        assertEquals(plan(1).sha256(), plan(1).sha256());
        assertTrue(!plan(1).sha256().equals(plan(2).sha256()));
    }

    @Test
    void severalSpacesShareTheirUnits() {
        SearchSpace other = space.withClasses(5);
        ProfilingPlan both = ProfilingPlan.of(List.of(space, other), ProfilingOptions.standard().withNetworks(24, 20), 1);
        Set<String> union = new HashSet<>(space.units().stream().map(Unit::key).toList());
        union.addAll(other.units().stream().map(Unit::key).toList());
        assertEquals(union, new HashSet<>(both.units().stream().map(Unit::key).toList()));
        assertTrue(both.units().size() < 2 * space.units().size());
        assertEquals(2, both.spaces().size());
    }

    @Test
    void theEstimateKeepsToTheBudget() {
        ProfilingPlan.Estimate whole = plan(1).estimate();
        assertEquals(space.units().size(), whole.units());
        assertEquals(44, whole.networks());
        assertTrue(whole.models() > whole.units() + whole.networks());
        assertTrue(whole.seconds() > 0.5 && whole.seconds() < 60, whole.toString());
        var hurried = ProfilingPlan.of(List.of(space), ProfilingOptions.standard().withBudget(Duration.ofMillis(300)), 1);
        assertEquals(0.3, hurried.estimate().seconds());
    }

    @Test
    void aChainIsTheUnitBetweenItsCarrierAndAPooling() {
        Unit unit = space.units().stream().filter(u -> u.segment().kind().equals("er")).findFirst().orElseThrow();
        List<Probe> probes = new ChainDifference().probes(unit, List.of());
        Network chain = probes.getFirst().network();
        Network carrier = probes.getLast().network();
        assertEquals(unit.network().macs(), chain.macs() - carrier.macs());
        assertEquals(unit.network().params(), chain.params() - carrier.params());
        assertEquals("conv-1x1", chain.layer(1).kind());
        assertEquals("global-average-pool", chain.layers().getLast().kind());
    }
}
