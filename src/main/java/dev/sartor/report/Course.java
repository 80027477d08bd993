package dev.sartor.report;

import dev.sartor.search.Foresight;
import java.util.List;
import java.util.Optional;

/**
 * How a search went.
 *
 * @param hypervolume over evaluations: the search itself first, then what it is compared with; none where it cannot be told
 * @param chance      which baseline that is, in words
 * @param generations in order
 * @param foresight   how well it foresaw what it measured, if it predicts
 */
public record Course(
        List<Curve> hypervolume, String chance, List<Generation> generations, Optional<Foresight> foresight) {

    /** Of a run that has not begun. */
    public static final Course NONE = new Course(List.of(), "", List.of(), Optional.empty());

    public Course {
        hypervolume = List.copyOf(hypervolume);
        generations = List.copyOf(generations);
    }
}
