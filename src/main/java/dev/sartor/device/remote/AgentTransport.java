package dev.sartor.device.remote;

import java.io.IOException;

/** Starts agents. */
interface AgentTransport {

    /** Starts an agent; the first request shows whether it runs. */
    AgentChannel open() throws IOException;

    /** A text for messages, such as {@code via 'ssh host sartor agent'}. */
    String text();
}
