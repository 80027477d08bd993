package dev.sartor.base.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Reads all that a process prints to stderr, so that it never waits for a reader, and keeps the end. */
public final class OutputTail {
    private static final int LINES = 10;
    private static final int LINE_LENGTH = 400;

    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread reader;

    private final Consumer<String> listener;

    private OutputTail(InputStream in, Consumer<String> listener) {
        this.listener = listener;
        reader = Thread.ofPlatform().daemon().name("tail").start(() -> read(in));
    }

    public static OutputTail of(InputStream in) {
        return of(in, _ -> {});
    }

    /** @param listener hears every line as it comes, on another thread */
    public static OutputTail of(InputStream in, Consumer<String> listener) {
        return new OutputTail(in, listener);
    }

    private void read(InputStream in) {
        try (var text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                listener.accept(line);
                add(line);
            }
        } catch (IOException e) {
            // the process was ended; what it said before is kept
        }
    }

    private synchronized void add(String line) {
        if (line.isBlank()) {
            return;
        }
        lines.addLast(line.substring(0, Math.min(line.length(), LINE_LENGTH)).strip());
        if (lines.size() > LINES) {
            lines.removeFirst();
        }
    }

    /** Waits, but not for long, until all has been read. */
    public void await(Duration most) throws InterruptedException {
        reader.join(most);
    }

    /** The last line that is not blank; empty if there was none. */
    public synchronized String lastLine() {
        return lines.isEmpty() ? "" : lines.getLast();
    }

    /** The last lines, joined into one; empty if there were none. */
    public synchronized String text() {
        return String.join(" | ", lines);
    }
}
