package dev.sartor.litert;

import dev.sartor.base.UserError;
import dev.sartor.network.BatchNormFolding;
import dev.sartor.network.Network;
import dev.sartor.network.Weights;
import dev.sartor.network.quantisation.QuantisedNetwork;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Export of networks as LiteRT files for one image at a time, N x H x W x C. */
public final class LiteRtExport {
    /** The format of files in 32-bit floats, for messages. */
    public static final String FORMAT = "LiteRT schema " + ModelFormat.VERSION + ", fp32";

    /** The format of files in 8-bit integers. */
    public static final String INT8_FORMAT = "LiteRT schema " + ModelFormat.VERSION + ", int8, weights per channel";

    /** Maximum size of the weights: FlatBuffers have 32-bit offsets, and 16 MiB are left for everything else. */
    private static final long MAX_BYTES = (1L << 31) - (1 << 24);

    private LiteRtExport() {}

    /**
     * The content of the file of a network in fp32. The same network, weights and metadata give the same bytes.
     *
     * @throws IllegalArgumentException if weights are missing or of the wrong size
     * @throws UserError if LiteRT lacks an operator, or the file would be too large
     */
    public static byte[] bytes(Network network, Weights weights, LiteRtMetadata metadata) {
        BatchNormFolding folded = BatchNormFolding.of(network, weights);
        return bytes(
                NetworkConversion.of(folded.network(), new FloatFormat(folded.network(), folded.weights())), metadata);
    }

    /**
     * The content of the file of a network in 8-bit integers, inputs and outputs included. Its activations are those of the
     * quantised network minus 128. Before a float stem, the input is in 32-bit floats.
     *
     * @throws UserError if the file would be too large
     */
    public static byte[] bytes(QuantisedNetwork quantised, LiteRtMetadata metadata) {
        return bytes(NetworkConversion.of(quantised), metadata);
    }

    /**
     * The memory that TensorFlow Lite Micro plans for the activations of the int8 file, in bytes. Its arena also holds its own
     * tables, and scratch buffers that depend on the kernels of the processor.
     */
    public static long arenaBytes(QuantisedNetwork quantised) {
        return ArenaPlan.of(NetworkConversion.of(quantised)).bytes();
    }

    /**
     * The same for a network whose weights are not known, with or without batch norms. It has a scale for each output channel of
     * the weights.
     */
    public static long arenaBytes(Network network) {
        return ArenaPlan.of(structure(network)).bytes();
    }

    /** The int8 model of a network without the data of its constants. */
    static LiteRtModel structure(Network network) {
        Network folded = BatchNormFolding.networkOf(network);
        return NetworkConversion.of(folded, new Int8Structure(folded));
    }

    private static byte[] bytes(LiteRtModel graph, LiteRtMetadata metadata) {
        requireFits(graph.name(), graph.constantBytes());
        LiteRtModel model = graph.withMetadata(MetadataFormat.KEY, MetadataFormat.bytes(graph, metadata));
        byte[] bytes = ModelFormat.bytes(model);
        if (!ModelFormat.read(ByteBuffer.wrap(bytes)).equals(model)) {
            throw new IllegalStateException("The LiteRT file of " + model.name() + " does not read as it was written");
        }
        return metadata.classes().isEmpty()
                ? bytes
                : AppendedArchive.append(
                        bytes,
                        MetadataFormat.LABELS,
                        String.join("\n", metadata.classes()).getBytes(StandardCharsets.UTF_8));
    }

    static void requireFits(String network, long weightBytes) {
        if (weightBytes > MAX_BYTES) {
            throw new UserError(
                    "the weights take " + weightBytes + " bytes, more than the " + MAX_BYTES
                            + " that a LiteRT file can hold",
                    "network " + network,
                    "export to a file .onnx");
        }
    }
}
