package dev.sartor.litert;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file format of models: the tables of {@code schema.fbs}, version 3, with the numbers of their fields. Buffer 0 is empty
 * and belongs to all activations; each constant has a buffer of its own.
 */
final class ModelFormat {
    private static final String IDENTIFIER = "TFL3";
    static final int VERSION = 3;
    /** Upper bound of the size of a table without constants. */
    private static final int BYTES_PER_TABLE = 256;

    /** The index of the buffer of activations. */
    private static final int EMPTY_BUFFER = 0;

    private static final int OLDEST_OPERATOR_VERSION = 1;
    private static final String SIGNATURE = "serving_default";

    private interface Model {
        int VERSION = 0;
        int OPERATOR_CODES = 1;
        int SUBGRAPHS = 2;
        int DESCRIPTION = 3;
        int BUFFERS = 4;
        int METADATA = 6;
        int SIGNATURES = 7;
    }

    private interface OperatorCode {
        /** Read by old runtimes, which know no codes above 127. */
        int DEPRECATED_CODE = 0;

        int VERSION = 2;
        int CODE = 3;
    }

    private interface SubGraph {
        int TENSORS = 0;
        int INPUTS = 1;
        int OUTPUTS = 2;
        int OPERATORS = 3;
        int NAME = 4;
    }

    private interface Tensor {
        int SHAPE = 0;
        int TYPE = 1;
        int BUFFER = 2;
        int NAME = 3;
        int QUANTIZATION = 4;
    }

    private interface Quantization {
        int SCALE = 2;
        int ZERO_POINT = 3;
        int DIMENSION = 6;
    }

    private interface Operator {
        int OPERATOR_CODE = 0;
        int INPUTS = 1;
        int OUTPUTS = 2;
        int OPTIONS = 4;
    }

    private interface Buffer {
        int DATA = 0;
    }

    private interface Metadata {
        int NAME = 0;
        int BUFFER = 1;
    }

    private interface Signature {
        int INPUTS = 0;
        int OUTPUTS = 1;
        int KEY = 2;
    }

    private interface TensorMap {
        int NAME = 0;
        int TENSOR = 1;
    }

    /** An operator in a version, which several operations of a model share. */
    private record Code(LiteRtOperator operator, int version) {}

    private ModelFormat() {}

    /** The file of a model; equal models give equal bytes. */
    static byte[] bytes(LiteRtModel model) {
        List<FlatTable> buffers = new ArrayList<>(List.of(new FlatTable()));
        List<Code> codes = model.operations().stream()
                .map(o -> new Code(o.operator(), o.version()))
                .distinct()
                .toList();
        FlatTable graph = new FlatTable()
                .withTables(
                        SubGraph.TENSORS,
                        model.tensors().stream().map(t -> tensor(t, buffers)).toList())
                .withInts(SubGraph.INPUTS, model.inputs())
                .withInts(SubGraph.OUTPUTS, model.outputs())
                .withTables(
                        SubGraph.OPERATORS,
                        model.operations().stream()
                                .map(o -> operation(o, codes))
                                .toList())
                .withText(SubGraph.NAME, "main");
        List<FlatTable> metadata = new ArrayList<>();
        model.metadata()
                .forEach((key, value) -> metadata.add(new FlatTable()
                        .withText(Metadata.NAME, key)
                        .withInt(Metadata.BUFFER, addBuffer(buffers, value))));
        long tables =
                buffers.size() + model.tensors().size() + model.operations().size();
        return new FlatTable()
                .withInt(Model.VERSION, VERSION)
                .withTables(
                        Model.OPERATOR_CODES,
                        codes.stream().map(ModelFormat::operatorCode).toList())
                .withTables(Model.SUBGRAPHS, List.of(graph))
                .withText(Model.DESCRIPTION, model.name())
                .withTables(Model.BUFFERS, buffers)
                .withTables(Model.METADATA, metadata)
                .withTables(Model.SIGNATURES, List.of(signature(model)))
                .file(IDENTIFIER, Math.toIntExact(model.constantBytes() + tables * BYTES_PER_TABLE));
    }

    private static FlatTable operatorCode(Code code) {
        return new FlatTable()
                .withByte(OperatorCode.DEPRECATED_CODE, code.operator.code())
                .withInt(OperatorCode.VERSION, code.version)
                .withInt(OperatorCode.CODE, code.operator.code());
    }

    private static FlatTable tensor(LiteRtTensor tensor, List<FlatTable> buffers) {
        FlatTable table = new FlatTable()
                .withInts(Tensor.SHAPE, tensor.shape())
                .withByte(Tensor.TYPE, tensor.type().code())
                .withInt(
                        Tensor.BUFFER,
                        tensor.data().map(d -> addBuffer(buffers, d)).orElse(EMPTY_BUFFER))
                .withText(Tensor.NAME, tensor.name());
        tensor.scales().ifPresent(s -> table.withTable(Tensor.QUANTIZATION, scales(s)));
        return table;
    }

    private static FlatTable scales(TensorScales scales) {
        return new FlatTable()
                .withFloats(Quantization.SCALE, scales.scales())
                .withLongs(Quantization.ZERO_POINT, scales.zeroPoints())
                .withInt(Quantization.DIMENSION, scales.dimension());
    }

    /** Adds a buffer and returns its index. */
    private static int addBuffer(List<FlatTable> buffers, ByteBuffer data) {
        buffers.add(new FlatTable().withBytes(Buffer.DATA, data));
        return buffers.size() - 1;
    }

    private static FlatTable operation(LiteRtOperation operation, List<Code> codes) {
        FlatTable table = new FlatTable()
                .withInt(Operator.OPERATOR_CODE, codes.indexOf(new Code(operation.operator(), operation.version())))
                .withInts(Operator.INPUTS, operation.inputs())
                .withInts(Operator.OUTPUTS, List.of(operation.output()));
        return OptionsFormat.addTo(table, Operator.OPTIONS, operation.options());
    }

    /** Names of inputs and outputs for programs that call a model by them. */
    private static FlatTable signature(LiteRtModel model) {
        return new FlatTable()
                .withTables(Signature.INPUTS, tensorMaps(model, model.inputs()))
                .withTables(Signature.OUTPUTS, tensorMaps(model, model.outputs()))
                .withText(Signature.KEY, SIGNATURE);
    }

    private static List<FlatTable> tensorMaps(LiteRtModel model, List<Integer> tensors) {
        return tensors.stream()
                .map(t -> new FlatTable()
                        .withText(TensorMap.NAME, model.tensors().get(t).name())
                        .withInt(TensorMap.TENSOR, t))
                .toList();
    }

    /**
     * The model in a file that {@link #bytes} wrote; what follows the model is ignored.
     *
     * @throws IllegalArgumentException or IndexOutOfBoundsException if it is another file
     */
    static LiteRtModel read(ByteBuffer file) {
        FlatTableReader model = FlatTableReader.root(file, IDENTIFIER);
        if (model.intAt(Model.VERSION) != VERSION) {
            throw new IllegalArgumentException("The schema has version " + model.intAt(Model.VERSION));
        }
        List<ByteBuffer> buffers = model.tablesAt(Model.BUFFERS).stream()
                .map(b -> b.bytesAt(Buffer.DATA))
                .toList();
        List<Code> codes = model.tablesAt(Model.OPERATOR_CODES).stream()
                .map(c -> new Code(
                        LiteRtOperator.of(c.intAt(OperatorCode.CODE)),
                        c.intAt(OperatorCode.VERSION, OLDEST_OPERATOR_VERSION)))
                .toList();
        FlatTableReader graph = model.tablesAt(Model.SUBGRAPHS).getFirst();
        SortedMap<String, ByteBuffer> metadata = new TreeMap<>();
        for (FlatTableReader entry : model.tablesAt(Model.METADATA)) {
            metadata.put(entry.textAt(Metadata.NAME), buffers.get(entry.intAt(Metadata.BUFFER)));
        }
        return new LiteRtModel(
                model.textAt(Model.DESCRIPTION),
                graph.tablesAt(SubGraph.TENSORS).stream()
                        .map(t -> tensor(t, buffers))
                        .toList(),
                graph.tablesAt(SubGraph.OPERATORS).stream()
                        .map(o -> operation(o, codes))
                        .toList(),
                graph.intsAt(SubGraph.INPUTS),
                graph.intsAt(SubGraph.OUTPUTS),
                metadata);
    }

    private static LiteRtTensor tensor(FlatTableReader tensor, List<ByteBuffer> buffers) {
        int buffer = tensor.intAt(Tensor.BUFFER);
        return new LiteRtTensor(
                tensor.textAt(Tensor.NAME),
                TensorType.of(tensor.byteAt(Tensor.TYPE)),
                tensor.intsAt(Tensor.SHAPE),
                tensor.has(Tensor.QUANTIZATION)
                        ? Optional.of(scales(tensor.tableAt(Tensor.QUANTIZATION)))
                        : Optional.empty(),
                buffer == EMPTY_BUFFER ? Optional.empty() : Optional.of(buffers.get(buffer)));
    }

    private static TensorScales scales(FlatTableReader scales) {
        return new TensorScales(
                scales.floatsAt(Quantization.SCALE),
                scales.longsAt(Quantization.ZERO_POINT),
                scales.intAt(Quantization.DIMENSION));
    }

    private static LiteRtOperation operation(FlatTableReader operation, List<Code> codes) {
        Code code = codes.get(operation.intAt(Operator.OPERATOR_CODE));
        return new LiteRtOperation(
                code.operator,
                code.version,
                operation.intsAt(Operator.INPUTS),
                operation.intsAt(Operator.OUTPUTS).getFirst(),
                OptionsFormat.of(operation, Operator.OPTIONS));
    }
}
