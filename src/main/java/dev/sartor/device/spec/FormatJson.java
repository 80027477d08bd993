package dev.sartor.device.spec;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** The JSON form of the format of a device's models: ONNX is the default, which is omitted. */
final class FormatJson {
    private FormatJson() {}

    /** Jackson omits a property whose value equals an instance of this class. */
    static final class Omitted {
        @Override
        public boolean equals(Object value) {
            return value == ModelFileFormat.ONNX;
        }

        @Override
        public int hashCode() {
            return ModelFileFormat.ONNX.hashCode();
        }
    }

    /** Reads a format, and ONNX where there is none. */
    static final class Reader extends ValueDeserializer<ModelFileFormat> {
        @Override
        public ModelFileFormat deserialize(JsonParser parser, DeserializationContext context) {
            return context.readValue(parser, ModelFileFormat.class);
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return ModelFileFormat.ONNX;
        }
    }
}
