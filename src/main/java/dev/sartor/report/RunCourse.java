package dev.sartor.report;

import dev.sartor.arch.UserError;
import dev.sartor.search.CostModel;
import dev.sartor.search.Front;
import dev.sartor.search.Problem;
import dev.sartor.search.RunConfig;
import dev.sartor.search.TableLatency;
import dev.sartor.search.Trial;
import dev.sartor.space.SearchSpace;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** How a run's front grew, trial by trial. */
final class RunCourse {
    private final Set<Integer> front = new HashSet<>();
    private final List<Curve.Step> hypervolume = new ArrayList<>();

    /** @param tables those of the run that can be read */
    RunCourse(RunConfig config, SearchSpace space, List<RunTable> tables, List<Trial> trials) {
        Optional<Front> scaled = scaled(config, space, tables);
        // without a scale there is no volume, but the front is the same
        Front growing = scaled.orElseGet(() -> new Front(config.objectives(), config.objectives().stream().mapToDouble(_ -> 1).toArray()));
        int judged = 0;
        for (Trial trial : trials) {
            growing.add(trial);
            judged += trial.eligible() ? 1 : 0;
            if (trial.eligible() && scaled.isPresent()) {
                hypervolume.add(new Curve.Step(judged, growing.hypervolume()));
            }
        }
        growing.trials().forEach(t -> front.add(t.id()));
    }

    /** Empty where a latency table is gone or lacks units of the space. */
    private static Optional<Front> scaled(RunConfig config, SearchSpace space, List<RunTable> tables) {
        SortedMap<String, TableLatency> latencies = new TreeMap<>();
        try {
            tables.forEach(t -> t.latency(space).ifPresent(l -> latencies.put(t.name(), l)));
            return Optional.of(Front.of(new Problem(space, new CostModel(space, latencies), config.objectives(), config.limits())));
        } catch (UserError e) {
            return Optional.empty();
        }
    }

    boolean onFront(Trial trial) {
        return front.contains(trial.id());
    }

    /** The search's own curve, if its volume can be told. */
    List<Curve> curves(String label) {
        return hypervolume.isEmpty() ? List.of() : List.of(new Curve(label, hypervolume));
    }
}
