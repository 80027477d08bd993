package dev.sartor.data.sequence;

import dev.sartor.arch.Shape;
import dev.sartor.base.RandomBits;
import dev.sartor.data.shapes.ShapeKind;
import dev.sartor.data.shapes.ShapePainter;
import dev.sartor.data.store.FileVersion;
import dev.sartor.data.store.PixelHash;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The images of the built-in data set, each painted when it is read. Classes alternate, so that the first images of a part are
 * balanced.
 *
 * @param counts number of images of each part: training, validation, test
 */
public record ShapesSequence(Shape shape, List<Integer> counts, long seed) implements ImageSequence {
    /** To be increased when the painter is changed to paint other pixels. */
    private static final int PAINTER_VERSION = 1;

    private static final int CLASSES = ShapeKind.values().length;

    /** An image of a part. */
    private record Item(int part, int index) {}

    @Override
    public String location() {
        return "shapes";
    }

    @Override
    public String settings() {
        return "painter " + PAINTER_VERSION + " " + shape + " seed " + seed;
    }

    @Override
    public List<FileVersion> versions() {
        return IntStream.range(0, counts.size())
                .boxed()
                .flatMap(part ->
                        IntStream.range(0, counts.get(part)).mapToObj(i -> FileVersion.ofGenerated("part" + part, i)))
                .toList();
    }

    /** The labels of all images. */
    public int[] labels() {
        return counts.stream()
                .flatMapToInt(count -> IntStream.range(0, count).map(i -> i % CLASSES))
                .toArray();
    }

    @Override
    public long encodedBytes() {
        return 0;
    }

    @Override
    public int imagesPerRead() {
        return ImageSequence.imagesIn32MiB(shape);
    }

    @Override
    public void read(int[] images, Sink sink) {
        ShapePainter painter = new ShapePainter(shape);
        IntStream.range(0, images.length).parallel().forEach(i -> {
            Item item = item(images[i]);
            byte[] pixels = new byte[(int) shape.size()];
            long bits = RandomBits.of(RandomBits.of(seed, item.part), item.index);
            painter.paint(item.index % CLASSES, new SplittableRandom(bits), pixels, 0);
            sink.accept(i, new ReadImage(pixels, PixelHash.of(pixels), shape.channels() == 1));
        });
    }

    private Item item(int image) {
        int part = 0;
        int index = image;
        while (index >= counts.get(part)) {
            index -= counts.get(part);
            part++;
        }
        return new Item(part, index);
    }
}
