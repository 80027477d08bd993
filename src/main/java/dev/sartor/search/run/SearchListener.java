package dev.sartor.search.run;

import dev.sartor.executor.training.TrainingListener;
import dev.sartor.search.front.Trial;
import java.nio.file.Path;

/** Listener that receives the progress events of a search, on the thread that runs it. */
public interface SearchListener {

    /** Ignores all events. */
    SearchListener NONE = new SearchListener() {};

    /** A listener that passes all events to both, except those of {@link #preparation}, which only the first receives. */
    static SearchListener combined(SearchListener first, SearchListener second) {
        return new SearchListener() {
            @Override
            public TrainingListener preparation() {
                return first.preparation();
            }

            @Override
            public void reused(Path folder) {
                first.reused(folder);
                second.reused(folder);
            }

            @Override
            public void trial(Trial trial, SearchProgress progress) {
                first.trial(trial, progress);
                second.trial(trial, progress);
            }

            @Override
            public void baseline(SearchProgress progress) {
                first.baseline(progress);
                second.baseline(progress);
            }
        };
    }

    /** Listener of the training that prepares the accuracy source, if it needs any. */
    default TrainingListener preparation() {
        return TrainingListener.NO_OP;
    }

    /** The accuracy source reuses the trained state of an earlier run, from this folder. */
    default void reused(Path folder) {}

    /** A trial was recorded by this session or replayed from an earlier one. */
    default void trial(Trial trial, SearchProgress progress) {}

    /** A trial of the {@link RandomBaseline} was recorded or replayed. */
    default void baseline(SearchProgress progress) {}
}
