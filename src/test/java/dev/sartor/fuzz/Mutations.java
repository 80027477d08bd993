package dev.sartor.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random changes of inputs: of bytes, blocks, numbers and tokens. */
final class Mutations {
    private static final List<String> TOKENS = List.of(
            "0",
            "-1",
            "1",
            "2147483647",
            "2147483648",
            "-9223372036854775808",
            "9223372036854775808",
            "1e308",
            "1e-320",
            "1e999",
            "NaN",
            "Infinity",
            "0x7f",
            "null",
            "true",
            "\"\"",
            "''",
            "[]",
            "{}",
            "[[",
            "]",
            "}",
            ",",
            ":",
            ";",
            "\n",
            "\r\n",
            "\t",
            "\uFEFF",
            "\u0000",
            "日本",
            "&a",
            "*a",
            "!!str ",
            "---\n",
            "<<: ",
            "|",
            "=",
            "../",
            "/",
            "_",
            "k3",
            "s2",
            "e6",
            "c16");
    /** Bytes with a meaning in many formats. */
    private static final byte[] EDGES = {0, 1, 127, -128, -1, ' ', '\n', '"', '-', '0', '9'};

    private final RandomGenerator random;

    Mutations(RandomGenerator random) {
        this.random = random;
    }

    /** One to four changes of one of the seeds. */
    byte[] mutate(List<byte[]> seeds) {
        byte[] input = seeds.get(random.nextInt(seeds.size())).clone();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            input = change(input, seeds);
        }
        return input;
    }

    private byte[] change(byte[] input, List<byte[]> seeds) {
        int from = random.nextInt(input.length + 1);
        int to = Math.min(input.length, from + random.nextInt(1, 2 + random.nextInt(32)));
        return switch (random.nextInt(8)) {
            case 0 -> flip(input, from);
            case 1 -> splice(input, from, new byte[] {EDGES[random.nextInt(EDGES.length)]}, to);
            case 2 -> splice(input, from, new byte[0], to);
            case 3 -> splice(input, to, Arrays.copyOfRange(input, from, to), to);
            case 4 -> splice(input, from, token(), from);
            case 5 -> number(input, from);
            case 6 -> Arrays.copyOf(input, from);
            default -> {
                byte[] other = seeds.get(random.nextInt(seeds.size()));
                int start = random.nextInt(other.length + 1);
                yield splice(
                        input,
                        from,
                        Arrays.copyOfRange(other, start, Math.min(other.length, start + random.nextInt(64))),
                        to);
            }
        };
    }

    private byte[] token() {
        return TOKENS.get(random.nextInt(TOKENS.size())).getBytes(StandardCharsets.UTF_8);
    }

    private byte[] flip(byte[] input, int position) {
        if (position < input.length) {
            input[position] ^= (byte) (1 << random.nextInt(8));
        }
        return input;
    }

    /** Replaces the number at or after a position. */
    private byte[] number(byte[] input, int position) {
        int from = position;
        while (from < input.length && !isDigit(input[from])) {
            from++;
        }
        int to = from;
        while (to < input.length && isDigit(input[to])) {
            to++;
        }
        return splice(input, from, token(), to);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static byte[] splice(byte[] input, int from, byte[] middle, int to) {
        var out = new ByteArrayOutputStream();
        out.write(input, 0, from);
        out.writeBytes(middle);
        out.write(input, to, input.length - to);
        return out.toByteArray();
    }
}
