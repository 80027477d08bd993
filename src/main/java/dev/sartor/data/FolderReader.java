package dev.sartor.data;

import java.nio.file.Path;

/** Reads one way in which data sets lie in folders. */
interface FolderReader {
    /** Whether the folder looks like that, judged by names only. */
    boolean recognises(Path folder);

    /** What makes {@link #recognises} true, in words for the user. */
    String expectedFiles();

    /**
     * Reads it all.
     *
     * @throws dev.sartor.base.UserError if a file is missing, cut or not what its name says
     */
    UnsplitDataset read(Path folder, DatasetOptions options);
}
