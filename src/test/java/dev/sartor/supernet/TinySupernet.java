package dev.sartor.supernet;

import dev.sartor.arch.Shape;
import dev.sartor.data.Dataset;
import dev.sartor.data.Images;
import dev.sartor.executor.recipe.Schedule;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A small space, images of three classes that are easy to distinguish (bright at the top, at the left, or nowhere), and a recipe. */
final class TinySupernet {
    static final SearchSpace SPACE = SpaceFile.read(Path.of("src/test/resources/dev/sartor/supernet/tiny.yaml"));
    /** A space of universal inverted bottlenecks. */
    static final SearchSpace UNIVERSAL =
            SpaceFile.read(Path.of("src/test/resources/dev/sartor/supernet/universal.yaml"));

    static final Dataset DATA =
            // Dataset.of: name, classes, images for training, validation and test, whether images can be mirrored
            Dataset.of("tiny", List.of("top", "left", "none"), images(96, 1), images(60, 2), images(30, 3), false);
    private static final int SIDE = 12;

    private TinySupernet() {}

    static SupernetRecipe recipe(int epochs) {
        return SupernetRecipe.standard(epochs)
                .withBatchSize(16)
                // Schedule: peak learning rate, epochs of warm-up
                .withSchedule(new Schedule(0.1, 0.5))
                .withSubnetsPerStep(2);
    }

    static List<Genome> genomes(SearchSpace space, int count, long seed) {
        var random = new SplittableRandom(seed);
        return Stream.generate(() -> space.sample(random)).limit(count).toList();
    }

    static Images images(int count, long seed) {
        var random = new SplittableRandom(seed);
        int[] labels = IntStream.range(0, count).map(i -> i % 3).toArray();
        byte[] pixels = new byte[count * SIDE * SIDE];
        for (int i = 0; i < pixels.length; i++) {
            int label = labels[i / (SIDE * SIDE)];
            boolean bright = label == 0 && i / SIDE % SIDE < SIDE / 2 || label == 1 && i % SIDE < SIDE / 2;
            pixels[i] = (byte) (random.nextInt(120) + (bright ? 100 : 0));
        }
        return new Images(new Shape(1, SIDE, SIDE), pixels, labels);
    }
}
