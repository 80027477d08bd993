package dev.sartor.device.remote;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceFailure;
import java.util.List;

/** What an agent says, one line of JSON each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
sealed interface AgentReply {

    /** Who speaks; keeps its form for ever, as {@link AgentRequest.Hello} does. */
    @JsonTypeName("hello")
    record Hello(int protocol, String sartor) implements AgentReply {}

    @JsonTypeName("done")
    record Done() implements AgentReply {}

    /** The device is there, and holds and takes so many at once; see {@link dev.sartor.device.Device}. */
    @JsonTypeName("using")
    record Using(int sessionsAtOnce, int turnsAtOnce) implements AgentReply {}

    /** The model is loaded; see {@link dev.sartor.device.Session#staysWarm}. */
    @JsonTypeName("opened")
    record Opened(boolean staysWarm) implements AgentReply {}

    /** No answer yet, only a sign of life. */
    @JsonTypeName("working")
    record Working() implements AgentReply {}

    /** The agent does not have the model. */
    @JsonTypeName("missing")
    record Missing() implements AgentReply {}

    @JsonTypeName("description")
    record Description(DeviceDescription description) implements AgentReply {}

    @JsonTypeName("times")
    record Times(double[] ms) implements AgentReply {}

    /** Of each session, in the order asked. */
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
