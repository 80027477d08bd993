package dev.sartor.distributed;

/** The turn of a request to send a file to a machine, which simultaneous requests need as well. Thread-safe. */
final class SendingTurn {
    private boolean taken;

    /**
     * Takes the turn, or waits until the request that has it has sent the file.
     *
     * @return whether another request had the turn; then this one does not have it
     */
    synchronized boolean waitForOthers() throws InterruptedException {
        boolean waited = taken;
        while (taken) {
            wait();
        }
        taken = !waited;
        return waited;
    }

    /** Ends the turn, if it has not ended. */
    synchronized void end() {
        taken = false;
        notifyAll();
    }
}
