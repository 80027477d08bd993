package dev.sartor.device.remote;

import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** Requests and replies as lines of JSON; bytes in base64. Fields are checked by {@link ProtocolLimits}. */
final class AgentProtocol {
    /** Increased whenever requests or replies change. */
    static final int PROTOCOL = 2;

    private static final int MAX_SHOWN_CHARACTERS = 200;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    // a model is one string, which may be longer than the default limit
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(ProtocolLimits.MAX_LINE_BYTES)
                            .build())
                    .build())
            // the hello of another version may have more properties
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .enable(
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private AgentProtocol() {}

    /** A line is not a valid message. */
    static final class InvalidMessage extends Exception {
        private static final long serialVersionUID = 1L;

        InvalidMessage(String message) {
            super(message);
        }

        InvalidMessage(String message, Throwable cause) {
            super(message, cause);
        }
    }

    static String line(Object message) {
        return JSON.writeValueAsString(message) + "\n";
    }

    /** @throws InvalidMessage if the line is not JSON of this type, or a field is missing or out of bounds */
    static <T> T parse(String line, Class<T> type) throws InvalidMessage {
        try {
            T message = JSON.readValue(line, type);
            if (message == null) {
                throw new InvalidMessage("it is null");
            }
            return message;
        } catch (JacksonException e) {
            throw new InvalidMessage(
                    e.getCause() instanceof IllegalArgumentException limit ? limit.getMessage() : reason(e), e);
        }
    }

    /** The first line of the reason, without the message itself. */
    private static String reason(JacksonException e) {
        String first = e.getOriginalMessage().lines().findFirst().orElse("it is not JSON");
        return first.length() <= MAX_SHOWN_CHARACTERS ? first : first.substring(0, MAX_SHOWN_CHARACTERS) + "…";
    }
}
