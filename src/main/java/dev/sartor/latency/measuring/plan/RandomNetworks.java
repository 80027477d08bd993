package dev.sartor.latency.measuring.plan;

import dev.sartor.latency.statistics.MeasuredNetwork;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Random networks of search spaces. */
public final class RandomNetworks {
    private static final int MAX_DRAWS_PER_NETWORK = 4;

    private RandomNetworks() {}

    /** A supplier of random networks from each space in turn, uniformly distributed over its architectures. */
    public static Supplier<Network> of(List<SearchSpace> spaces, long seed) {
        var random = new SplittableRandom(seed);
        return new Supplier<>() {
            private int next;

            @Override
            public Network get() {
                SearchSpace space = spaces.get(next++ % spaces.size());
                return Lowering.lower(space.decode(space.sample(random)));
            }
        };
    }

    /**
     * Distinct networks, fewer than {@code count} if four times as many draws do not give more.
     *
     * @param excluded {@link MeasuredNetwork#segmentTexts} of networks to leave out
     */
    public static List<Network> distinct(Supplier<Network> sample, int count, Set<String> excluded) {
        Set<String> seen = new HashSet<>(excluded);
        List<Network> networks = new ArrayList<>();
        for (int draws = 0; networks.size() < count && draws < MAX_DRAWS_PER_NETWORK * count; draws++) {
            Network network = sample.get();
            if (seen.add(MeasuredNetwork.segmentTexts(network))) {
                networks.add(network);
            }
        }
        return networks;
    }
}
