package dev.sartor.network;

import dev.sartor.arch.Architecture;
import dev.sartor.arch.Block;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.base.UserError;

/** Lowers an architecture to its network. Layers are named {@code stem.conv}, {@code block1.expand}, {@code head.classifier} … */
public final class Lowering {
    private Lowering() {}

    /** The network of an architecture. A block that does not fit its input (groups that do not divide) is a {@link UserError}. */
    public static Network lower(Architecture a) {
        var graph = new GraphBuilder(a.input());
        stem(graph, a.stem());
        int index = 0;
        for (Block block : a.blocks()) {
            index++;
            block(graph, a.name(), "block" + index, block);
        }
        head(graph, a.head());
        return graph.network(a.name());
    }

    /** A stem alone, on an input of that shape: what {@link Network#cut} gives of it. */
    public static Network lower(Stem stem, Shape input) {
        var graph = new GraphBuilder(input);
        stem(graph, stem);
        return alone(graph);
    }

    /** A block alone, on an input of that shape; an identity that changes nothing is a network without layers. */
    public static Network lower(Block block, Shape input) {
        var graph = new GraphBuilder(input);
        block(graph, "input " + input, "block", block);
        return alone(graph);
    }

    /** A classifier alone, on the features that it reads. */
    public static Network lower(Head.Classifier head, Shape input) {
        var graph = new GraphBuilder(input);
        head(graph, head);
        return alone(graph);
    }

    private static Network alone(GraphBuilder graph) {
        return graph.network(graph.network("alone").segments().getFirst().key());
    }

    private static void block(GraphBuilder graph, String owner, String scope, Block block) {
        graph.open(scope, BlockStrings.format(block));
        try {
            BlockLowering.lower(graph, block);
        } catch (IllegalArgumentException e) {
            throw new UserError(
                    e.getMessage(),
                    owner + " " + scope + " " + BlockStrings.format(block),
                    "choose channels and groups that fit each other");
        }
        graph.close();
    }

    private static void stem(GraphBuilder graph, Stem stem) {
        graph.open(
                "stem",
                "stem_k%d_s%d_c%d_%s"
                        .formatted(
                                stem.kernel(),
                                stem.stride(),
                                stem.channels(),
                                stem.activation().token()));
        graph.conv("conv", stem.channels(), stem.kernel(), stem.stride(), 1)
                .norm("conv")
                .activate("conv", stem.activation());
        graph.close();
    }

    private static void head(GraphBuilder graph, Head head) {
        switch (head) {
            case Head.Backbone _ -> {}
            case Head.Classifier h -> {
                graph.open("head", text(h));
                if (h.convChannels() > 0) {
                    graph.conv("conv", h.convChannels(), 1, 1, 1).norm("conv").activate("conv", h.activation());
                }
                graph.pool("pool");
                if (h.hiddenChannels() > 0) {
                    graph.linear("hidden", h.hiddenChannels()).activate("hidden", h.activation());
                }
                if (h.dropout() > 0) {
                    graph.add("dropout", new Op.Dropout(h.dropout()), graph.shape(), graph.last());
                }
                graph.linear("classifier", h.classes());
                graph.close();
            }
        }
    }

    private static String text(Head.Classifier h) {
        return "head" + (h.convChannels() > 0 ? "_c" + h.convChannels() : "")
                + (h.hiddenChannels() > 0 ? "_h" + h.hiddenChannels() : "")
                + (h.convChannels() + h.hiddenChannels() > 0
                        ? "_" + h.activation().token()
                        : "") + "_o" + h.classes();
    }
}
