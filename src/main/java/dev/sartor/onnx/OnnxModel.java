package dev.sartor.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import dev.sartor.base.Release;

/** Wraps a graph into the model that an ONNX file contains. */
final class OnnxModel {
    private OnnxModel() {}

    /** The content of the file. The same graph and metadata give the same bytes. */
    static byte[] bytes(OnnxGraph graph, OnnxMetadata metadata) {
        var model = ModelProto.newBuilder()
                .setIrVersion(OnnxOperator.IR_VERSION)
                .setProducerName("sartor")
                .setProducerVersion(Release.version())
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OnnxOperator.OPSET))
                .setGraph(graph.proto());
        metadata.entries()
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build().toByteArray();
    }
}
