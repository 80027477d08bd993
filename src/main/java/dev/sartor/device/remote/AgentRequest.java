package dev.sartor.device.remote;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/**
 * The requests to an agent, one line of JSON each; each gets one {@link AgentReply}, in order. Sessions have numbers of the
 * client's choice, from 0.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "ask")
sealed interface AgentRequest {
    /** The first line: version of the client. This record never changes, so that any two versions can compare their versions. */
    @JsonTypeName("hello")
    record Hello(int protocol, String sartor) implements AgentRequest {
        public Hello {
            ProtocolLimits.requireText("sartor", sartor);
        }
    }

    /** The device to use from now on, by its text. Reply: using. */
    @JsonTypeName("use")
    record Use(String device) implements AgentRequest {
        public Use {
            ProtocolLimits.requireText("device", device);
        }
    }

    /** Reply: a description. */
    @JsonTypeName("describe")
    record Describe() implements AgentRequest {}

    /** Loads a model as a new session. Reply: opened, or missing if the agent has no such model. */
    @JsonTypeName("open")
    record Open(int session, String sha256) implements AgentRequest {
        public Open {
            requireSession(session);
            ProtocolLimits.requireHash("sha256", sha256);
        }
    }

    /** A model file to store, in the format of the device; the protocol calls it onnx. Reply: done. */
    @JsonTypeName("model")
    record Model(String sha256, @JsonProperty("onnx") byte[] file) implements AgentRequest {
        public Model {
            ProtocolLimits.requireHash("sha256", sha256);
            ProtocolLimits.requireRange(
                    "the length of onnx",
                    ProtocolLimits.requirePresent("onnx", file).length,
                    0,
                    ProtocolLimits.MAX_MODEL_BYTES);
        }
    }

    /** A visit to a session: runs whose times are discarded, then runs whose times are returned. Reply: times. */
    @JsonTypeName("times")
    record Times(int session, int discarded, int timed) implements AgentRequest {
        public Times {
            requireSession(session);
            ProtocolLimits.requireRange("discarded", discarded, 0, ProtocolLimits.MAX_RUNS);
            ProtocolLimits.requireRange("timed", timed, 0, ProtocolLimits.MAX_RUNS);
        }
    }

    /** Visits to several sessions in one request; the protocol calls them turns. Reply: the times of all. */
    @JsonTypeName("together")
    record TimesTogether(@JsonProperty("turns") List<Times> visits) implements AgentRequest {
        public TimesTogether {
            visits = ProtocolLimits.requireAllPresent("turns", visits);
            ProtocolLimits.requireRange("the number of turns", visits.size(), 1, ProtocolLimits.MAX_COUNT);
            ProtocolLimits.requireRange(
                    "the number of runs",
                    visits.stream()
                            .mapToLong(t -> (long) t.discarded() + t.timed())
                            .sum(),
                    0,
                    2L * ProtocolLimits.MAX_RUNS);
        }
    }

    /** Images to run. Reply: an output. */
    @JsonTypeName("run")
    record Run(int session, float[] nchw, int batch) implements AgentRequest {
        public Run {
            requireSession(session);
            ProtocolLimits.requireRange("batch", batch, 1, ProtocolLimits.MAX_COUNT);
            ProtocolLimits.requireRange(
                    "the number of values in nchw",
                    ProtocolLimits.requirePresent("nchw", nchw).length,
                    1,
                    ProtocolLimits.MAX_VALUES);
        }
    }

    /** Closes a session. Reply: done. */
    @JsonTypeName("close")
    record Close(int session) implements AgentRequest {
        public Close {
            requireSession(session);
        }
    }

    private static void requireSession(int session) {
        ProtocolLimits.requireRange("session", session, 0, Integer.MAX_VALUE);
    }
}
