package dev.sartor.device.remote;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Requests and replies as lines of JSON; bytes in base64. */
final class AgentProtocol {
    /** Raised whenever requests or replies change. */
    static final int PROTOCOL = 2;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    // a model is one string, and may be larger than the limit against malicious input
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            // another version's hello may say more than ours
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private AgentProtocol() {}

    static String line(Object message) {
        return JSON.writeValueAsString(message) + "\n";
    }

    /** @throws tools.jackson.core.JacksonException if the line is nothing of this type */
    static <T> T parse(String line, Class<T> type) {
        return JSON.readValue(line, type);
    }
}
