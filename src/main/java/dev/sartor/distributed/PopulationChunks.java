package dev.sartor.distributed;

import dev.sartor.arch.Architecture;
import dev.sartor.base.UserError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A population that workers evaluate in chunks, one for each worker. Networks of a chunk have similar blocks, because those
 * of a supernet share the computations of equal ones. The scores do not depend on the chunks.
 */
final class PopulationChunks {
    /** A request costs more than the score of one network. */
    private static final int MIN_NETWORKS = 2;

    private PopulationChunks() {}

    /**
     * The scores of networks, in their order.
     *
     * @param request the request for a chunk
     */
    static List<List<Double>> scores(
            Workers workers, List<Architecture> networks, Function<List<Architecture>, WorkerRequest> request)
            throws InterruptedException {
        List<List<Integer>> chunks = chunks(networks, workers.slots());
        List<List<Double>> scores = new ArrayList<>(Collections.nCopies(networks.size(), List.of()));
        List<Callable<WorkerAnswer.Scores>> requests = new ArrayList<>();
        for (List<Integer> chunk : chunks) {
            List<Architecture> members = chunk.stream().map(networks::get).toList();
            requests.add(() -> workers.ask(request.apply(members)));
        }
        List<WorkerAnswer.Scores> answers = SimultaneousRequests.send(requests, requests.size());
        for (int c = 0; c < chunks.size(); c++) {
            List<List<Double>> answer = answers.get(c).networks();
            requireSize(answer.size(), chunks.get(c).size());
            for (int i = 0; i < answer.size(); i++) {
                scores.set(chunks.get(c).get(i), answer.get(i));
            }
        }
        return scores;
    }

    private static void requireSize(int answered, int asked) {
        if (answered != asked) {
            throw new UserError(
                    "a worker answered " + answered + " scores for " + asked + " networks",
                    "--workers",
                    "let the command start sartor evaluate",
                    UserError.ExitCode.FAILED);
        }
    }

    /** Positions of networks, in at most {@code count} groups of almost equal size. */
    private static List<List<Integer>> chunks(List<Architecture> networks, int count) {
        List<Integer> similar = IntStream.range(0, networks.size())
                .boxed()
                .sorted(Comparator.comparing(
                        i -> networks.get(i).input() + " " + networks.get(i).blockStrings()))
                .toList();
        int size = networks.size();
        int groups = Math.clamp(size / MIN_NETWORKS, 1, Math.max(1, count));
        return IntStream.range(0, groups)
                .mapToObj(
                        g -> similar.subList((int) ((long) size * g / groups), (int) ((long) size * (g + 1) / groups)))
                .toList();
    }
}
