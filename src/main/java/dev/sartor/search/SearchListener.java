package dev.sartor.search;

/** Is told how a search gets on, on the thread that runs it. */
public interface SearchListener {

    /** Hears nothing. */
    SearchListener NONE = new SearchListener() {
    };

    /** Tells both. */
    static SearchListener both(SearchListener first, SearchListener second) {
        return new SearchListener() {
            @Override
            public void trial(Trial trial, Progress progress) {
                first.trial(trial, progress);
                second.trial(trial, progress);
            }

            @Override
            public void generation(Progress progress) {
                first.generation(progress);
                second.generation(progress);
            }
        };
    }

    /** A trial was recorded, or found recorded by an earlier session. */
    default void trial(Trial trial, Progress progress) {
    }

    /** A generation is complete. */
    default void generation(Progress progress) {
    }
}
