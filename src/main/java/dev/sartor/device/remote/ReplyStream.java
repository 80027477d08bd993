package dev.sartor.device.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes whole lines, from any thread. */
final class ReplyStream {
    private final OutputStream out;

    ReplyStream(OutputStream out) {
        this.out = out;
    }

    synchronized void write(Reply reply) throws IOException {
        out.write(Wire.line(reply).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void signOfLife() {
        try {
            write(new Reply.Working());
        } catch (IOException e) {
            // the client is gone, as the next reply will find too
        }
    }
}
