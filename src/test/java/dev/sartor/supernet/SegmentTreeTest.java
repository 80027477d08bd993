package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.network.Parameter;
import dev.sartor.network.Segment;
import dev.sartor.network.Weights;
import dev.sartor.space.SegmentPositions;
import dev.sartor.space.genome.Genome;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTreeTest {
    private final SharedWeights shared = SharedWeights.initial(TinySupernet.SPACE, new SplittableRandom(1));

    private SegmentTree tree(List<Genome> genomes) {
        List<SubNetwork> subs = genomes.stream().map(shared::subnet).toList();
        return new SegmentTree(
                subs,
                genomes.stream()
                        .map(g -> SegmentPositions.positions(TinySupernet.SPACE, g))
                        .toList(),
                subs.stream().map(shared::copyWeights).toList(),
                new ImageChunks(TinySupernet.DATA.train().slice(0, 0), TinySupernet.DATA.normalisation()));
    }

    /** Two networks share an array of weights if and only if the layers with these weights are computed once for both. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void twoNetworksShareExactlyTheirCommonPrefix(long seed) {
        List<Genome> all = TinySupernet.genomes(TinySupernet.SPACE, 200, seed);
        int commonPrefixes = 0;
        for (int i = 1; i < all.size(); i++) {
            commonPrefixes += countCommonSegments(all.get(i - 1), all.get(i)) > 0 ? 1 : 0;
        }
        assertTrue(commonPrefixes > 10, commonPrefixes + " of 199 pairs have a common prefix");
    }

    /** Counts the common segments of two networks, and asserts that they share the weights of these and no others. */
    private int countCommonSegments(Genome one, Genome other) {
        SubNetwork a = shared.subnet(one);
        SubNetwork b = shared.subnet(other);
        List<Weights> weights = tree(List.of(one, other)).weights();
        int common = 0;
        boolean isCommon = a.network().input().equals(b.network().input());
        for (int s = 0; s < a.network().segments().size(); s++) {
            Segment segment = a.network().segments().get(s);
            isCommon &= s < b.network().segments().size()
                    && segment.key().equals(b.network().segments().get(s).key())
                    && SegmentPositions.positions(TinySupernet.SPACE, one)
                            .get(s)
                            .equals(SegmentPositions.positions(TinySupernet.SPACE, other)
                                    .get(s));
            common += isCommon ? 1 : 0;
            for (int l = segment.from(); l < segment.to(); l++) {
                for (Parameter p : a.network().layer(l).parameters()) {
                    compare(isCommon, p, weights.get(0), weights.get(1));
                }
            }
        }
        return common;
    }

    private static void compare(boolean isCommon, Parameter p, Weights a, Weights b) {
        if (isCommon) {
            assertSame(a.tensor(p), b.tensor(p), p.name());
        } else if (b.tensors().containsKey(p.name())) {
            assertNotSame(a.tensor(p), b.tensor(p), p.name());
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void everyNetworkHasAllItsWeights(long seed) {
        List<Genome> genomes = TinySupernet.genomes(TinySupernet.SPACE, 12, seed).stream()
                .filter(g -> shared.subnet(g).network().input().height() == 12)
                .toList();
        List<Weights> weights = tree(genomes).weights();
        for (int i = 0; i < genomes.size(); i++) {
            assertEquals(
                    shared.subnet(genomes.get(i)).network().parameters().stream()
                            .map(Parameter::name)
                            .collect(Collectors.toSet()),
                    weights.get(i).tensors().keySet());
        }
    }
}
