package dev.sartor.device;

/**
 * The time of one node of a model in one run, from the runtime's profiler.
 *
 * @param nodeName name in the optimised model: the name of the last layer fused into the node, possibly with a suffix, or a
 *                 name that the runtime made, such as for a change of layout
 */
public record NodeTime(String nodeName, double ms) {}
