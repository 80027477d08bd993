package dev.sartor.device.remote;

import java.io.InputStream;
import java.io.OutputStream;

/** One way to a running agent and back. */
interface AgentChannel extends AutoCloseable {

    OutputStream requests();

    InputStream replies();

    /** What else was said on the way, such as ssh's complaints; empty if nothing. */
    String complaint();

    /** Ends the way, and the agent with it. */
    @Override
    void close();
}
