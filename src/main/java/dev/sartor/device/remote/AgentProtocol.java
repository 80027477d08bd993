package dev.sartor.device.remote;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Requests and replies as lines of JSON; bytes in base64. */
final class AgentProtocol {
    /** Increased whenever requests or replies change. */
    static final int PROTOCOL = 2;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    // a model is one string, which may be longer than the default limit
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            // the hello of another version may have more properties
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private AgentProtocol() {}

    static String line(Object message) {
        return JSON.writeValueAsString(message) + "\n";
    }

    /** @throws tools.jackson.core.JacksonException if the line does not have this type */
    static <T> T parse(String line, Class<T> type) {
        return JSON.readValue(line, type);
    }
}
