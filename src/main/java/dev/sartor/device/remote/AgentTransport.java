package dev.sartor.device.remote;

import java.io.IOException;

/** Starts agents. */
interface AgentTransport {

    /** Starts an agent; whether it lives shows when it is spoken to. */
    AgentChannel open() throws IOException;

    /** The user's words for it, {@code via 'ssh host sartor agent'}. */
    String text();
}
