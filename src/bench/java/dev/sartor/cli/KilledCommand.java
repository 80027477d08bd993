package dev.sartor.cli;

import java.util.List;
import java.util.Optional;

/**
 * A command that writes files, and the command that continues it after a kill.
 *
 * @param name     a word for the table of results
 * @param command  its words without {@code sartor}; paths are relative to the folder it runs in
 * @param resumed  a file, and the words of the command that continues once this file exists; empty if the same command continues
 */
record KilledCommand(String name, List<String> command, Optional<Resumed> resumed) {
    /** The command that continues a killed one if this file exists. */
    record Resumed(String file, List<String> command) {}

    private static final String DATA = "shapes:train=120,validation=60,test=60,size=12";

    private static KilledCommand same(String name, String command) {
        return new KilledCommand(name, List.of(command.split(" ")), Optional.empty());
    }

    private static KilledCommand resumed(String name, String command, String file, String resumed) {
        return new KilledCommand(
                name, List.of(command.split(" ")), Optional.of(new Resumed(file, List.of(resumed.split(" ")))));
    }

    /** All commands, each of which starts from the files of those before it. */
    static List<KilledCommand> all() {
        return List.of(
                same(
                        "profile",
                        "profile --space tiny.yaml --device phone/phone.yaml --out table.csv --rounds 2 --networks 9"),
                same(
                        "tables import",
                        "tables import foreign.csv --format csv --columns key=unit,ms=latency --out imported.csv"),
                same("validate", "validate --table table.csv --space tiny.yaml --networks 9 --rounds 2 --trust"),
                resumed(
                        "search",
                        "search --space tiny.yaml --data " + DATA
                                + " --table table.csv --trials 4 --accuracy supernet:epochs=1 --threads 1 --out run",
                        "run/config.yaml",
                        "search --resume run --threads 1"),
                resumed(
                        "search, halving",
                        "search --space tiny.yaml --data " + DATA
                                + " --table table.csv --trials 4 --accuracy halving:epochs=4,first=1,keep=2 --threads"
                                + " 1 --out halved",
                        "halved/config.yaml",
                        "search --resume halved --threads 1"),
                same("train", "train run --epochs 2 --batch 16 --threads 1 --trust"),
                same("train, again", "train run --epochs 1 --batch 32 --threads 1 --overwrite --trust"),
                same("train ARCH", "train one.yaml --data " + DATA + " --epochs 1 --batch 16 --threads 1 --out models"),
                same("export", "export run --threads 1 --trust"),
                same(
                        "export, PyTorch",
                        "export one.yaml --data " + DATA + " --out copy.safetensors --format safetensors --threads 1"),
                same("report", "report run"));
    }
}
