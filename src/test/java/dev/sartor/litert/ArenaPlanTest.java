package dev.sartor.litert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.executor.Executor;
import dev.sartor.litert.ArenaPlan.PlannedTensor;
import dev.sartor.network.Lowering;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.Op;
import dev.sartor.network.Precision;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.network.quantisation.QuantisedNetwork;
import dev.sartor.network.quantisation.WeightGranularity;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArenaPlanTest {
    /** The known answers of TensorFlow Lite Micro's {@code greedy_memory_planner_test.cc}. */
    @Test
    void tensorsArePlacedAsByThePlannerOfTensorFlowLiteMicro() {
        ArenaPlan plan = ArenaPlan.of(List.of(
                // PlannedTensor: bytes, first and last operation
                new PlannedTensor(10, 0, 1),
                new PlannedTensor(20, 1, 2),
                new PlannedTensor(30, 2, 3),
                new PlannedTensor(40, 3, 4),
                new PlannedTensor(50, 0, 1)));
        assertEquals(List.of(50L, 70L, 40L, 0L, 0L), plan.offsets());
        assertEquals(90, plan.bytes());
        assertEquals(
                20,
                ArenaPlan.of(List.of(new PlannedTensor(10, 0, 1), new PlannedTensor(20, 2, 3)))
                        .bytes());
        assertEquals(
                120,
                ArenaPlan.of(List.of(
                                new PlannedTensor(100, 0, 1), new PlannedTensor(50, 2, 3), new PlannedTensor(20, 1, 2)))
                        .bytes());
    }

    @Test
    void tensorsInUseAtTheSameTimeDoNotOverlap() {
        var random = new SplittableRandom(1);
        for (int sample = 0; sample < 50; sample++) {
            List<PlannedTensor> tensors = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                int first = random.nextInt(20);
                // a multiple of 16 bytes, in use by up to four operations
                tensors.add(new PlannedTensor(16L * random.nextInt(1, 40), first, first + random.nextInt(4)));
            }
            ArenaPlan plan = ArenaPlan.of(tensors);
            for (int a = 0; a < 30; a++) {
                for (int b = 0; b < a; b++) {
                    assertTrue(
                            !tensors.get(a).overlaps(tensors.get(b))
                                    || plan.offsets().get(a)
                                            >= plan.offsets().get(b)
                                                    + tensors.get(b).size()
                                    || plan.offsets().get(b)
                                            >= plan.offsets().get(a)
                                                    + tensors.get(a).size(),
                            plan.toString());
                }
            }
        }
    }

    @Test
    void theLargestTensorsArePlacedFirstEachAtTheLowestFreeOffset() {
        var random = new SplittableRandom(2);
        for (int sample = 0; sample < 200; sample++) {
            List<PlannedTensor> tensors = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                int first = random.nextInt(15);
                tensors.add(new PlannedTensor(16L * random.nextInt(1, 12), first, first + random.nextInt(6)));
            }
            ArenaPlan plan = ArenaPlan.of(tensors);
            assertEquals(slowOffsets(tensors), plan.offsets());
        }
    }

    /** Every offset is tried. */
    private static List<Long> slowOffsets(List<PlannedTensor> tensors) {
        Long[] offsets = new Long[tensors.size()];
        for (int placed = 0; placed < offsets.length; placed++) {
            int next = -1;
            for (int i = offsets.length - 1; i >= 0; i--) {
                if (offsets[i] == null
                        && (next < 0
                                || tensors.get(i).size() > tensors.get(next).size())) {
                    next = i;
                }
            }
            long offset = 0;
            while (isOccupied(tensors, offsets, next, offset)) {
                offset += 16;
            }
            offsets[next] = offset;
        }
        return List.of(offsets);
    }

    private static boolean isOccupied(List<PlannedTensor> tensors, Long[] offsets, int tensor, long offset) {
        for (int other = 0; other < offsets.length; other++) {
            if (offsets[other] != null
                    && tensors.get(tensor).overlaps(tensors.get(other))
                    && offset < offsets[other] + tensors.get(other).size()
                    && offsets[other] < offset + tensors.get(tensor).size()) {
                return true;
            }
        }
        return false;
    }

    @Test
    void aTensorLivesFromItsOperationToItsLastReader() {
        var network = NetworkSamples.classifier("cn_r1_k3_s1_c16_nre_skip");
        LiteRtModel model = ModelFormat.read(ByteBuffer.wrap(LiteRtExport.bytes(
                network, ReferenceInterpreter.randomWeights(network, new SplittableRandom(1)), LiteRtMetadata.none())));
        List<PlannedTensor> tensors = ArenaPlan.of(model).tensors();
        // the input, 15 x 13 x 3 floats rounded up to a multiple of 16 bytes, is read by the first operation
        assertEquals(new PlannedTensor(2352, 0, 1), tensors.getFirst());
        // the tensor that the block adds again: conv, h-swish, conv, sum
        assertEquals(new PlannedTensor(8 * 7 * 16 * 4, 2, 4), tensors.get(2));
        // the output remains to the end
        int operations = model.operations().size();
        // five floats, at a multiple of 16 bytes
        assertEquals(new PlannedTensor(32, operations, operations), tensors.getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {"small-28", "mobilenet-v3-like", "mobiledets-like", "nas-bench-macro"})
    void theArenaOfANetworkFollowsFromItsUnits(String name) {
        SearchSpace space = SpaceFile.find(name);
        var costs = new ArenaCosts(space.unitGraph());
        var random = new SplittableRandom(1);
        int[] units = new int[space.unitGraph().maxLength()];
        for (int i = 0; i < 30; i++) {
            Genome genome = space.sample(random);
            int length = space.unitGraph().unitsOf(genome, units);
            long arena = costs.bytes(units, length);
            assertEquals(LiteRtExport.arenaBytes(Lowering.lower(space.decode(genome))), arena);
            for (int u = 0; u < length; u++) {
                assertTrue(ArenaCosts.bytes(space.unitGraph().unit(units[u])) <= arena, space.format(genome));
            }
        }
    }

    @Test
    void theArenaIsKnownWithoutWeights() {
        try (Executor executor = new Executor(1)) {
            NetworkSamples.all().forEach(network -> {
                QuantisedNetwork quantised = Int8Case.of(
                                network, executor, WeightGranularity.PER_CHANNEL, Precision.INT8)
                        .network();
                assertEquals(LiteRtExport.arenaBytes(quantised), LiteRtExport.arenaBytes(network), network.name());
            });
        }
    }

    @Test
    void theTablesTakeAtLeast12BytesForEachTensorAnd8ForEachOutputChannel() {
        var network = NetworkSamples.classifier("cn_r1_k3_s1_c16_nre_skip");
        LiteRtModel model = LiteRtExport.structure(network);
        long channels = network.layers().stream()
                .filter(l -> l.op() instanceof Op.Conv || l.op() instanceof Op.Linear)
                .mapToLong(l -> l.output().channels())
                .sum();
        assertEquals(
                12L * model.tensors().size() + 8 * channels,
                ArenaCosts.of(network).minTableBytes());
    }
}
