package dev.sartor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files with which the first of the killed commands starts: two spaces, an architecture, a table of another tool, and two devices. */
final class KillStart {
    private static final String SPACE = """
        name: tiny
        input: {channels: 1, resolution: 12}
        activation: relu
        stem: {kernel: 3, stride: 1, channels: 8}
        stages:
          - depth: [1, 2, 3, 4]
            stride: 2
            channels: [8, 16]
            block: {kind: conv, kernel: [3, 5]}
        head: {channels: 0, classes: 10, dropout: 0}
        """;

    /** A space whose networks are trained for hundreds of steps in a second. */
    private static final String SMALL_SPACE = """
        name: small
        input: {channels: 1, resolution: 8}
        activation: relu
        stem: {kernel: 3, stride: 2, channels: 8}
        stages:
          - depth: [1, 2]
            stride: 2
            channels: [8, 16]
            block: {kind: conv, kernel: [1, 3]}
        head: {channels: 0, classes: 10, dropout: 0}
        """;

    private static final String ARCHITECTURE = """
        name: one
        input: 1x12x12
        stem: {kernel: 3, stride: 1, channels: 8, activation: relu}
        blocks: [cn_r1_k3_s2_c8_nre]
        head: {channels: 0, classes: 10}
        """;

    private static final String FOREIGN_TABLE = """
        unit,latency
        ir_r1_k3_s1_e6_c16_nre@16x14x14,0.125
        head_o10@24x6x6,0.0625
        """;

    /**
     * A device agent in AWK: it answers the requests of Sartor's agent protocol, one JSON object per line. The time that it reports for a
     * model is computed from the model's size, so it needs no time to measure and always reports the same.
     */
    private static final String AGENT = """
        function text(name) {
          match($0, "\\"" name "\\":\\"[^\\"]*")
          return substr($0, RSTART + length(name) + 4, RLENGTH - length(name) - 4)
        }
        function number(name) {
          match($0, "\\"" name "\\":[0-9]+")
          return substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 3)
        }
        function answer(rest) {
          print "{\\"answer\\":" rest "}"
          fflush()
        }
        $0 ~ "^{\\"ask\\":\\"hello\\"" {
          answer("\\"hello\\",\\"protocol\\":" number("protocol") ",\\"sartor\\":\\"" text("sartor") "\\"")
        }
        $0 ~ "^{\\"ask\\":\\"use\\"" { answer("\\"using\\",\\"sessionsAtOnce\\":1000,\\"turnsAtOnce\\":1") }
        $0 ~ "^{\\"ask\\":\\"describe\\"" { answer(DESCRIPTION) }
        $0 ~ "^{\\"ask\\":\\"open\\"" {
          hash = text("sha256")
          if (hash in size) {
            ms[number("session")] = 1 + size[hash] / 1e4
            answer("\\"opened\\",\\"staysWarm\\":true")
          } else {
            answer("\\"missing\\"")
          }
        }
        $0 ~ "^{\\"ask\\":\\"model\\"" {
          size[text("sha256")] = length($0)
          answer("\\"done\\"")
        }
        $0 ~ "^{\\"ask\\":\\"times\\"" { answer("\\"times\\",\\"ms\\":[" ms[number("session")] "]") }
        $0 ~ "^{\\"ask\\":\\"close\\"" { answer("\\"done\\"") }
        """;

    /** The agent's description of its device. */
    private static final String DESCRIPTION = """
        "description","description":{"device":{"provider":"CPU","threads":1,"batch":1,"precision":"FP32"},\
        "machine":{"cpu":"Calm 1","architecture":"none","processors":1,"affinity":"0","virtual":false,\
        "memoryBytes":1,"os":"none","kernel":"none"},"state":{"governor":null,"clockMhz":null,\
        "temperatureCelsius":null},"runtime":{"name":"calm","version":"1","build":"1"},"settings":{}}\
        """;

    private KillStart() {}

    /** The folder {@code start} with these files; it is created at the first call. */
    static Path in(Path folder) throws IOException {
        Path start = folder.resolve("start");
        if (Files.exists(start)) {
            return start;
        }
        Files.createDirectories(start);
        Files.writeString(start.resolve("tiny.yaml"), SPACE);
        Files.writeString(start.resolve("small.yaml"), SMALL_SPACE);
        Files.writeString(start.resolve("one.yaml"), ARCHITECTURE);
        Files.writeString(start.resolve("foreign.csv"), FOREIGN_TABLE);
        Files.writeString(start.resolve("agent.awk"), AGENT);
        // mawk, unlike other versions of awk, reads line by line only with this option
        Files.writeString(
                start.resolve("agent.sh"),
                "if awk -W interactive 'BEGIN { exit }' </dev/null 2>/dev/null; then w='-W interactive'; fi\n"
                        + "exec awk $w -v DESCRIPTION='" + DESCRIPTION + "' -f agent.awk\n");
        FakePhone.create(start);
        Path phone = start.resolve("phone/phone.yaml");
        // relative, so that the folder can be copied
        Files.writeString(
                phone, Files.readString(phone).replace(start.resolve("phone").toString(), "."));
        return start;
    }
}
