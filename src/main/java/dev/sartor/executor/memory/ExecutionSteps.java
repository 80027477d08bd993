package dev.sartor.executor.memory;

/**
 * The steps of a pass in order: the input is placed, each of {@code nodes} runs forward, the output is read, and where
 * the purpose is to go back each does.
 */
public record ExecutionSteps(int nodes, ExecutionMode mode) {
    /** The place of what writes the input. */
    public static final int INPUT = -1;

    /** The step at which a node runs forward; before the first, the input is placed. */
    int forward(int node) {
        return node + 1;
    }

    /** The step at which the output is read and its gradient given. */
    int outputStep() {
        return nodes + 1;
    }

    /** The step at which a node goes back. */
    int backward(int node) {
        return 2 * nodes + 1 - node;
    }

    /** All steps. */
    Lifetime wholePass() {
        return new Lifetime(0, mode.hasBackward() ? backward(INPUT) : outputStep());
    }
}
