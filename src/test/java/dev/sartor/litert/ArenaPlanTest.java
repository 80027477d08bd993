package dev.sartor.litert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.litert.ArenaPlan.PlannedTensor;
import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.ReferenceInterpreter;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
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
    void tensorsArePlacedWhereMicrosPlannerPlacesThem() {
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
        for (int round = 0; round < 50; round++) {
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
    void aTensorLivesFromItsOperationToItsLastReader() {
        var network = NetworkSamples.classifier("cn_r1_k3_s1_c16_nre_skip");
        LiteRtModel model = ModelFormat.read(ByteBuffer.wrap(LiteRtExport.bytes(
                network, ReferenceInterpreter.randomWeights(network, new SplittableRandom(1)), LiteRtMetadata.none())));
        List<PlannedTensor> tensors = ArenaPlan.of(model).tensors();
        // the input, 15 x 13 x 3 floats, is read by the first operation
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
    void theArenaOfANetworkIsThatOfItsLargestUnit(String name) {
        SearchSpace space = SpaceFile.find(name);
        var random = new SplittableRandom(1);
        int different = 0;
        for (int i = 0; i < 400; i++) {
            Network network = Lowering.lower(space.decode(space.sample(random)));
            long units = network.segments().stream()
                    .filter(segment -> !segment.isEmpty())
                    .mapToLong(segment -> LiteRtExport.arenaBytes(network.extract(segment)))
                    .max()
                    .orElseThrow();
            long whole = LiteRtExport.arenaBytes(network);
            if (units != whole) {
                different++;
                System.out.println(name + " " + units + " " + whole);
            }
        }
        System.out.println(name + " " + different);
    }
}
