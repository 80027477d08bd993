package dev.sartor.network.safetensors;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.json.Json;
import dev.sartor.network.Network;
import dev.sartor.network.NetworkSamples;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SafetensorsFileTest {
    @TempDir
    private Path folder;

    private final Network network = NetworkSamples.classifier(
            "ds_r1_k3_s1_c16_nr6",
            "ds_r1_k3_s1_c16_nr6",
            "ir_r1_k3_s2_e3_c16_se0.25_nre",
            "uir_r1_a3_k5_s1_e4_c24_nre");
    private final Weights weights = Weights.initial(network, new SplittableRandom(1));

    private record Content(JsonNode header, ByteBuffer values) {
        JsonNode tensor(String name) {
            return header.get(name);
        }
    }

    private Content content() throws IOException {
        Path file = folder.resolve("w.safetensors");
        SafetensorsFile.write(file, network, weights, Map.of("made", "by a test"));
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        long length = bytes.getLong();
        assertEquals(0, length % 8, "the values are aligned");
        byte[] header = new byte[Math.toIntExact(length)];
        bytes.get(header);
        String text = new String(header, StandardCharsets.UTF_8);
        assertTrue(text.length() - text.strip().length() < 8, "padding");
        return new Content(Json.COMPACT.readTree(text), bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
    }

    @Test
    void theTensorsFollowEachOtherWithTheirValues() throws IOException {
        Content content = content();
        int offset = 0;
        List<String> names = new ArrayList<>(content.header().propertyNames());
        assertEquals("__metadata__", names.removeFirst());
        assertEquals(network.parameters().size(), names.size());
        for (int i = 0; i < names.size(); i++) {
            Parameter p = network.parameters().get(i);
            JsonNode tensor = content.tensor(names.get(i));
            float[] values = new float[Math.toIntExact(p.size())];
            content.values()
                    .position(offset)
                    .slice()
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            assertArrayEquals(weights.tensor(p), values, names.get(i));
            assertEquals(offset, tensor.get("data_offsets").get(0).asInt());
            offset += 4 * values.length;
            assertEquals(offset, tensor.get("data_offsets").get(1).asInt());
            assertEquals("F32", tensor.get("dtype").asString());
        }
        assertEquals(content.values().limit(), offset);
    }

    @Test
    void theMetadataNamesPyTorch() throws IOException {
        assertEquals(
                "{\"format\":\"pt\",\"made\":\"by a test\"}",
                content().header().get("__metadata__").toString());
    }

    @Test
    void stagesBeginWhereTheChannelsOrTheSizeChange() throws IOException {
        Content content = content();
        for (String name : List.of(
                "conv_stem.weight",
                "bn1.running_var",
                "blocks.0.0.conv_dw.weight",
                "blocks.0.1.conv_pw.weight",
                "blocks.0.1.bn2.running_mean",
                "blocks.1.0.conv_pwl.weight",
                "blocks.1.0.bn1.weight",
                "blocks.1.0.bn3.bias",
                "blocks.1.0.se.conv_reduce.bias",
                "blocks.2.0.dw_start.conv.weight",
                "blocks.2.0.pw_proj.bn.weight",
                "conv_head.weight",
                "bn2.bias",
                "classifier.bias")) {
            assertTrue(
                    content.header().has(name), name + " in " + content.header().propertyNames());
        }
    }

    @Test
    void linearLayersBeforeTheClassifierHaveTheShapeOfConvolutions() throws IOException {
        Content content = content();
        assertEquals(
                4,
                content.tensor("blocks.1.0.se.conv_expand.weight").get("shape").size());
        assertEquals(
                1, content.tensor("blocks.1.0.se.conv_expand.bias").get("shape").size());
        assertEquals("[5,20]", content.tensor("classifier.weight").get("shape").toString());
    }
}
