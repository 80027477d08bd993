package dev.sartor.litert;

import dev.sartor.litert.OperationOptions.Add;
import dev.sartor.litert.OperationOptions.Concatenation;
import dev.sartor.litert.OperationOptions.Conv2D;
import dev.sartor.litert.OperationOptions.DepthwiseConv2D;
import dev.sartor.litert.OperationOptions.FullyConnected;
import dev.sartor.litert.OperationOptions.FusedActivation;
import dev.sartor.litert.OperationOptions.Mul;
import dev.sartor.litert.OperationOptions.None;
import dev.sartor.litert.OperationOptions.Padding;
import dev.sartor.litert.OperationOptions.Pool2D;
import dev.sartor.litert.OperationOptions.Reducer;
import dev.sartor.litert.OperationOptions.Reshape;

/** The tables of options in {@code schema.fbs}: their numbers in the union {@code BuiltinOptions}, and their fields. */
final class OptionsFormat {
    private static final int NONE = 0;
    private static final int CONV_2D = 1;
    private static final int DEPTHWISE_CONV_2D = 2;
    private static final int POOL_2D = 5;
    private static final int FULLY_CONNECTED = 8;
    private static final int CONCATENATION = 10;
    private static final int ADD = 11;
    private static final int RESHAPE = 17;
    private static final int MUL = 21;
    private static final int REDUCER = 27;

    // numbers of fields: Conv2DOptions, DepthwiseConv2DOptions and Pool2DOptions begin with padding and strides
    private static final int PADDING = 0;

    private static final int STRIDE_W = 1;
    private static final int STRIDE_H = 2;

    private static final int CONV_ACTIVATION = 3;
    private static final int DEPTH_MULTIPLIER = 3;
    private static final int DEPTHWISE_ACTIVATION = 4;
    private static final int ONE_OUTPUT_PER_INPUT = 1;
    private static final int FILTER_WIDTH = 3;
    private static final int FILTER_HEIGHT = 4;
    /** In AddOptions, MulOptions and FullyConnectedOptions. */
    private static final int ACTIVATION = 0;

    private static final int KEEP_DIMS = 0;
    private static final int NEW_SHAPE = 0;
    private static final int AXIS = 0;

    private OptionsFormat() {}

    /** Adds options to the table of an operation, as the union in this field; the field before it holds their kind. */
    static FlatTable addTo(FlatTable operation, int field, OperationOptions options) {
        return switch (options) {
            case None _ -> operation;
            case Conv2D o ->
                operation.withUnion(
                        field,
                        CONV_2D,
                        window(o.padding(), o.stride())
                                .withByte(CONV_ACTIVATION, o.activation().code()));
            case DepthwiseConv2D o ->
                operation.withUnion(
                        field,
                        DEPTHWISE_CONV_2D,
                        window(o.padding(), o.stride())
                                .withInt(DEPTH_MULTIPLIER, ONE_OUTPUT_PER_INPUT)
                                .withByte(DEPTHWISE_ACTIVATION, o.activation().code()));
            case Pool2D o ->
                operation.withUnion(
                        field,
                        POOL_2D,
                        window(o.padding(), o.stride())
                                .withInt(FILTER_WIDTH, o.kernel())
                                .withInt(FILTER_HEIGHT, o.kernel()));
            case FullyConnected o -> operation.withUnion(field, FULLY_CONNECTED, activated(o.activation()));
            case Add o -> operation.withUnion(field, ADD, activated(o.activation()));
            case Mul o -> operation.withUnion(field, MUL, activated(o.activation()));
            case Reducer o ->
                operation.withUnion(field, REDUCER, new FlatTable().withBoolean(KEEP_DIMS, o.keepDimensions()));
            case Reshape o -> operation.withUnion(field, RESHAPE, new FlatTable().withInts(NEW_SHAPE, o.shape()));
            case Concatenation o -> operation.withUnion(field, CONCATENATION, new FlatTable().withInt(AXIS, o.axis()));
        };
    }

    private static FlatTable window(Padding padding, int stride) {
        return new FlatTable()
                .withByte(PADDING, padding.ordinal())
                .withInt(STRIDE_W, stride)
                .withInt(STRIDE_H, stride);
    }

    private static FlatTable activated(FusedActivation activation) {
        return new FlatTable().withByte(ACTIVATION, activation.code());
    }

    /** The options of an operation, which {@link #addTo} wrote. */
    static OperationOptions of(FlatTableReader operation, int field) {
        int kind = operation.byteAt(field - 1);
        if (kind == NONE) {
            return new None();
        }
        FlatTableReader options = operation.tableAt(field);
        return switch (kind) {
            case CONV_2D -> new Conv2D(padding(options), options.intAt(STRIDE_H), activation(options, CONV_ACTIVATION));
            case DEPTHWISE_CONV_2D ->
                new DepthwiseConv2D(
                        padding(options), options.intAt(STRIDE_H), activation(options, DEPTHWISE_ACTIVATION));
            case POOL_2D -> new Pool2D(padding(options), options.intAt(STRIDE_H), options.intAt(FILTER_HEIGHT));
            case FULLY_CONNECTED -> new FullyConnected(activation(options, ACTIVATION));
            case ADD -> new Add(activation(options, ACTIVATION));
            case MUL -> new Mul(activation(options, ACTIVATION));
            case REDUCER -> new Reducer(options.booleanAt(KEEP_DIMS));
            case RESHAPE -> new Reshape(options.intsAt(NEW_SHAPE));
            case CONCATENATION -> new Concatenation(options.intAt(AXIS));
            default -> throw new IllegalArgumentException("There are no options " + kind);
        };
    }

    private static Padding padding(FlatTableReader options) {
        return Padding.values()[options.byteAt(PADDING)];
    }

    private static FusedActivation activation(FlatTableReader options, int field) {
        return FusedActivation.of(options.byteAt(field));
    }
}
