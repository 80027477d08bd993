package dev.sartor.search;

/** Is told how a search gets on, on the thread that runs it. */
public interface SearchListener {

    /** Hears nothing. */
    SearchListener NONE = new SearchListener() {
    };

    /** A trial was recorded, or found recorded by an earlier session. */
    default void trial(Trial trial, Progress progress) {
    }

    /** A generation is complete. */
    default void generation(Progress progress) {
    }
}
