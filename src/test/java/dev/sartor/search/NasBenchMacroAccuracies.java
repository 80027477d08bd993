package dev.sartor.search;

import dev.sartor.accuracy.source.AccuracySource;
import dev.sartor.arch.Architecture;
import dev.sartor.search.front.Front;
import dev.sartor.search.front.Trial;
import dev.sartor.search.problem.CostModel;
import dev.sartor.search.problem.SearchProblem;
import dev.sartor.space.NasBenchMacro;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Accuracy source with the true accuracies of NAS-Bench-Macro (CIFAR-10). */
public final class NasBenchMacroAccuracies implements AccuracySource {
    public final SearchSpace space = SpaceFile.find("nas-bench-macro");
    public final Map<String, NasBenchMacro.Row> rows;

    private NasBenchMacroAccuracies(Map<String, NasBenchMacro.Row> rows) {
        this.rows = rows;
    }

    public static NasBenchMacroAccuracies read() {
        return new NasBenchMacroAccuracies(NasBenchMacro.rows().stream()
                .collect(Collectors.toMap(NasBenchMacro.Row::genome, Function.identity())));
    }

    /** Maximises accuracy and minimises MACs, without limits. */
    public SearchProblem problem() {
        return new SearchProblem(
                space,
                new CostModel(space, new TreeMap<>()),
                SearchProblem.defaultObjectivesWithoutLatency(),
                List.of());
    }

    /** The front of all networks. */
    public Front front(SearchProblem problem) {
        Front front = Front.of(problem);
        new TreeMap<>(rows)
                // Trial: id, generation, origin, genome, blocks, costs, feasible, prediction, score
                .forEach((genome, row) -> front.add(new Trial(
                        front.size() + 1,
                        0,
                        Trial.Origin.RANDOM,
                        genome,
                        List.of(),
                        problem.costModel().of(space.parse(genome)),
                        true,
                        Optional.empty(),
                        OptionalDouble.of(row.accuracy()))));
        return front;
    }

    /** The highest accuracy of the space. */
    public double best() {
        return rows.values().stream()
                .mapToDouble(NasBenchMacro.Row::accuracy)
                .max()
                .orElseThrow();
    }

    @Override
    public double score(Architecture architecture, long seed) {
        return rows.get(space.format(space.encode(architecture))).accuracy();
    }

    @Override
    public String description() {
        return "NAS-Bench-Macro";
    }
}
