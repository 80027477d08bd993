package dev.sartor.data;

import java.nio.file.Path;

/** A reader of one folder format of data sets. */
interface FolderReader {
    /** Whether a folder has this format, judged by file names only. */
    boolean recognises(Path folder);

    /** The files that {@link #recognises} expects, as text for the user. */
    String expectedFiles();

    /**
     * Reads the whole folder.
     *
     * @throws dev.sartor.base.UserError if a file is missing, truncated or in another format
     */
    SourceDataset read(Path folder, DatasetOptions options);
}
