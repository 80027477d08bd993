package dev.sartor.executor.memory;

/**
 * The numbering of the steps of a pass through a compiled network of {@code nodes} nodes, which gives the lifetimes of its
 * memory. At step 0 the input is written, then each node runs forward, the output is read, and for training each node runs
 * backward in reverse order.
 */
public record ExecutionSteps(int nodes, ExecutionMode mode) {
    /** The node index that stands for the writer of the input. */
    public static final int INPUT = -1;

    /** The step at which a node runs forward; 0 writes the input. */
    int forward(int node) {
        return node + 1;
    }

    /** The step at which the output is read and its gradient set. */
    int outputStep() {
        return nodes + 1;
    }

    /** The step at which a node runs backward. */
    int backward(int node) {
        return 2 * nodes + 1 - node;
    }

    /** The lifetime of memory that is in use at all steps. */
    Lifetime wholePass() {
        return new Lifetime(0, mode.hasBackward() ? backward(INPUT) : outputStep());
    }
}
