package dev.sartor.fuzz;

import dev.sartor.report.LiveReport;
import dev.sartor.search.run.RunFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** Requests to the live page of a search, as any program on this machine can send them. */
final class LivePage {
    private static final int TIMEOUT_MS = 4000;
    /** What the server of the JDK and the page answer on purpose. */
    private static final Set<String> STATUS =
            Set.of("100", "200", "400", "403", "404", "405", "408", "411", "413", "414", "417", "431", "501", "505");

    private static final LiveReport PAGE = LiveReport.open(RunFolder.open(Path.of("results/fashion-mnist-1thread")));

    private LivePage() {}

    /** Sends bytes and reads the answer, if there is one. */
    static void request(byte[] input) throws IOException {
        String host = PAGE.address().getAuthority();
        byte[] sent = new String(input, StandardCharsets.ISO_8859_1)
                .replace("HOST", host)
                .getBytes(StandardCharsets.ISO_8859_1);
        try (var socket =
                new Socket(InetAddress.getLoopbackAddress(), PAGE.address().getPort())) {
            socket.setSoTimeout(TIMEOUT_MS);
            OutputStream out = socket.getOutputStream();
            out.write(sent);
            socket.shutdownOutput();
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            if (!answer.isEmpty() && !STATUS.contains(answer.replaceAll("(?s)^HTTP/1.1 ([0-9]{3}).*", "$1"))) {
                throw new IllegalStateException(
                        "the page answered " + answer.lines().findFirst());
            }
            String required = "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
            if (new String(sent, StandardCharsets.ISO_8859_1).equals(required) && !answer.contains("<html")) {
                throw new IllegalStateException("the page is not served: " + answer);
            }
        } catch (SocketException e) {
            // the server closes the connection before it has read everything
        }
    }
}
