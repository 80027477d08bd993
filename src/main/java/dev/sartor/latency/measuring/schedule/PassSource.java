package dev.sartor.latency.measuring.schedule;

import java.util.OptionalInt;

/** Hands out the passes of a measurement, each of which is a few rounds, to the device that makes them. */
@FunctionalInterface
interface PassSource {

    /**
     * The next pass; empty if none is left. The pass before is finished. May wait for boards that could leave theirs.
     *
     * @throws InterruptedException if the thread was interrupted
     */
    OptionalInt next() throws InterruptedException;

    /** All passes in order, for a device that is measured alone. */
    static PassSource inOrder(int passes) {
        return new PassSource() {
            private int next;

            @Override
            public OptionalInt next() {
                return next < passes ? OptionalInt.of(next++) : OptionalInt.empty();
            }
        };
    }
}
