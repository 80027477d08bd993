package dev.sartor.onnx;

import dev.sartor.network.Op;
import java.util.List;

/** Adds activation functions to an ONNX graph. */
final class ActivationWriter {
    private final OnnxGraph graph;
    private final ActivationOperators operators;

    ActivationWriter(OnnxGraph graph, ActivationOperators operators) {
        this.graph = graph;
        this.operators = operators;
    }

    /**
     * Adds the nodes of a function.
     *
     * @param name name of the last node, and the beginning of the names of the others
     * @param in   name of the input tensor, as a list of one
     * @param out  name of the output tensor
     */
    void write(String name, Op.Function function, List<String> in, String out) {
        switch (function) {
            case RELU -> addNode(OnnxOperator.RELU, name, in, out);
            case RELU6 ->
                addNode(
                        OnnxOperator.CLIP,
                        name,
                        List.of(in.getFirst(), graph.scalar("zero", 0), graph.scalar("six", 6)),
                        out);
            case HSWISH -> hardSwish(name, in, out);
            case SWISH -> {
                addNode(OnnxOperator.SIGMOID, name + ".sigmoid", in, name + ".sigmoid");
                addNode(OnnxOperator.MUL, name, List.of(in.getFirst(), name + ".sigmoid"), out);
            }
            case HARD_SIGMOID -> hardSigmoid(name, in, out);
            case SIGMOID -> addNode(OnnxOperator.SIGMOID, name, in, out);
        }
    }

    private void hardSwish(String name, List<String> in, String out) {
        switch (operators) {
            case STANDARD -> addNode(OnnxOperator.HARD_SWISH, name, in, out);
            case BASIC -> {
                hardSigmoid(name + ".gate", in, name + ".gate");
                addNode(OnnxOperator.MUL, name, List.of(in.getFirst(), name + ".gate"), out);
            }
        }
    }

    private void hardSigmoid(String name, List<String> in, String out) {
        switch (operators) {
            case STANDARD ->
                graph.add(new OnnxNode(OnnxOperator.HARD_SIGMOID, name, in, out)
                        .with(OnnxAttribute.ALPHA, 1 / 6f)
                        .with(OnnxAttribute.BETA, 0.5f));
            case BASIC -> {
                String shifted = name + ".shifted";
                String clipped = name + ".clipped";
                addNode(OnnxOperator.ADD, shifted, List.of(in.getFirst(), graph.scalar("three", 3)), shifted);
                addNode(
                        OnnxOperator.CLIP,
                        clipped,
                        List.of(shifted, graph.scalar("zero", 0), graph.scalar("six", 6)),
                        clipped);
                addNode(OnnxOperator.MUL, name, List.of(clipped, graph.scalar("sixth", 1 / 6f)), out);
            }
        }
    }

    private void addNode(OnnxOperator operator, String name, List<String> in, String out) {
        graph.add(new OnnxNode(operator, name, in, out));
    }
}
