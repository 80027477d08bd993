package dev.sartor.base.file;

import dev.sartor.base.HostName;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a file's name that says which process created the file: {@code HOST-PROCESS-START}. From it another process of this machine
 * knows whether the file is in use or was left by a killed process.
 */
final class ProcessStamp {
    /** Regular expression of a stamp. */
    static final String PATTERN = "[0-9a-f]{8}-\\d{1,18}-\\d{1,18}";

    private static final Pattern PARTS = Pattern.compile("([0-9a-f]{8})-(\\d+)-(\\d+)");
    private static final int HOST_DIGITS = 8;
    private static final String HOST = Sha256.of(HostName.text()).substring(0, HOST_DIGITS);
    /** The stamp of this process, which is computed once. */
    private static final String OWN = of(ProcessHandle.current());

    private ProcessStamp() {}

    /** The stamp of this process. */
    static String own() {
        return OWN;
    }

    static String of(ProcessHandle process) {
        return HOST + "-" + process.pid() + "-" + start(process);
    }

    /** Whether a stamp is that of a process of this machine that no longer runs. */
    static boolean hasEnded(String stamp) {
        Matcher parts = PARTS.matcher(stamp);
        return parts.matches()
                && parts.group(1).equals(HOST)
                && ProcessHandle.of(Long.parseLong(parts.group(2)))
                        .filter(p -> start(p) == 0 || Long.toString(start(p)).equals(parts.group(3)))
                        .isEmpty();
    }

    /** The start time of a process, which distinguishes it from an earlier one with the same number; 0 if unknown. */
    private static long start(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
