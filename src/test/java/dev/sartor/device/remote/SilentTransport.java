package dev.sartor.device.remote;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;

/** Transport on which nothing ever arrives. */
record SilentTransport() implements AgentTransport {
    @Override
    public AgentChannel open() throws IOException {
        Pipe pipe = Pipe.open();
        return new AgentChannel() {
            @Override
            public OutputStream requests() {
                return OutputStream.nullOutputStream();
            }

            @Override
            public InputStream replies() {
                return Channels.newInputStream(pipe.source());
            }

            @Override
            public String diagnostics() {
                return "";
            }

            @Override
            public void close() {
                try {
                    pipe.sink().close();
                    pipe.source().close();
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    @Override
    public String text() {
        return "via nothing";
    }
}
