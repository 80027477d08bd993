package dev.sartor.executor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.executor.plan.TestNetworks;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFileTest {
    // TestNetworks.of: input, channels and stride of the stem, classes, blocks
    private final Network network = TestNetworks.of(new Shape(1, 8, 8), 8, 2, 3, "ds_r1_k3_s1_c8_nre");
    private final Weights weights = TestNetworks.randomWeights(network, 3);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("net.weights");
        WeightsFile.write(file, weights);
    }

    @Test
    void weightsAreReadBitForBitInOrder() {
        Weights read = WeightsFile.read(file, network);
        assertEquals(
                new ArrayList<>(weights.tensors().keySet()),
                new ArrayList<>(read.tensors().keySet()));
        weights.tensors().forEach((name, tensor) -> assertArrayEquals(tensor, read.tensor(name)));
    }

    @Test
    void aFileTruncatedAnywhereIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 1 + length / 5) {
            Files.write(file, Arrays.copyOf(whole, length));
            UserError error = assertThrows(UserError.class, () -> WeightsFile.read(file));
            assertEquals(file.toString(), error.where());
        }
    }

    @Test
    void aChangedByteIsFound() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int at = 0; at < whole.length; at += 97) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 4;
            Files.write(file, damaged);
            assertThrows(UserError.class, () -> WeightsFile.read(file), "byte " + at);
        }
    }

    @Test
    void aFileOfAnotherFormatIsRefused() throws IOException {
        Files.writeString(file, "{\"this\": \"is something else\"}");
        assertTrue(assertThrows(UserError.class, () -> WeightsFile.read(file))
                .getMessage()
                .contains("not a weights file"));
    }

    @Test
    void weightsOfAnotherNetworkAreRefusedWithTheFirstDifference() {
        Network other = TestNetworks.of(new Shape(1, 8, 8), 16, 2, 3, "ds_r1_k3_s1_c8_nre");
        UserError error = assertThrows(UserError.class, () -> WeightsFile.read(file, other));
        assertTrue(error.getMessage().contains("stem.conv.weight"), error.getMessage());
    }

    @Test
    void aMissingFileIsAUserError() {
        assertThrows(UserError.class, () -> WeightsFile.read(folder.resolve("none")));
    }
}
