package dev.sartor.device.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the files with which Linux describes the machine, such as {@code /proc/cpuinfo}. Missing or unreadable files give empty
 * values, as all of them do on other operating systems.
 */
public final class SystemFiles {
    private final Path root;

    public SystemFiles(Path root) {
        this.root = root;
    }

    /** The value of the first line {@code key : value} or {@code key="value"}. */
    Optional<String> value(String file, String key) {
        return lines(file).stream()
                .filter(line -> line.startsWith(key)
                        && line.substring(key.length()).stripLeading().matches("[:=].*"))
                .map(line -> line.substring(key.length())
                        .stripLeading()
                        .substring(1)
                        .strip()
                        .replaceAll("^\"|\"$", ""))
                .findFirst();
    }

    /** The first line of a file. */
    public Optional<String> line(String file) {
        return lines(file).stream().findFirst().map(String::strip);
    }

    Optional<Double> number(String file) {
        return line(file).flatMap(SystemFiles::parseNumber);
    }

    static Optional<Double> parseNumber(String text) {
        try {
            return Optional.of(Double.parseDouble(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Names of the entries of a folder that start with {@code start}. */
    List<String> entryNames(String folder, String start) {
        try (Stream<Path> entries = Files.list(root.resolve(folder))) {
            return entries.map(p -> p.getFileName().toString())
                    .filter(name -> name.startsWith(start))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private List<String> lines(String file) {
        try {
            return Files.readAllLines(root.resolve(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
