package dev.sartor.latency.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.Spaces;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CalibrationNetworksTest {
    private final SearchSpace space = Spaces.of("""
        name: two-blocks
        input: {channels: 3, resolution: 8}
        activation: relu
        stem: {kernel: 3, stride: 1, channels: 8}
        stages:
          - {depth: [1, 2, 3, 4], channels: 8, block: [cn_k1, cn_k3, ds_k3, id]}
        head: none
        """);

    /** The network whose blocks are these. */
    private Network network(String... blocks) {
        return Spaces.all(space).stream()
                .map(g -> Lowering.lower(space.decode(g)))
                .filter(n -> texts(n).equals(List.of(blocks)))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(Network network) {
        return network.segments().stream()
                .skip(1)
                .map(s -> s.text().replaceFirst("(.*?)_r1(_k.)?.*", "$1$2"))
                .toList();
    }

    private List<List<String>> chosen(int count, Network... candidates) {
        return CalibrationNetworks.choose(List.of(candidates), count).stream()
                .map(CalibrationNetworksTest::texts)
                .toList();
    }

    @Test
    void aNetworkOfNewUnitsIsChosenBeforeOneOfKnownUnits() {
        assertEquals(
                List.of(List.of("cn_k1"), List.of("cn_k3"), List.of("cn_k1", "cn_k1")),
                chosen(3, network("cn_k1"), network("cn_k1", "cn_k1"), network("cn_k3")));
    }

    @Test
    void theNetworkWhoseUnitsAreNewestOnAverageIsChosenNotTheOneWithMostNewUnits() {
        // a unit counts 1 / (1 + occurrences), and the stem and cn_k1 have occurred once: 3.5 / 5 for five units, 1.5 /
        // 2
        // for two
        assertEquals(
                List.of(List.of("cn_k1"), List.of("cn_k3")),
                chosen(2, network("cn_k1"), network("cn_k1", "cn_k1", "ds_k3", "ds_k3"), network("cn_k3")));
    }

    @Test
    void unitsWithoutLayersDoNotCountAsNew() {
        // with the identity it would be 2.5 / 3 against 1.5 / 2
        assertEquals(
                List.of(List.of("cn_k1"), List.of("cn_k3")),
                chosen(2, network("cn_k1"), network("cn_k3"), network("ds_k3", "id")));
    }

    @Test
    void allCandidatesAreChosenIfTheyAreFewAndNoneIfNoneIsWanted() {
        assertEquals(2, chosen(5, network("cn_k1"), network("cn_k3")).size());
        assertEquals(List.of(), chosen(0, network("cn_k1")));
        assertEquals(List.of(), Stream.of(chosen(3)).flatMap(List::stream).toList());
    }
}
