package dev.sartor.search.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sartor.executor.training.TrainingListener;
import dev.sartor.search.front.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchListenerTest {
    private final List<String> events = new ArrayList<>();
    private static final TrainingListener TRAINING = new TrainingListener() {};

    private SearchListener named(String name) {
        return new SearchListener() {
            @Override
            public TrainingListener preparation() {
                return TRAINING;
            }

            @Override
            public void reused(Path folder) {
                events.add(name + " reused " + folder);
            }

            @Override
            public void trial(Trial trial, SearchProgress progress) {
                events.add(name + " trial " + progress.evaluated());
            }

            @Override
            public void baseline(SearchProgress progress) {
                events.add(name + " baseline " + progress.evaluated());
            }
        };
    }

    private static SearchProgress progress(int evaluated, int replayed, double seconds) {
        // SearchProgress: generation, evaluated networks, those in evaluation and replayed, budget, networks beyond the
        // limits, best trial, size and hypervolume of the front, seconds
        return new SearchProgress(0, evaluated, 1, replayed, 9, 0, Optional.empty(), 0, 0, seconds);
    }

    @Test
    void bothListenersOfACombinedOneReceiveAllEventsButThePreparation() {
        SearchListener both = SearchListener.combined(named("a"), named("b"));
        both.reused(Path.of("x"));
        both.trial(null, progress(1, 0, 1));
        both.baseline(progress(2, 0, 1));
        assertEquals(
                List.of("a reused x", "b reused x", "a trial 1", "b trial 1", "a baseline 2", "b baseline 2"), events);
        assertSame(TRAINING, both.preparation());
        assertSame(
                TrainingListener.NO_OP,
                SearchListener.combined(SearchListener.NONE, named("b")).preparation());
    }

    @Test
    void replayedNetworksDoNotCountForTheRate() {
        assertEquals(2, progress(7, 3, 2).perSecond());
        assertEquals(0, progress(7, 3, 0).perSecond());
    }
}
