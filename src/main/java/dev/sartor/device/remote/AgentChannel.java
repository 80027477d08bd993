package dev.sartor.device.remote;

import java.io.InputStream;
import java.io.OutputStream;

/** Streams to and from a running agent. */
interface AgentChannel extends AutoCloseable {

    OutputStream requests();

    InputStream replies();

    /** Other output of the connection, such as error messages of ssh; empty if there is none. */
    String diagnostics();

    /** Closes the streams and ends the agent. */
    @Override
    void close();
}
