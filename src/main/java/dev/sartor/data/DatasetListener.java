package dev.sartor.data;

import dev.sartor.data.image.ImageChanges;

/** Receives progress events while a data set is opened, all on the thread that opens it. */
public interface DatasetListener {
    /** Ignores all events. */
    DatasetListener NONE = new DatasetListener() {};

    /**
     * Images have another shape than the requested one and are about to be converted.
     *
     * @param changes of all images, or of a sample of many image files
     */
    default void converting(ImageChanges changes) {}

    /**
     * Image files are decoded for the first time; their pixels are then stored on the disk. Called after every group of files.
     *
     * @throws java.util.concurrent.CancellationException to stop; files decoded so far are not decoded again next time
     */
    default void decoded(int done, int total) {}

    /** The data set is open. */
    default void opened(SplitSummary summary) {}
}
