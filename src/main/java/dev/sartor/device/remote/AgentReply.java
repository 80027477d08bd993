package dev.sartor.device.remote;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceFailure;
import java.util.List;

/** The replies of an agent, one line of JSON each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
sealed interface AgentReply {
    /** Version of the agent; this record never changes, like {@link AgentRequest.Hello}. */
    @JsonTypeName("hello")
    record Hello(int protocol, String sartor) implements AgentReply {
        public Hello {
            ProtocolLimits.requireText("sartor", sartor);
        }
    }

    @JsonTypeName("done")
    record Done() implements AgentReply {}

    /**
     * The device is open. The limits are those of {@link dev.sartor.device.Device}; the protocol calls timing requests turns.
     */
    @JsonTypeName("using")
    record Using(
            @JsonProperty("sessionsAtOnce") int maxOpenSessions,
            @JsonProperty("turnsAtOnce") int requestsPerCall) implements AgentReply {
        public Using {
            ProtocolLimits.requireRange("sessionsAtOnce", maxOpenSessions, 1, Integer.MAX_VALUE);
            ProtocolLimits.requireRange("turnsAtOnce", requestsPerCall, 1, ProtocolLimits.MAX_COUNT);
        }
    }

    /** The model is loaded; see {@link dev.sartor.device.Session#staysWarm}. */
    @JsonTypeName("opened")
    record Opened(boolean staysWarm) implements AgentReply {}

    /** A heartbeat: the request is still running. */
    @JsonTypeName("working")
    record Working() implements AgentReply {}

    /** The agent does not have the model. */
    @JsonTypeName("missing")
    record Missing() implements AgentReply {}

    /** The device as the agent describes it. The client does not use its {@code device}, but the one that it has asked for. */
    @JsonTypeName("description")
    record Description(DeviceDescription description) implements AgentReply {
        public Description {
            ProtocolLimits.requireDescription(description);
        }
    }

    /** The milliseconds of each timed run; fewer values than runs are means. */
    @JsonTypeName("times")
    record Times(double[] ms) implements AgentReply {
        public Times {
            ProtocolLimits.requireTimes("ms", ms);
        }
    }

    /** The times of each session, in the order of the request. */
    @JsonTypeName("allTimes")
    record AllTimes(List<double[]> ms) implements AgentReply {
        public AllTimes {
            ms = ProtocolLimits.requireAllPresent("ms", ms);
            ms.forEach(m -> ProtocolLimits.requireTimes("ms", m));
        }
    }

    @JsonTypeName("output")
    record Output(float[] values) implements AgentReply {
        public Output {
            ProtocolLimits.requireRange(
                    "the number of values",
                    ProtocolLimits.requirePresent("values", values).length,
                    1,
                    ProtocolLimits.MAX_VALUES);
        }
    }

    /** A {@link DeviceFailure}. */
    @JsonTypeName("failed")
    record Failed(DeviceFailure.Stage stage, String message) implements AgentReply {
        public Failed {
            ProtocolLimits.requirePresent("stage", stage);
            message = ProtocolLimits.message("message", message);
        }
    }

    /** A {@link dev.sartor.base.UserError}. */
    @JsonTypeName("refused")
    record Refused(
            String what,
            String where,
            @JsonProperty("remedy") String fix) implements AgentReply {
        public Refused {
            what = ProtocolLimits.message("what", what);
            where = ProtocolLimits.message("where", where);
            fix = ProtocolLimits.message("remedy", fix);
        }
    }
}
