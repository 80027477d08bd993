package dev.sartor.litert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sartor.litert.MetadataFormat.AssociatedFile;
import dev.sartor.litert.MetadataFormat.Content;
import dev.sartor.litert.MetadataFormat.Image;
import dev.sartor.litert.MetadataFormat.Model;
import dev.sartor.litert.MetadataFormat.Normalisation;
import dev.sartor.litert.MetadataFormat.ProcessUnit;
import dev.sartor.litert.MetadataFormat.SubGraph;
import dev.sartor.litert.MetadataFormat.Tensor;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetadataFormatTest {
    private static final LiteRtMetadata METADATA = new LiteRtMetadata(
            "A description",
            "sartor 1",
            List.of("cat", "two\nlines", "ñ"),
            List.of(0.5f, 0.4f, 0.2f),
            List.of(0.25f, 0.2f, 0.1f));

    @TempDir
    private Path folder;

    private static byte[] file(LiteRtMetadata metadata) {
        Network network = NetworkSamples.classifier("ir_r1_k3_s1_e6_c16_nr6");
        return LiteRtExport.bytes(network, Weights.initial(network, new SplittableRandom(1)), metadata);
    }

    private static FlatTableReader metadata(byte[] file) {
        ByteBuffer bytes = ModelFormat.read(ByteBuffer.wrap(file)).metadata().get(MetadataFormat.KEY);
        return FlatTableReader.root(bytes, MetadataFormat.IDENTIFIER);
    }

    @Test
    void normalisationIsThatOfGreyLevels() {
        FlatTableReader model = metadata(file(METADATA));
        assertEquals("A description", model.textAt(Model.DESCRIPTION));
        assertEquals("sartor 1", model.textAt(Model.VERSION));
        FlatTableReader input = model.tablesAt(Model.SUBGRAPHS)
                .getFirst()
                .tablesAt(SubGraph.INPUTS)
                .getFirst();
        assertEquals("input", input.textAt(Tensor.NAME));
        FlatTableReader content = input.tableAt(Tensor.CONTENT);
        assertEquals(Content.IMAGE, content.byteAt(Content.PROPERTIES - 1));
        assertEquals(Image.RGB, content.tableAt(Content.PROPERTIES).byteAt(Image.COLOUR_SPACE));
        FlatTableReader processUnit = input.tablesAt(Tensor.PROCESS_UNITS).getFirst();
        assertEquals(ProcessUnit.NORMALISATION, processUnit.byteAt(ProcessUnit.OPTIONS - 1));
        FlatTableReader normalisation = processUnit.tableAt(ProcessUnit.OPTIONS);
        // 255 times mean and deviation
        assertEquals(List.of(127.5f, 102f, 51f), normalisation.floatsAt(Normalisation.MEAN));
        assertEquals(List.of(63.75f, 51f, 25.5f), normalisation.floatsAt(Normalisation.DEVIATION));
        FlatTableReader stats = input.tableAt(Tensor.STATS);
        // the largest and smallest normalised values
        assertEquals(List.of(2f, 3f, 8f), stats.floatsAt(0));
        assertEquals(List.of(-2f, -2f, -2f), stats.floatsAt(1));
    }

    @Test
    void classesAreAFileWithinTheFile() throws IOException {
        byte[] bytes = file(METADATA);
        FlatTableReader output = metadata(bytes)
                .tablesAt(Model.SUBGRAPHS)
                .getFirst()
                .tablesAt(SubGraph.OUTPUTS)
                .getFirst();
        FlatTableReader labels = output.tablesAt(Tensor.ASSOCIATED_FILES).getFirst();
        assertEquals(AssociatedFile.AXIS_LABELS, labels.byteAt(AssociatedFile.TYPE));
        Path file = folder.resolve("m.tflite");
        Files.write(file, bytes);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertEquals(1, zip.size());
            ZipEntry entry = zip.getEntry(labels.textAt(AssociatedFile.NAME));
            assertEquals(ZipEntry.STORED, entry.getMethod());
            assertEquals(
                    "cat\ntwo lines\nñ", new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void aModelWithoutClassesAndNormalisationSaysNothingOfThem() {
        byte[] bytes = file(LiteRtMetadata.none());
        FlatTableReader graph = metadata(bytes).tablesAt(Model.SUBGRAPHS).getFirst();
        assertFalse(graph.tablesAt(SubGraph.INPUTS).getFirst().has(Tensor.PROCESS_UNITS));
        assertFalse(graph.tablesAt(SubGraph.OUTPUTS).getFirst().has(Tensor.ASSOCIATED_FILES));
        assertFalse(new String(bytes, StandardCharsets.ISO_8859_1).contains("PK\3\4"));
    }

    @Test
    void meansWithoutDeviationsAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> new LiteRtMetadata("", "", List.of(), List.of(1f), List.of()));
    }
}
