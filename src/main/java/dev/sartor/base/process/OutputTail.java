package dev.sartor.base.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** Reads all output of a process, so that the process never blocks on a full pipe, and stores the last lines. */
public final class OutputTail {
    private static final int MAX_LINES = 10;
    private static final int MAX_LINE_LENGTH = 400;

    private final Deque<String> lines = new ArrayDeque<>();
    private final Thread reader;

    private final Predicate<String> listener;
    private final int maxLineLength;

    private OutputTail(InputStream in, Predicate<String> listener, int maxLineLength) {
        this.listener = listener;
        this.maxLineLength = maxLineLength;
        reader = Thread.ofPlatform().daemon().name("tail").start(() -> read(in));
    }

    public static OutputTail of(InputStream in) {
        return of(in, MAX_LINE_LENGTH);
    }

    /** @param maxLineLength characters after which a line is cut */
    public static OutputTail of(InputStream in, int maxLineLength) {
        return new OutputTail(in, _ -> true, maxLineLength);
    }

    /** @param listener receives every line when it arrives, on another thread; returns whether the line is part of the output */
    public static OutputTail of(InputStream in, Predicate<String> listener) {
        return new OutputTail(in, listener, MAX_LINE_LENGTH);
    }

    private void read(InputStream in) {
        try (var text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                if (listener.test(line)) {
                    add(line);
                }
            }
        } catch (IOException e) {
            // the process has ended; the lines so far remain available
        }
    }

    private synchronized void add(String line) {
        if (line.isBlank()) {
            return;
        }
        lines.addLast(line.substring(0, Math.min(line.length(), maxLineLength)).strip());
        if (lines.size() > MAX_LINES) {
            lines.removeFirst();
        }
    }

    /** Waits until all output has been read, for at most {@code timeout}. */
    public void await(Duration timeout) throws InterruptedException {
        reader.join(timeout);
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
