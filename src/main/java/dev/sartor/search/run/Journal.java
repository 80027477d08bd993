package dev.sartor.search.run;

import dev.sartor.search.front.Trial;
import java.util.Optional;

/** Where a search records its trials, and finds those it recorded before it was interrupted. */
public interface Journal {

    /** Keeps nothing. */
    Journal NONE = new Journal() {
        @Override
        public Optional<Trial> recorded(Trial expected) {
            return Optional.empty();
        }

        @Override
        public void append(Trial trial) {
            // nothing is kept
        }
    };

    /**
     * The trial that an earlier session recorded under the same id.
     *
     * @param expected the trial as it is about to be made, its accuracy unknown
     * @throws dev.sartor.base.UserError if the recorded trial is another one
     */
    Optional<Trial> recorded(Trial expected);

    /** Records the next trial; it is kept when this returns. */
    void append(Trial trial);
}
