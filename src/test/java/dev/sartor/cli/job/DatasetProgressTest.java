package dev.sartor.cli.job;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.arch.Shape;
import dev.sartor.cli.option.VerbosityOptions;
import dev.sartor.cli.output.ConsoleProgress;
import dev.sartor.data.image.ImageChanges;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DatasetProgressTest {
    private final StringWriter err = new StringWriter();
    private final VerbosityOptions verbosity = new VerbosityOptions();

    @Test
    void conversionsOfImagesArePrintedOnStderr() {
        reportConversions();
        assertEquals(
                "  images are changed to fit the network: colour becomes grey; 64x64 pixels are reduced to 28x28\n",
                err.toString().replace(System.lineSeparator(), "\n"));
    }

    @Test
    void quietPrintsNothing() {
        verbosity.quiet = true;
        reportConversions();
        assertEquals("", err.toString());
    }

    private void reportConversions() {
        ConsoleProgress progress = ConsoleProgress.of(new PrintWriter(err), verbosity);
        ImageChanges.of(Stream.of(new Shape(3, 64, 64)), new Shape(1, 28, 28))
                .ifPresent(new DatasetProgress(progress)::converting);
    }
}
