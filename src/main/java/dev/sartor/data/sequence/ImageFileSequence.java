package dev.sartor.data.sequence;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.data.folder.UnreadableFiles;
import dev.sartor.data.image.Background;
import dev.sartor.data.image.DecodedImage;
import dev.sartor.data.image.ImageChanges;
import dev.sartor.data.image.ImageConversion;
import dev.sartor.data.image.ImageDecoder;
import dev.sartor.data.store.FileVersion;
import dev.sartor.data.store.PixelHash;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Image files, each decoded and converted to one shape. Without a requested shape, all files must have the size of
 * the first, and are converted to RGB.
 */
public final class ImageFileSequence implements ImageSequence {
    /** Number of files that are decoded together, which takes a few seconds. */
    private static final int FILES_PER_READ = 256;
    /** Decoding stops after this many unreadable files. */
    private static final int MAX_UNREADABLE = 1000;
    /** Number of files whose headers are read to announce how images will change. */
    private static final int SAMPLE = 64;

    private final Path folder;
    private final List<ImageFile> files;
    private final Optional<Shape> requested;
    private final Background background;
    private final Shape shape;
    private final UnreadableFiles unreadable;

    /**
     * @param folder the folder that contains all files
     * @param requested the shape to convert them to
     * @throws UserError if there is no requested shape and the first file is not a readable image
     */
    public ImageFileSequence(Path folder, List<ImageFile> files, Optional<Shape> requested, Background background) {
        this.folder = folder;
        this.files = files;
        this.requested = requested;
        this.background = background;
        shape = requested.orElseGet(
                () -> ImageDecoder.shape(files.getFirst().path()).withChannels(3));
        unreadable = new UnreadableFiles(folder);
    }

    @Override
    public String location() {
        return ImageFile.realPath(folder);
    }

    @Override
    public String settings() {
        return shape + (requested.isEmpty() ? " as in the files " : " ") + background;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public List<FileVersion> versions() {
        return files.stream().map(ImageFile::version).toList();
    }

    @Override
    public long encodedBytes() {
        return files.stream().mapToLong(f -> f.version().bytes()).sum();
    }

    @Override
    public int imagesPerRead() {
        return FILES_PER_READ;
    }

    @Override
    public Optional<ImageChanges> conversion() {
        return requested.flatMap(to -> ImageChanges.of(sampleShapes(), to));
    }

    /** The shapes of evenly spaced files, without those that cannot be read. */
    private Stream<Shape> sampleShapes() {
        int count = Math.min(files.size(), SAMPLE);
        return IntStream.range(0, count)
                .mapToObj(
                        i -> files.get((int) ((long) i * files.size() / count)).path())
                .flatMap(file -> {
                    try {
                        return Stream.of(ImageDecoder.shape(file));
                    } catch (UserError e) {
                        // the file is reported when it is decoded
                        return Stream.empty();
                    }
                });
    }

    /** Decodes files on all cores; unreadable ones are collected and not given to the sink. */
    @Override
    public void read(int[] images, Sink sink) {
        IntStream.range(0, images.length).parallel().forEach(i -> {
            Path file = files.get(images[i]).path();
            DecodedImage image;
            try {
                image = ImageDecoder.decode(file, background);
                requireSize(file, image.shape());
            } catch (UserError e) {
                unreadable.add(file, e);
                return;
            }
            boolean grey = image.shape().channels() == 1;
            sink.accept(i, new ReadImage(convert(image), PixelHash.of(image.pixels()), grey));
        });
        if (unreadable.count() >= MAX_UNREADABLE) {
            finish();
        }
    }

    @Override
    public void finish() {
        unreadable.throwIfAny();
    }

    private byte[] convert(DecodedImage image) {
        if (image.shape().equals(shape)) {
            return image.pixels();
        }
        byte[] pixels = new byte[(int) shape.size()];
        ImageConversion.of(image.shape(), shape).apply(image.pixels(), pixels, 0);
        return pixels;
    }

    private void requireSize(Path file, Shape found) {
        boolean same = found.height() == shape.height() && found.width() == shape.width();
        if (requested.isEmpty() && !same) {
            throw new UserError(
                    "the images differ in size: '" + file.getFileName() + "' is " + found.width() + "x" + found.height()
                            + ", others are " + shape.width() + "x" + shape.height(),
                    file.toString(),
                    "choose the resolution that all are to be brought to");
        }
    }
}
