package dev.sartor.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Simulated phone: a shell script behind a device file. The latency of a model is 1 ms plus 0.1 us per byte of its file. Files in
 * the folder of the script make it fail in several ways.
 */
public final class FakePhone {
    /** Arguments: runs, then models. */
    private static final String PROGRAM = """
        cd "${0%/*}" || exit 1
        runs=$1
        shift
        echo "$#" >> calls
        calls=0
        if [ -e dies ] || [ -e jumps ]; then
          calls=$(wc -l < calls)
        fi
        if [ -e dies ] && [ "$calls" -gt "$(cat dies)" ]; then
          echo "device offline" >&2
          exit 1
        fi
        if [ -e nonsense ]; then
          echo "Segmentation fault"
          exit 0
        fi
        jump=0
        if [ -e jumps ] && [ $((calls % 5)) -eq 0 ]; then
          jump=$((calls % 2 + 1))
        fi
        from=0
        to=0
        if [ -e refuses ]; then
          { read -r from; read -r to; } < refuses
        fi
        # one process each for all models: starting processes takes most of the time
        wc -c "$@" | awk -v models="$#" -v runs="$runs" -v jump="$jump" -v from="$from" -v to="$to" '
          NR > models { exit }
          $1 >= from && $1 < to {
            print "no kernel for it" > "/dev/stderr"
            exit 1
          }
          {
            for (i = 1; i <= runs; i++) {
              ms = 1 + $1 / 1e4
              if (i == runs && jump == 1) ms = -3
              if (i == runs && jump == 2) ms = 1e7
              print "took", ms
            }
          }'
        """;

    private final Path folder;

    private FakePhone(Path folder) {
        this.folder = folder;
    }

    /** A working phone in the new folder {@code phone} of a folder. */
    public static FakePhone create(Path parent) throws IOException {
        Path folder = Files.createDirectory(parent.resolve("phone"));
        Files.writeString(folder.resolve("phone.sh"), PROGRAM);
        Files.writeString(folder.resolve("version"), "1\n");
        Files.writeString(folder.resolve("phone.yaml"), """
            run: sh FOLDER/phone.sh {runs} {models}
            times: 'took ([-0-9.e+]+)'
            describe:
              cpu: echo Tensor G3
              runtime: echo fake
              version: cat FOLDER/version
            """.replace("FOLDER", folder.toString()));
        return new FakePhone(folder);
    }

    /** The text of the device. */
    public String deviceFile() {
        return folder.resolve("phone.yaml").toString();
    }

    /** Runs the command {@code profile} of a space on this phone, in two rounds and with nine networks, which takes a second. */
    public CommandRun profile(Path space, Path table, String... more) {
        String[] profile = {
            "profile",
            "--space",
            space.toString(),
            "--device",
            deviceFile(),
            "--out",
            table.toString(),
            "--rounds",
            "2",
            "--networks",
            "9"
        };
        return CommandRun.of(Stream.of(profile, more).flatMap(Stream::of).toArray(String[]::new));
    }

    /** Makes the phone fail after this number of calls; see {@link #callCount}. */
    public void failAfterCalls(int calls) throws IOException {
        set("dies", Integer.toString(calls));
    }

    public void stopFailing() throws IOException {
        Files.delete(folder.resolve("dies"));
    }

    /** Makes the phone print text instead of times. */
    public void printNonsense() throws IOException {
        set("nonsense", "");
    }

    public void printTimes() throws IOException {
        Files.delete(folder.resolve("nonsense"));
    }

    /** Makes the phone refuse models of a size in bytes. */
    void refuseSizes(int from, int to) throws IOException {
        set("refuses", from + "\n" + to + "\n");
    }

    /** Makes the clock of the phone jump: in one call of five, the last time of each model is negative or hours long. */
    void makeClockJump() throws IOException {
        set("jumps", "");
    }

    /** Sets the version of the runtime on the phone. */
    public void setRuntimeVersion(String version) throws IOException {
        set("version", version + "\n");
    }

    int callCount() throws IOException {
        return Files.readAllLines(folder.resolve("calls")).size();
    }

    private void set(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
