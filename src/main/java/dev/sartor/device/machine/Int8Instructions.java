package dev.sartor.device.machine;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The processor's instructions for sums of 8-bit products, such as x86's VNNI. A virtual machine may hide them, so that the name
 * of the processor does not imply them; without them, 8-bit models take another time.
 */
public final class Int8Instructions {
    /** The key in the settings of a device that runs 8-bit models. */
    public static final String SETTING = "int8 instructions";

    /** The names that the Linux kernel gives to such instructions. */
    private static final Set<String> KNOWN =
            Set.of("avx512_vnni", "avx_vnni", "avx_vnni_int8", "amx_int8", "asimddp", "i8mm");

    private Int8Instructions() {}

    /**
     * Whether sums of 8-bit products are exact and fast on x86 with these instructions.
     *
     * @param instructions text from {@link #read}
     */
    public static boolean sumExactly(String instructions) {
        return instructions.contains("vnni") || instructions.contains("amx_int8");
    }

    /** The instructions of this machine, as {@link #read} names them. */
    public static String current() {
        return read(Path.of("/"));
    }

    /**
     * The instructions of this machine in alphabetical order, {@code none}, or {@link Machine#UNKNOWN} where the system does not
     * report them.
     *
     * @param root the root of the system files; {@code /} except in tests
     */
    public static String read(Path root) {
        var files = new SystemFiles(root);
        List<String> flags = Stream.of("flags", "Features")
                .map(key -> files.value("proc/cpuinfo", key))
                .flatMap(Optional::stream)
                .flatMap(line -> Arrays.stream(line.split("\\s+")))
                .toList();
        if (flags.isEmpty()) {
            return Machine.UNKNOWN;
        }
        String known =
                flags.stream().filter(KNOWN::contains).distinct().sorted().collect(Collectors.joining(", "));
        return known.isEmpty() ? "none" : known;
    }
}
