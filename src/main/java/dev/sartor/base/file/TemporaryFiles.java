package dev.sartor.base.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Temporary files beside the files that replace them: {@code .NAME.HOST-PROCESS-START-NUMBER.tmp}. Those of processes of this
 * machine that were killed are deleted when another process writes to the folder.
 */
final class TemporaryFiles {
    /** The names that earlier versions gave, with the number of the process. */
    private static final Pattern EARLIER_NAME = Pattern.compile("\\..+\\.(\\d{1,18})-\\d+\\.tmp", Pattern.DOTALL);

    private static final Pattern NAME =
            Pattern.compile("\\..+\\.([0-9a-f]{8})-(\\d+)-(\\d+)-\\d+\\.tmp", Pattern.DOTALL);
    private static final String HOST = Sha256.of(hostName()).substring(0, 8);
    private static final AtomicLong COUNTER = new AtomicLong();
    private static final Set<Path> SWEPT = ConcurrentHashMap.newKeySet();

    private TemporaryFiles() {}

    /** A new path beside a file; files of killed processes in the folder are deleted before. */
    static Path beside(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (SWEPT.add(folder)) {
            sweep(folder);
        }
        ProcessHandle own = ProcessHandle.current();
        return file.resolveSibling("." + file.getFileName() + "." + HOST + "-" + own.pid() + "-" + start(own) + "-"
                + COUNTER.incrementAndGet() + ".tmp");
    }

    /** Deletes the temporary files of this machine's processes that no longer run. */
    static void sweep(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ".*.tmp")) {
            for (Path file : files) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                Matcher earlier = EARLIER_NAME.matcher(file.getFileName().toString());
                boolean abandoned = name.matches()
                        ? name.group(1).equals(HOST) && !isRunning(name.group(2), name.group(3))
                        : earlier.matches()
                                && ProcessHandle.of(Long.parseLong(earlier.group(1)))
                                        .isEmpty();
                if (abandoned) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // the folder is missing or read-only: writing the file reports it
        }
    }

    private static boolean isRunning(String pid, String start) {
        try {
            return ProcessHandle.of(Long.parseLong(pid))
                    .filter(p -> start(p) == 0 || Long.toString(start(p)).equals(start))
                    .isPresent();
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** When a process started, which distinguishes it from an earlier one with the same number; 0 if unknown. */
    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname"), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return Optional.ofNullable(System.getenv("COMPUTERNAME"))
                    .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")))
                    .orElse("");
        }
    }
}
