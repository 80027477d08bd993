package dev.sartor.fuzz;

import dev.sartor.report.LiveReport;
import dev.sartor.search.run.RunFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** Requests to the live page of a search, as any program on this machine can send them. */
final class LivePage {
    /** Time to wait for an answer; the page ends an unfinished request after 10 s. */
    private static final int PATIENCE_MS = 200;

    private static final int MAX_MS = 60_000;
    /** Status codes that the server of the JDK and the page answer on purpose. */
    private static final Set<String> STATUS =
            Set.of("100", "200", "400", "403", "404", "405", "408", "411", "413", "414", "417", "431", "501", "505");

    private static final LiveReport PAGE = open();

    private LivePage() {}

    /** A live page, which is built before the first input is timed. */
    private static LiveReport open() {
        LiveReport page = LiveReport.open(RunFolder.open(Path.of("results/fashion-mnist-1thread")));
        try {
            requireServed(page);
            return page;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireServed(LiveReport page) throws IOException {
        String authority = page.address().getAuthority();
        String answer = answer(page, "GET / HTTP/1.1\r\nHost: " + authority + "\r\n\r\n", MAX_MS);
        if (!answer.contains("<html")) {
            throw new IllegalStateException("the page is not served: " + answer);
        }
    }

    /** Sends bytes and reads the answer, if there is one. An unfinished request must not block the page for others. */
    static void request(byte[] input) throws IOException {
        String text = new String(input, StandardCharsets.ISO_8859_1)
                .replace("HOST", PAGE.address().getAuthority());
        try {
            String answer = answer(PAGE, text, PATIENCE_MS);
            if (!answer.isEmpty() && !STATUS.contains(answer.replaceAll("(?s)^HTTP/1.1 ([0-9]{3}).*", "$1"))) {
                throw new IllegalStateException(
                        "the page answered " + answer.lines().findFirst());
            }
        } catch (SocketTimeoutException e) {
            requireServed(PAGE);
        } catch (SocketException e) {
            // the server closes the connection before it has read everything
        }
    }

    private static String answer(LiveReport page, String request, int timeoutMs) throws IOException {
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), page.address().getPort())) {
            socket.setSoTimeout(timeoutMs);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
