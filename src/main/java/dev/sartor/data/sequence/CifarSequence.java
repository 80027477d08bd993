package dev.sartor.data.sequence;

import dev.sartor.arch.Shape;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.data.store.FileVersion;
import dev.sartor.data.store.PixelHash;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The RGB images of CIFAR files, one file after the other.
 *
 * @param shape of the images
 */
public record CifarSequence(Path folder, List<CifarFile> files, Shape shape) implements ImageSequence {
    @Override
    public String location() {
        return ImageFile.realPath(folder);
    }

    @Override
    public String settings() {
        return "CIFAR files " + shape;
    }

    @Override
    public List<FileVersion> versions() {
        return files.stream()
                .flatMap(file -> IntStream.range(0, file.count())
                        .mapToObj(i -> file.version().item(i)))
                .toList();
    }

    @Override
    public long encodedBytes() {
        return files.stream().mapToLong(file -> file.version().bytes()).sum();
    }

    @Override
    public int imagesPerRead() {
        return ImageSequence.imagesIn32MiB(shape);
    }

    @Override
    public void read(int[] images, Sink sink) {
        int firstOfFile = 0;
        int done = 0;
        for (CifarFile file : files) {
            int from = done;
            int end = firstOfFile + file.count();
            while (done < images.length && images[done] < end) {
                done++;
            }
            if (done > from) {
                read(file, images, from, done, firstOfFile, sink);
            }
            firstOfFile = end;
        }
    }

    /** Reads {@code images[from]} to {@code images[to - 1]}, which are all in one file, whose first image is {@code firstOfFile}. */
    private static void read(CifarFile file, int[] images, int from, int to, int firstOfFile, Sink sink) {
        int next = images[from] - firstOfFile;
        try (InputStream in = file.streamAt(next)) {
            for (int i = from; i < to; i++) {
                long skipped = images[i] - firstOfFile - next;
                in.skipNBytes(skipped * (file.labelBytes() + file.imageBytes()) + file.labelBytes());
                byte[] pixels = in.readNBytes(file.imageBytes());
                if (pixels.length < file.imageBytes()) {
                    throw new EOFException("it ends before image " + images[i]);
                }
                next = images[i] - firstOfFile + 1;
                boolean grey = false;
                sink.accept(i, new ReadImage(pixels, PixelHash.of(pixels), grey));
            }
        } catch (IOException e) {
            throw ReadErrors.of(file.path(), e);
        }
    }
}
