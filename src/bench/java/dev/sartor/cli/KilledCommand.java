package dev.sartor.cli;

import java.util.List;
import java.util.Optional;

/**
 * A command that writes files, and the command that continues it after a kill.
 *
 * @param name               a word for the table of results
 * @param command            its words without {@code sartor}; paths are relative to the folder it runs in
 * @param resumed            a file, and the words of the command that continues once this file exists; empty if the same command continues
 * @param timeDependentFiles files that depend on measured times, and which determine all other files; such a command is compared with one that
 *                continues from these files alone
 */
record KilledCommand(String name, List<String> command, Optional<Resumed> resumed, List<String> timeDependentFiles) {
    /**
     * The command that continues a killed one if a file exists.
     *
     * @param file    relative to the folder of the command
     * @param command words without {@code sartor}
     */
    record Resumed(String file, List<String> command) {}

    private static final String DATA = "shapes:train=40,validation=20,test=20,size=12";
    private static final String AGENT = " --threads 1 --via 'sh agent.sh'";

    /** A command that continues if it is given again. */
    private static KilledCommand same(String name, String command) {
        return new KilledCommand(name, words(command), Optional.empty(), List.of());
    }

    /** A command that another one, {@code resumed}, continues once a file exists. */
    private static KilledCommand resumed(String name, String command, String file, String resumed) {
        return new KilledCommand(name, words(command), Optional.of(new Resumed(file, words(resumed))), List.of());
    }

    /** The words of a command line, in which the agent's command is quoted. */
    private static List<String> words(String command) {
        return List.of(command.split(" (?=([^']*'[^']*')*[^']*$)")).stream()
                .map(w -> w.replace("'", ""))
                .toList();
    }

    /** The name of the command in file names. */
    String fileName() {
        return name.replaceAll("[^A-Za-z]+", "-");
    }

    /** All commands, each of which starts from the files of those before it. */
    static List<KilledCommand> all() {
        return List.of(
                same("demo", "demo --out demo --threads 1"),
                same(
                        "profile",
                        "profile --space tiny.yaml --device phone/phone.yaml --out phone.csv --rounds 2 --networks 9"),
                same("validate", "validate --table phone.csv --space tiny.yaml --networks 9 --rounds 2 --trust"),
                same(
                        "profile, agent",
                        "profile --space tiny.yaml --via 'sh agent.sh' --out table.csv --rounds 2 --networks 9"),
                same(
                        "validate, agent",
                        "validate --table table.csv --space tiny.yaml --networks 9 --rounds 2 --via 'sh agent.sh'"),
                same(
                        "tables import",
                        "tables import foreign.csv --format csv --columns key=unit,ms=latency --out imported.csv"),
                search("search", "run", "supernet:epochs=1"),
                search("search, training", "trained", "training:epochs=1"),
                search("search, halving", "halved", "halving:epochs=2,first=1,keep=2"),
                planned("search, time", "planned"),
                resumed(
                        "search, extended",
                        "search --resume trained --trials 3 --threads 1",
                        "trained/config.yaml",
                        "search --resume trained --trials 3 --threads 1"),
                same("train", "train run --epochs 2 --batch 16" + AGENT),
                same("train, again", "train run --epochs 1 --batch 32 --overwrite" + AGENT),
                same("train, from", "train run:1 --from run --epochs 1 --batch 16" + AGENT),
                same("train ARCH", "train one.yaml --data " + DATA + " --epochs 2 --batch 16 --threads 1 --out models"),
                same("export", "export run" + AGENT),
                same("export ARCH", "export one.yaml --data " + DATA + " --threads 1 --out copy.onnx"),
                same(
                        "export, PyTorch",
                        "export one.yaml --data " + DATA + " --out copy.safetensors --format safetensors --threads 1"),
                same("report", "report run"));
    }

    private static KilledCommand search(String name, String run, String accuracy) {
        return resumed(
                name,
                "search --space tiny.yaml --data " + DATA + " --table table.csv --trials 2 --accuracy " + accuracy
                        + " --threads 1 --out " + run,
                run + "/config.yaml",
                "search --resume " + run + " --threads 1");
    }

    /** A search whose settings follow from the measured speed of trainings. */
    private static KilledCommand planned(String name, String run) {
        return new KilledCommand(
                name,
                words("search --space small.yaml --data shapes:train=40,validation=20,test=20,size=8"
                        + " --limit macs<=10M --time 30s --threads 1 --out " + run),
                Optional.of(new Resumed(run + "/config.yaml", words("search --resume " + run + " --threads 1"))),
                List.of(run + "/config.yaml", run + "/environment.json", run + "/plan.txt"));
    }
}
