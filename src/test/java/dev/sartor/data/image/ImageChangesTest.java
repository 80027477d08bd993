package dev.sartor.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Shape;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageChangesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3x64x64                | 1x28x28   | colour becomes grey; 64x64 pixels are reduced to 28x28",
                "3x28x28                | 1x28x28   | colour becomes grey",
                "1x28x28                | 3x28x28   | grey becomes colour without hue",
                "3x28x28                | 3x224x224 | 28x28 pixels are enlarged to 224x224",
                "3x400x500              | 3x224x224 | 500x400 pixels are reduced to 224x224 and cut off at the edges",
                "3x28x40                | 3x28x28   | 40x28 pixels are cropped to 28x28",
                "3x200x250 3x100x80     | 3x128x128 | 80x100 to 250x200 pixels are enlarged or reduced to 128x128 and"
                        + " cut off at the edges",
                "3x32x32 1x32x32        | 3x32x32   | grey becomes colour without hue",
                "1x500x375 3x224x224    | 3x224x224 | grey becomes colour without hue; 375x500 pixels are reduced to"
                        + " 224x224 and cut off at the edges",
                "3x224x225              | 3x112x112 | 225x224 pixels are reduced to 112x112"
            })
    void everyChangeIsNamed(String found, String requested, String text) {
        assertEquals(text, changes(found, requested).orElseThrow().text());
    }

    @Test
    void imagesOfTheWantedShapeAreNotChanged() {
        assertEquals(Optional.empty(), changes("3x32x32 3x32x32", "3x32x32"));
    }

    private static Optional<ImageChanges> changes(String found, String requested) {
        return ImageChanges.of(Arrays.stream(found.split(" ")).map(ImageChangesTest::shape), shape(requested));
    }

    private static Shape shape(String text) {
        int[] sizes = Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
        return new Shape(sizes[0], sizes[1], sizes[2]);
    }
}
