package dev.sartor.base.yaml;

import dev.sartor.base.UserError;
import java.nio.file.Path;

/**
 * A location in a file.
 *
 * @param line line number, from 1
 * @param path keys and indices from the root, {@code stages[2].kernel}; empty for the whole file
 */
public record SourceLocation(Path file, int line, String path) {

    /** The location of a key in the mapping at this location. */
    SourceLocation atKey(String key, int keyLine) {
        return new SourceLocation(file, keyLine, path.isEmpty() ? key : path + "." + key);
    }

    /** The location of an item in the list at this location. */
    SourceLocation atItem(int index, int itemLine) {
        return new SourceLocation(file, itemLine, path + "[" + index + "]");
    }

    /** An error at this location. */
    public UserError error(String what, String fix) {
        return new UserError(what, toString(), fix);
    }

    /** {@code search-spaces/x.yaml:14 stages[2].kernel}. */
    @Override
    public String toString() {
        return file + ":" + line + (path.isEmpty() ? "" : " " + path);
    }
}
