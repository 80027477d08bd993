package dev.sartor.distributed;

import dev.sartor.base.HostName;
import dev.sartor.base.UserError;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
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
            try (var content = new FileContent(in, transfer.bytes())) {
                // does not open the content of a file that is here, or that another worker receives at the moment
                received.receive(transfer, () -> content);
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

    /** The bytes of one file. Closing reads those that are left, so that the next line can be read. */
    private static final class FileContent extends FilterInputStream {
        private long left;

        FileContent(InputStream in, long bytes) {
            super(in);
            left = bytes;
        }

        @Override
        public int read() throws IOException {
            return left == 0 ? -1 : counted(super.read(), 1);
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int count = super.read(bytes, offset, (int) Math.min(length, left));
            return counted(count, count);
        }

        private int counted(int result, int count) {
            left = result < 0 ? 0 : left - count;
            return result;
        }

        @Override
        public void close() throws IOException {
            transferTo(OutputStream.nullOutputStream());
        }
    }
}
