package dev.sartor.device.remote;

import java.io.IOException;

/** A way to start an agent, such as a command line or a browser. */
interface AgentTransport {

    /** Starts an agent; the first request shows whether it runs. */
    AgentChannel open() throws IOException;

    /** A text for messages, such as {@code via 'ssh host sartor agent'}. */
    String text();
}
