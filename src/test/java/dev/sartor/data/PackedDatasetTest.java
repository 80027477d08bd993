package dev.sartor.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedDatasetTest {
    private final Dataset dataset =
            Datasets.open("shapes:train=50,validation=20,test=10,size=9,rgb", DatasetOptions.defaults());

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() {
        file = folder.resolve("packed");
        AtomicFile.write(file, out -> PackedDataset.write(dataset, out));
    }

    @Test
    void theOpenedDataSetIsTheWrittenOne() {
        Dataset opened = PackedDataset.open(file);
        assertEquals(dataset.hash(), opened.hash());
        assertEquals(dataset.name(), opened.name());
        assertEquals(dataset.task(), opened.task());
        assertEquals(dataset.mirrorable(), opened.mirrorable());
        assertArrayEquals(dataset.normalisation().mean(), opened.normalisation().mean());
        assertArrayEquals(dataset.validation().pixels(), opened.validation().pixels());
        assertArrayEquals(dataset.test().labels(), opened.test().labels());
    }

    @Test
    void aChangedPixelChangesTheHash() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[1000] ^= 1;
        Files.write(file, bytes);
        assertNotEquals(dataset.hash(), PackedDataset.open(file).hash());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 100, 5000})
    void aCutFileIsRefused(int length) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        UserError e = assertThrows(UserError.class, () -> PackedDataset.open(file));
        assertTrue(e.getMessage().contains("damaged"), e.text());
    }
}
