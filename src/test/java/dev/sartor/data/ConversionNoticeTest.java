package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Shape;
import dev.sartor.data.image.ImageChanges;
import dev.sartor.data.image.ImageFiles;
import dev.sartor.data.store.ImageCaches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversions of images are announced before they are made, whatever the format of the data. */
class ConversionNoticeTest {
    @TempDir
    Path folder;

    @TempDir
    Path cacheFolder;

    private final List<String> events = new ArrayList<>();

    private void open(String spec, Optional<Shape> shape) {
        events.clear();
        DatasetOptions options = DatasetOptions.defaults()
                // ImageCaches: folder, bytes of all caches, least bytes of images that are cached
                .withCaches(new ImageCaches(cacheFolder, 0, 0))
                .withListener(new DatasetListener() {
                    @Override
                    public void converting(ImageChanges changes) {
                        events.add(changes.text());
                    }

                    @Override
                    public void decoded(int done, int total) {
                        events.add("decoded " + done);
                    }

                    @Override
                    public void opened(SplitSummary summary) {
                        events.add("opened");
                    }
                });
        Datasets.open(spec, shape.map(options::withShape).orElse(options));
    }

    @Test
    void conversionsOfFilesOfSeveralSizesAreAnnounced() throws IOException {
        for (int i = 0; i < 12; i++) {
            int size = 10 + i;
            int level = i;
            ImageFiles.write(
                    folder.resolve((i % 2 == 0 ? "cat/" : "dog/") + i + ".png"),
                    ImageFiles.rgb(size, size, (x, y) -> level * 0x010203 + x * y));
        }
        open(folder.toString(), Optional.of(new Shape(1, 8, 8)));
        assertEquals(
                List.of("colour becomes grey; 10x10 to 21x21 pixels are reduced to 8x8", "decoded 12", "opened"),
                events);
    }

    @Test
    void conversionsOfIdxImagesAreAnnounced() throws IOException {
        IdxBytes.writeFolder(folder);
        for (String name : List.of("train-images-idx3-ubyte", "t10k-images-idx3-ubyte")) {
            Files.setLastModifiedTime(folder.resolve(name), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        }
        open(folder.toString(), Optional.of(new Shape(3, 8, 8)));
        assertEquals(
                List.of("decoded 80", "grey becomes colour without hue; 4x4 pixels are enlarged to 8x8", "opened"),
                events);
        open(folder.toString(), Optional.of(new Shape(1, 4, 4)));
        assertEquals(List.of("opened"), events, "nothing is changed, nothing is read again");
    }

    @Test
    void conversionsOfBuiltInImagesAreAnnounced() {
        open("shapes:size=16,rgb,train=20,validation=10,test=10", Optional.of(new Shape(1, 8, 8)));
        assertEquals(List.of("decoded 40", "colour becomes grey; 16x16 pixels are reduced to 8x8", "opened"), events);
        open("shapes:train=20,validation=10,test=10", Optional.of(new Shape(1, 8, 8)));
        assertEquals(List.of("decoded 40", "opened"), events, "painted in the requested shape");
    }
}
