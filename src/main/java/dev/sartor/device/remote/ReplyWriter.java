package dev.sartor.device.remote;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes replies to the client, one line each. Thread-safe, since heartbeats come from another thread. */
final class ReplyWriter {
    private final OutputStream out;

    ReplyWriter(OutputStream out) {
        this.out = out;
    }

    synchronized void write(AgentReply reply) throws IOException {
        out.write(AgentProtocol.line(reply).getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void heartbeat() {
        try {
            write(new AgentReply.Working());
        } catch (IOException e) {
            // the client is gone, which the next reply reports
        }
    }
}
