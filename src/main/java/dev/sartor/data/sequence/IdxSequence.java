package dev.sartor.data.sequence;

import dev.sartor.arch.Shape;
import dev.sartor.data.store.FileVersion;
import dev.sartor.data.store.PixelHash;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The grey images of IDX files, one file after the other. */
public final class IdxSequence implements ImageSequence {
    /** Images, rows, columns. */
    private static final int DIMENSIONS = 3;

    private final Path folder;
    private final Shape shape;
    private final List<FileVersion> files = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    /** The open file, its number, and its next image. */
    private IdxFile open;

    private int openFile = -1;
    private int next;

    /**
     * @param names of files in the folder that have images of one shape
     * @throws dev.sartor.base.UserError if a header is damaged
     */
    public IdxSequence(Path folder, List<String> names) {
        this.folder = folder;
        for (String name : names) {
            files.add(ImageFile.version(folder, folder.resolve(name)));
            try (IdxFile file = IdxFile.open(folder.resolve(name), DIMENSIONS)) {
                counts.add(file.sizes()[0]);
            }
        }
        shape = shape(folder.resolve(names.getFirst()));
    }

    /** The shape of the images in a file. */
    public static Shape shape(Path file) {
        try (IdxFile idx = IdxFile.open(file, DIMENSIONS)) {
            return new Shape(1, idx.sizes()[1], idx.sizes()[2]);
        }
    }

    /** The number of images in each file. */
    public List<Integer> counts() {
        return List.copyOf(counts);
    }

    @Override
    public String location() {
        return ImageFile.realPath(folder);
    }

    @Override
    public String settings() {
        return "IDX files " + shape;
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public List<FileVersion> versions() {
        return IntStream.range(0, files.size())
                .boxed()
                .flatMap(f -> IntStream.range(0, counts.get(f))
                        .mapToObj(i -> files.get(f).item(i)))
                .toList();
    }

    @Override
    public long encodedBytes() {
        return files.stream().mapToLong(FileVersion::bytes).sum();
    }

    @Override
    public int imagesPerRead() {
        return ImageSequence.imagesIn32MiB(shape);
    }

    @Override
    public void read(int[] images, Sink sink) {
        for (int i = 0; i < images.length; i++) {
            moveTo(images[i]);
            byte[] pixels = open.next((int) shape.size());
            next++;
            if (next == counts.get(openFile)) {
                open.requireEnd();
            }
            boolean grey = true;
            sink.accept(i, new ReadImage(pixels, PixelHash.of(pixels), grey));
        }
    }

    /** Opens the file that contains an image and skips to that image. */
    private void moveTo(int image) {
        int file = 0;
        int within = image;
        while (within >= counts.get(file)) {
            within -= counts.get(file);
            file++;
        }
        if (file != openFile) {
            close();
            open = IdxFile.open(folder.resolve(files.get(file).path()), DIMENSIONS);
            openFile = file;
            next = 0;
        }
        open.skip((within - next) * shape.size());
        next = within;
    }

    @Override
    public void close() {
        if (open != null) {
            open.close();
        }
    }
}
