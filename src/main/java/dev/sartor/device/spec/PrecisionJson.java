package dev.sartor.device.spec;

import dev.sartor.network.Precision;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;

/** The JSON form of a device's precision: fp32 is the default, which is omitted. */
final class PrecisionJson {
    private PrecisionJson() {}

    /** Jackson omits a property whose value equals an instance of this class. */
    static final class Omitted {
        @Override
        public boolean equals(Object value) {
            return value == Precision.FP32;
        }

        @Override
        public int hashCode() {
            return Precision.FP32.hashCode();
        }
    }

    /** Reads a precision, and fp32 where there is none. */
    static final class Reader extends ValueDeserializer<Precision> {
        @Override
        public Precision deserialize(JsonParser parser, DeserializationContext context) {
            return context.readValue(parser, Precision.class);
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Precision.FP32;
        }
    }
}
