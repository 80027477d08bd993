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
    record Hello(int protocol, String sartor) implements AgentReply {}

    @JsonTypeName("done")
    record Done() implements AgentReply {}

    /** The device is open; its limits are those of {@link dev.sartor.device.Device}, where {@code turns} are requests. */
    @JsonTypeName("using")
    record Using(
            @JsonProperty("sessionsAtOnce") int maxOpenSessions,
            @JsonProperty("turnsAtOnce") int requestsPerCall) implements AgentReply {}

    /** The model is loaded; see {@link dev.sartor.device.Session#keepsWarm}. */
    @JsonTypeName("opened")
    record Opened(boolean staysWarm) implements AgentReply {}

    /** A heartbeat: the request is still running. */
    @JsonTypeName("working")
    record Working() implements AgentReply {}

    /** The agent does not have the model. */
    @JsonTypeName("missing")
    record Missing() implements AgentReply {}

    @JsonTypeName("description")
    record Description(DeviceDescription description) implements AgentReply {}

    @JsonTypeName("times")
    record Times(double[] ms) implements AgentReply {}

    /** The times of each session, in the order of the request. */
    @JsonTypeName("allTimes")
    record AllTimes(List<double[]> ms) implements AgentReply {}

    @JsonTypeName("output")
    record Output(float[] values) implements AgentReply {}

    /** A {@link DeviceFailure}. */
    @JsonTypeName("failed")
    record Failed(DeviceFailure.Stage stage, String message) implements AgentReply {}

    /** A {@link dev.sartor.base.UserError}. */
    @JsonTypeName("refused")
    record Refused(
            String what,
            String where,
            @JsonProperty("remedy") String fix) implements AgentReply {}
}
