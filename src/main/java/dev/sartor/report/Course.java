package dev.sartor.report;

import java.util.List;

/**
 * How a search went.
 *
 * @param hypervolume over evaluations: the search itself first, then what it is compared with; none where it cannot be told
 * @param chance      which baseline that is, in words
 * @param generations in order
 */
public record Course(List<Curve> hypervolume, String chance, List<Generation> generations) {

    /** Of a run that has not begun. */
    public static final Course NONE = new Course(List.of(), "", List.of());

    public Course {
        hypervolume = List.copyOf(hypervolume);
        generations = List.copyOf(generations);
    }
}
