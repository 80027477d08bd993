package dev.sartor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that is stopped and continued by signals, on Linux. */
final class StoppableProcess {
    /** Unit of processor times in {@code /proc}. */
    private static final int TICKS_PER_SECOND = 100;

    private static final int POLL_MS = 2;
    /** Fields of {@code /proc/PID/stat} after the name in parentheses. */
    private static final int STATE = 0;

    private static final int USER_TICKS = 11;
    private static final int SYSTEM_TICKS = 12;

    private static final String STOPPED = "T";

    /** Ends the name of the process, which may itself contain spaces. */
    private static final String AFTER_NAME = ") ";

    private final Process process;

    StoppableProcess(Process process) {
        this.process = process;
    }

    /** The processor time of a process so far; 0 if it has ended. */
    static double processorSeconds(Process process) {
        try {
            String[] fields = stat(Path.of("/proc/" + process.pid()));
            return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
                    / (double) TICKS_PER_SECOND;
        } catch (IOException e) {
            return 0;
        }
    }

    /** The fields after the name, of a process or thread with this folder in {@code /proc}. */
    private static String[] stat(Path folder) throws IOException {
        String stat = Files.readString(folder.resolve("stat"));
        return stat.substring(stat.lastIndexOf(AFTER_NAME) + AFTER_NAME.length())
                .split(" ");
    }

    /**
     * Stops the process once it has used this much processor time.
     *
     * @return false if it ended before
     */
    boolean stopAfter(double seconds) throws IOException, InterruptedException {
        while (processorSeconds(process) < seconds) {
            if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        signal("STOP");
        while (!isStopped()) {
            if (process.waitFor(POLL_MS, TimeUnit.MILLISECONDS)) {
                return false;
            }
        }
        return true;
    }

    /** Whether all threads have stopped. */
    private boolean isStopped() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
            for (Path thread : threads.toList()) {
                if (!stat(thread)[STATE].equals(STOPPED)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            // a thread, or all, ended meanwhile
            return false;
        }
    }

    /** Continues the stopped process. */
    void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Kills the process, also one that is stopped, and waits for its end. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder(List.of("kill", "-" + name, Long.toString(process.pid())))
                .start()
                .waitFor();
    }
}
