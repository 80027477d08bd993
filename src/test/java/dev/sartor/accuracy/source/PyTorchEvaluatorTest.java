package dev.sartor.accuracy.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.PyTorch;
import dev.sartor.accuracy.AccuracySpec;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.Presets;
import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.file.Spaces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyTorchEvaluatorTest {
    private static final int PER_SPACE = 50;

    @Test
    void parametersEqualThoseOfSartorInEveryShippedSpaceAndEveryPreset() throws IOException, InterruptedException {
        var random = new SplittableRandom(17);
        List<Architecture> architectures = new ArrayList<>();
        for (SearchSpace space : SpaceFile.readAll(SpaceFile.FOLDER)) {
            for (int i = 0; i < PER_SPACE; i++) {
                architectures.add(space.decode(space.sample(random)));
            }
        }
        Presets.all().forEach(p -> architectures.add(p.withWidth(0.75)));
        String requests = architectures.stream()
                .map(a -> new CommandRequest(a, 1, "0", Optional.empty(), Optional.empty()).json())
                .collect(Collectors.joining("\n"));
        List<String> counts = PyTorch.run(requests, "evaluate.py", "--count");
        for (int i = 0; i < architectures.size(); i++) {
            assertEquals(
                    Long.toString(Lowering.lower(architectures.get(i)).params()),
                    counts.get(i),
                    architectures.get(i).name());
        }
    }

    @Test
    void aNetworkIsTrainedOnIdxFilesAndItsAccuracyRead(@TempDir Path folder) throws IOException, InterruptedException {
        writeIdx(folder);
        SearchSpace space =
                Spaces.of(Spaces.TINY.replace("channels: 3, resolution: [16, 24]", "channels: 1, resolution: 16"));
        Architecture architecture = space.decode(space.sample(new SplittableRandom(2)));
        AccuracySpec.Command spec = (AccuracySpec.Command) AccuracySpec.parse("command:timeout_s=120,retries=0,"
                + PyTorch.program() + " -B " + PyTorch.FOLDER.resolve("evaluate.py")
                + " --epochs 8 --batch 16 --threads 1 --data " + folder);
        double accuracy = new CommandSource(spec, Optional.empty()).score(architecture, 1);
        assertTrue(accuracy > 0.9, "accuracy " + accuracy);
    }

    /** Images of 16 x 16 pixels of two classes: bright at the left or at the right. */
    private static void writeIdx(Path folder) throws IOException {
        int count = 200;
        var random = new SplittableRandom(3);
        ByteBuffer images = ByteBuffer.allocate(16 + count * 256)
                // the IDX format: magic number, images, height, width
                .putInt(0x803)
                .putInt(count)
                .putInt(16)
                .putInt(16);
        ByteBuffer labels = ByteBuffer.allocate(8 + count).putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            int label = random.nextInt(2);
            labels.put((byte) label);
            for (int p = 0; p < 256; p++) {
                boolean bright = (p % 16 < 8) == (label == 0);
                images.put((byte) random.nextInt(bright ? 100 : 0, bright ? 255 : 100));
            }
        }
        Files.write(folder.resolve("train-images-idx3-ubyte"), images.array());
        Files.write(folder.resolve("train-labels-idx1-ubyte"), labels.array());
    }
}
