package dev.sartor.device;

/**
 * What a runtime's own profiler tells of one node of a model in one run.
 *
 * @param node its name in the optimised model: that of the last layer fused into it, perhaps with an ending; or one of
 *             the runtime's own making, such as a change of layout
 */
public record NodeTime(String node, double ms) {}
