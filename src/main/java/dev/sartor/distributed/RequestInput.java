package dev.sartor.distributed;

import dev.sartor.base.HostName;
import dev.sartor.base.UserError;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a search writes to the stdin of a worker: a request, one line, and then the files that the worker lacks. */
public final class RequestInput {
    private static final int MAX_LINE_BYTES = 1 << 24;

    private final InputStream in;
    private final TransferredFiles received;

    /** @param received where the files are stored */
    public RequestInput(InputStream in, TransferredFiles received) {
        this.in = in;
        this.received = received;
    }

    /** Reads the request. */
    public String request() throws IOException {
        return line();
    }

    /**
     * Receives the files: for each a line, which announces it, and its bytes.
     *
     * @throws UserError if a transfer was cut or changed on its way; then the search sends it again
     */
    public void receiveFiles() throws IOException {
        for (String line = line(); !line.isBlank(); line = line()) {
            FileTransfer transfer = FileTransfer.parse(line)
                    .orElseThrow(() -> failed("what follows the request is no file", "send one line of JSON"));
            try {
                if (received.find(transfer.id()).isPresent()) {
                    TransferredFiles.skip(in, transfer.bytes());
                } else {
                    received.receive(transfer, () -> new Unclosed(in));
                }
            } catch (TransferredFiles.TransferFailure e) {
                throw failed(e.getMessage(), "check the connection; the search sends it again (retries=N)");
            }
        }
    }

    private static UserError failed(String what, String fix) {
        return new UserError(what, "stdin, on machine " + HostName.text(), fix, UserError.ExitCode.FAILED);
    }

    /** The next line; empty at the end. */
    private String line() throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            bytes.write(b);
            if (bytes.size() > MAX_LINE_BYTES) {
                throw new IOException("a line has more than " + MAX_LINE_BYTES + " bytes");
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** A stream whose owner closes it. */
    private static final class Unclosed extends java.io.FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }
}
