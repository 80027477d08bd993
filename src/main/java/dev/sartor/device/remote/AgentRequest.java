package dev.sartor.device.remote;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/** The requests to an agent, one line of JSON each; each gets one {@link AgentReply}, in order. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "ask")
sealed interface AgentRequest {

    /** The first line: version of the client. This record never changes, so that any two versions can compare their versions. */
    @JsonTypeName("hello")
    record Hello(int protocol, String sartor) implements AgentRequest {}

    /** The device to use from now on, by its text. Reply: using. */
    @JsonTypeName("use")
    record Use(String device) implements AgentRequest {}

    /** Reply: a description. */
    @JsonTypeName("describe")
    record Describe() implements AgentRequest {}

    /** Loads a model under a number of the client's choice. Reply: opened, or missing if the agent has no such model. */
    @JsonTypeName("open")
    record Open(int session, String sha256) implements AgentRequest {}

    /** A model to keep. Reply: done. */
    @JsonTypeName("model")
    record Model(String sha256, byte[] onnx) implements AgentRequest {}

    /** Reply: times. */
    @JsonTypeName("times")
    record Times(int session, int discarded, int timed) implements AgentRequest {}

    /** Visits to several sessions in one request. Reply: the times of all. */
    @JsonTypeName("together")
    record TimesTogether(List<Times> turns) implements AgentRequest {}

    /** Reply: an output. */
    @JsonTypeName("run")
    record Run(int session, float[] nchw, int batch) implements AgentRequest {}

    /** Reply: done. */
    @JsonTypeName("close")
    record Close(int session) implements AgentRequest {}
}
