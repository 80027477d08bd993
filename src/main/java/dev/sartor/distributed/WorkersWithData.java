package dev.sartor.distributed;

import dev.sartor.accuracy.source.CommandRequest;
import dev.sartor.data.Dataset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Workers, and the data set that requests to them are about.
 *
 * @param data   description of the data set for requests; empty for scores that need no images
 * @param images the file of images that a worker may lack; none for scores that need no images
 */
record WorkersWithData(Workers workers, Optional<CommandRequest.Data> data, List<SharedFile> images) {

    /** @param dataset data set of the search; workers that lack it get it */
    static WorkersWithData of(Workers workers, Dataset dataset) {
        return new WorkersWithData(
                workers,
                Optional.of(CommandRequest.Data.of(dataset)),
                List.of(SharedFile.of(dataset, TransferredFiles.ofUser())));
    }

    /** The same workers, for scores that need no images. */
    WorkersWithData withoutData() {
        return new WorkersWithData(workers, Optional.empty(), List.of());
    }

    /** The same, with a folder for what the workers print to stderr. */
    WorkersWithData withLogFolder(Path folder) {
        return new WorkersWithData(workers.withLogFolder(folder), data, images);
    }
}
