package dev.sartor.latency.measuring;

import dev.sartor.latency.Discipline;
import dev.sartor.latency.Quantiles;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells which probes need no more visits. */
@FunctionalInterface
interface Settling {

    /** Keys of the probes that are known well enough. */
    Set<String> settled(Measured measured);

    /** Each probe by itself, once its median is known so well, relatively; none if that is 0. */
    static Settling each(List<Probe> probes, double precision) {
        return measured -> precision == 0
                ? Set.of()
                : probes.stream()
                        .map(Probe::key)
                        .filter(key -> {
                            double[] rounds = Measured.present(measured.roundsMs(key));
                            return rounds.length >= Discipline.LEAST_ROUNDS
                                    && Precision.halfWidth(rounds) <= precision * Quantiles.median(rounds);
                        })
                        .collect(Collectors.toSet());
    }
}
