package dev.sartor.space.yaml;

import dev.sartor.arch.UserError;
import java.nio.file.Path;

/**
 * Where in a file something stands.
 *
 * @param line from 1
 * @param path the keys that lead there, {@code stages[2].kernel}; empty for the whole file
 */
public record Place(Path file, int line, String path) {

    Place key(String key, int keyLine) {
        return new Place(file, keyLine, path.isEmpty() ? key : path + "." + key);
    }

    Place item(int index, int itemLine) {
        return new Place(file, itemLine, path + "[" + index + "]");
    }

    public UserError error(String what, String remedy) {
        return new UserError(what, toString(), remedy);
    }

    /** {@code search-spaces/x.yaml:14 stages[2].kernel}. */
    @Override
    public String toString() {
        return file + ":" + line + (path.isEmpty() ? "" : " " + path);
    }
}
