package dev.sartor.search.run;

import dev.sartor.search.front.Trial;
import java.util.Optional;

/** Record of a search's trials, from which an interrupted search is resumed. */
public interface Journal {

    /** Records nothing. */
    Journal NONE = new Journal() {
        @Override
        public Optional<Trial> recordedTrial(Trial expected) {
            return Optional.empty();
        }

        @Override
        public void append(Trial trial) {
            // nothing is recorded
        }
    };

    /**
     * Returns the trial that an earlier session recorded under the same id.
     *
     * @param expected the trial without its score
     * @throws dev.sartor.base.UserError if the recorded trial differs from it
     */
    Optional<Trial> recordedTrial(Trial expected);

    /** Records the next trial durably: it is on the disk when this returns. */
    void append(Trial trial);
}
