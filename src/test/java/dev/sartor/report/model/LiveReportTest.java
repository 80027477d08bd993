package dev.sartor.report.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.report.LiveReport;
import dev.sartor.report.Report;
import dev.sartor.report.markup.SampleRun;
import dev.sartor.search.run.RunFolder;
import dev.sartor.search.run.SearchResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveReportTest {
    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path temp;

    private RunFolder run;
    private SearchResult result;

    @BeforeEach
    void search() throws IOException {
        var sample = new SampleRun(temp);
        result = sample.search(12, "latency<=2ms");
        run = RunFolder.open(sample.runFolder());
    }

    @Test
    void theLastLivePageIsTheReport() throws IOException, InterruptedException {
        try (LiveReport live = LiveReport.open(run)) {
            assertEquals(
                    Report.html(ReportModelReader.read(run, result.trials().subList(0, 0))),
                    get(live.address()).body());
            result.trials().forEach(t -> live.trial(t, null));
            HttpResponse<String> last = get(live.address());
            Report.write(run, result.trials());
            assertEquals(Files.readString(run.reportFile()), last.body());
            assertTrue(last.headers().firstValue("Refresh").isPresent());
        }
    }

    @Test
    void onlyReadRequestsFromThisMachineAreAnswered() throws IOException, InterruptedException {
        try (LiveReport live = LiveReport.open(run)) {
            assertTrue(InetAddress.getByName(live.address().getHost()).isLoopbackAddress());
            assertEquals(404, get(live.address().resolve("/config.yaml")).statusCode());
            var post = HttpRequest.newBuilder(live.address())
                    .POST(BodyPublishers.ofString("x"))
                    .build();
            assertEquals(405, client.send(post, BodyHandlers.ofString()).statusCode());
            assertEquals(403, statusFor("evil.example:" + live.address().getPort(), live.address()));
            assertEquals(200, statusFor("localhost:" + live.address().getPort(), live.address()));
        }
    }

    @Test
    void unfinishedRequestsDoNotDelayOthers() throws IOException, InterruptedException {
        List<Socket> unfinished = new ArrayList<>();
        try (LiveReport live = LiveReport.open(run)) {
            for (String start :
                    List.of("", "GET", "GET / HTTP/1.1\r\nHost: x", "POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\n")) {
                for (int i = 0; i < 5; i++) {
                    var socket =
                            new Socket(live.address().getHost(), live.address().getPort());
                    socket.getOutputStream().write(start.getBytes(StandardCharsets.US_ASCII));
                    unfinished.add(socket);
                }
            }
            var request = HttpRequest.newBuilder(live.address())
                    .timeout(Duration.ofSeconds(5))
                    .build();
            assertEquals(200, client.send(request, BodyHandlers.ofString()).statusCode());
        } finally {
            for (Socket socket : unfinished) {
                socket.close();
            }
        }
    }

    @Test
    void aRequestWithEndlessHeadersIsRefused() throws IOException {
        try (LiveReport live = LiveReport.open(run);
                var socket = new Socket(live.address().getHost(), live.address().getPort())) {
            byte[] header = ("X-Filler: " + "x".repeat(8000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
            socket.getOutputStream().write("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThrows(IOException.class, () -> {
                for (int i = 0; i < 10_000; i++) {
                    socket.getOutputStream().write(header);
                }
            });
        }
    }

    /** A raw request: HTTP clients do not let a caller set another host name. */
    private static int statusFor(String host, URI address) throws IOException {
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream()
                    .write(("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return Integer.parseInt(
                    new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split(" ")[1]);
        }
    }

    private HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
    }
}
