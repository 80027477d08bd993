package dev.sartor.device.remote;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.base.UserError;
import dev.sartor.base.file.Sha256;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentTest {
    @TempDir
    private Path folder;

    private static final int MAX_CACHE_BYTES = 1000;

    private String replies(String... requests) throws IOException {
        var cache = new ModelCache(folder, MAX_CACHE_BYTES, InstantSource.system());
        var agent = new Agent(_ -> new ScriptedDevice(), cache, "1.0", Duration.ofHours(1));
        var out = new ByteArrayOutputStream();
        agent.serve(
                new ByteArrayInputStream((String.join("\n", requests) + "\n").getBytes(StandardCharsets.UTF_8)), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void repliesAreJsonLinesOfTheDocumentedForm() throws IOException {
        // "Bw==" is this model in Base64
        String sha256 = Sha256.of(new byte[] {7});
        assertEquals(
                """
                {"answer":"hello","protocol":2,"sartor":"1.0"}
                {"answer":"using","sessionsAtOnce":64,"turnsAtOnce":3}
                {"answer":"missing"}
                {"answer":"done"}
                {"answer":"opened","staysWarm":true}
                {"answer":"times","ms":[3.0,4.0]}
                {"answer":"allTimes","ms":[[5.0],[7.0,8.0]]}
                {"answer":"output","values":[7.0,1.0,1.0,0.5,"-Infinity"]}
                {"answer":"done"}
                {"answer":"failed","stage":"LOAD","message":"nothing in it"}
                {"answer":"refused","what":"There is no device 'cpo'","where":"device 'cpo'","remedy":"did you mean 'cpu'?\
                """,
                replies(
                                "{\"ask\":\"hello\",\"protocol\":1,\"sartor\":\"1.0\"}",
                                "{\"ask\":\"use\",\"device\":\"cpu,threads=1\"}",
                                "{\"ask\":\"open\",\"session\":0,\"sha256\":\"" + sha256 + "\"}",
                                "{\"ask\":\"model\",\"sha256\":\"" + sha256 + "\",\"onnx\":\"Bw==\"}",
                                "{\"ask\":\"open\",\"session\":0,\"sha256\":\"" + sha256 + "\"}",
                                "{\"ask\":\"times\",\"session\":0,\"discarded\":2,\"timed\":2}",
                                "{\"ask\":\"together\",\"turns\":[" + times(0, 1) + "," + times(1, 2) + "]}",
                                "{\"ask\":\"run\",\"session\":0,\"nchw\":[0.5],\"batch\":1}",
                                "{\"ask\":\"close\",\"session\":0}",
                                failingOpen(),
                                "{\"ask\":\"use\",\"device\":\"cpo\"}")
                        // the last message goes on with the valid names
                        .split(" valid:")[0]);
    }

    private static String times(int discarded, int timed) {
        return "{\"ask\":\"times\",\"session\":0,\"discarded\":" + discarded + ",\"timed\":" + timed + "}";
    }

    private String failingOpen() {
        var cache = new ModelCache(folder, MAX_CACHE_BYTES, InstantSource.system());
        String empty = Sha256.of(new byte[0]);
        cache.put(empty, new byte[0]);
        return "{\"ask\":\"open\",\"session\":1,\"sha256\":\"" + empty + "\"}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"ask\":\"dance\"}",
                "{\"ask\":\"use\"}",
                "{\"ask\":\"use\",\"device\":null}",
                "{\"ask\":\"describe\"}",
                "{\"ask\":\"times\",\"session\":0,\"discarded\":0,\"timed\":1}",
                "{\"ask\":\"together\",\"turns\":[]}",
                "{\"ask\":\"together\",\"turns\":[null]}",
                "{\"ask\":\"close\",\"session\":7}",
                "{\"ask\":\"run\",\"session\":0,\"nchw\":[],\"batch\":0}",
                "{\"ask\":\"open\",\"session\":0,\"sha256\":\"../../etc/passwd\"}",
                "{\"ask\":\"model\",\"sha256\":\"x\",\"onnx\":\"Bw==\"}",
                "{\"ask\":\"times\",\"session\":0,\"discarded\":0,\"timed\":2147483647}",
                "{\"ask\":\"hello\""
            })
    void anInvalidOrEarlyRequestIsRefusedAndTheNextOneIsAnswered(String request) throws IOException {
        List<String> replies = replies(request, "{\"ask\":\"hello\",\"protocol\":1,\"sartor\":\"1.0\"}")
                .lines()
                .toList();
        assertTrue(replies.getFirst().startsWith("{\"answer\":\"refused\""), replies.toString());
        assertEquals("{\"answer\":\"hello\",\"protocol\":2,\"sartor\":\"1.0\"}", replies.getLast());
    }

    @Test
    void aModelThatDoesNotHaveItsHashIsNotStored() throws IOException {
        String other = Sha256.of(new byte[] {8});
        String reply = replies("{\"ask\":\"model\",\"sha256\":\"" + other + "\",\"onnx\":\"Bw==\"}");
        assertTrue(reply.contains("does not have the SHA-256"), reply);
        assertEquals(Optional.empty(), new ModelCache(folder, MAX_CACHE_BYTES, InstantSource.system()).find(other));
    }

    @Test
    void anEndlessLineIsRefused() {
        var endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }
        };
        assertThrows(LineReader.LineTooLong.class, () -> new LineReader(endless, 1 << 20).next());
    }

    @Test
    void typedTextIsRefusedWithAnExplanation() {
        var e = assertThrows(UserError.class, () -> replies("hello?"));
        assertTrue(e.getMessage().contains("hello?") && e.fix().contains("--via"), e.text());
    }

    @Test
    void theCacheEvictsTheLeastRecentlyUsedModel() {
        var time = new Instant[] {Instant.ofEpochSecond(1_000)};
        var cache = new ModelCache(folder, 250, () -> time[0] = time[0].plusSeconds(10));
        byte[][] models = {new byte[100], new byte[101], new byte[102]};
        cache.put(Sha256.of(models[0]), models[0]);
        cache.put(Sha256.of(models[1]), models[1]);
        assertArrayEquals(models[0], cache.find(Sha256.of(models[0])).orElseThrow());
        cache.put(Sha256.of(models[2]), models[2]);
        assertEquals(Optional.empty(), cache.find(Sha256.of(models[1])));
        assertTrue(cache.find(Sha256.of(models[0])).isPresent());
        byte[] tooLarge = new byte[1000];
        cache.put(Sha256.of(tooLarge), tooLarge);
        assertTrue(cache.find(Sha256.of(tooLarge)).isPresent(), "the newest is kept, whatever its size");
        assertFalse(cache.find(Sha256.of(models[0])).isPresent());
    }

    @Test
    void aDamagedCachedModelIsNotUsed() throws IOException {
        var cache = new ModelCache(folder, MAX_CACHE_BYTES, InstantSource.system());
        String sha256 = Sha256.of(new byte[5]);
        cache.put(sha256, new byte[5]);
        Files.write(folder.resolve(sha256 + ".onnx"), new byte[4]);
        assertEquals(Optional.empty(), cache.find(sha256));
    }

    @Test
    void aPathIsNotAcceptedAsAHash() {
        var cache = new ModelCache(folder, MAX_CACHE_BYTES, InstantSource.system());
        assertThrows(IllegalArgumentException.class, () -> cache.find("../../etc/passwd"));
    }
}
