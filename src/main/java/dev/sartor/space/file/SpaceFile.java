package dev.sartor.space.file;

import dev.sartor.base.Suggestions;
import dev.sartor.base.UserError;
import dev.sartor.base.file.FileNames;
import dev.sartor.base.file.ReadErrors;
import dev.sartor.base.yaml.YamlReader;
import dev.sartor.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Search spaces as YAML files; {@code search-spaces/README.md} describes the format. */
public final class SpaceFile {
    /** The folder of the shipped spaces, relative to the project's folder. */
    public static final Path FOLDER = Path.of("search-spaces");

    private static final String SUFFIX = ".yaml";

    private SpaceFile() {}

    /** The space of a file. Every mistake in it is a {@link UserError} with file, line and key. */
    public static SearchSpace read(Path file) {
        return SpaceReader.read(YamlReader.read(file)).withSource(file.toString());
    }

    /** The space of a text in the format of a file. */
    public static SearchSpace parse(Path file, String text) {
        return SpaceReader.read(YamlReader.read(file, text)).withSource(file.toString());
    }

    /** The space with a name in {@link #FOLDER}, or with a path. */
    public static SearchSpace find(String nameOrPath) {
        return find(nameOrPath, FOLDER);
    }

    /** The space with a name in a folder ({@code small-28}), or with a path ({@code my/space.yaml}). */
    public static SearchSpace find(String nameOrPath, Path folder) {
        return read(locate(nameOrPath, folder)).withSource(nameOrPath);
    }

    /** The file of a space, given by a name in a folder or by a path; a {@link UserError} if there is none. */
    public static Path locate(String nameOrPath, Path folder) {
        Path path = Path.of(nameOrPath);
        if (Files.isRegularFile(path)) {
            return path;
        }
        Path shipped = folder.resolve(nameOrPath + SUFFIX);
        if (Files.isRegularFile(shipped)) {
            return shipped;
        }
        List<String> names = names(folder);
        String name = FileNames.last(path).replace(SUFFIX, "");
        throw new UserError(
                "no search space '" + nameOrPath + "'",
                folder.toString(),
                names.isEmpty() ? "give a path to a YAML file" : Suggestions.fix(name, names));
    }

    /** All spaces of a folder, in alphabetical order of their files. */
    public static List<SearchSpace> readAll(Path folder) {
        return names(folder).stream().map(n -> read(folder.resolve(n + SUFFIX))).toList();
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(f -> f.endsWith(SUFFIX))
                    .map(f -> f.substring(0, f.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw ReadErrors.of(folder, e);
        }
    }
}
