package dev.sartor.distributed;

import java.util.List;

/**
 * A request to a worker.
 *
 * @param json    the request, one line
 * @param subject the networks that it is about, for errors
 * @param files   what the worker needs and may lack
 */
public record WorkerRequest(String json, String subject, List<SharedFile> files) {
    public WorkerRequest {
        files = List.copyOf(files);
    }

    /** The file that a worker lacks. */
    public SharedFile file(WorkerAnswer.Missing missing) {
        return files.stream()
                .filter(f -> f.id().equals(missing.file()))
                .findFirst()
                .orElseThrow(missing::error);
    }
}
