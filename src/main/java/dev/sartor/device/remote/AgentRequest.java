package dev.sartor.device.remote;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/** What a client asks of an agent, one line of JSON each; each gets one {@link AgentReply}, in order. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "ask")
sealed interface AgentRequest {

    /** The first line: who speaks. This record keeps its form for ever, so that any two versions understand each other so far. */
    @JsonTypeName("hello")
    record Hello(int protocol, String sartor) implements AgentRequest {}

    /** The device to use from now on, by its text. Answer: using. */
    @JsonTypeName("use")
    record Use(String device) implements AgentRequest {}

    /** Answer: a description. */
    @JsonTypeName("describe")
    record Describe() implements AgentRequest {}

    /** Loads a model under a number of the client's choice. Answer: opened, or missing if the agent has no such model. */
    @JsonTypeName("open")
    record Open(int session, String sha256) implements AgentRequest {}

    /** A model to keep. Answer: done. */
    @JsonTypeName("model")
    record Model(String sha256, byte[] onnx) implements AgentRequest {}

    /** Answer: times. */
    @JsonTypeName("times")
    record Times(int session, int discarded, int timed) implements AgentRequest {}

    /** Visits to several sessions in one go. Answer: the times of all. */
    @JsonTypeName("together")
    record Together(List<Times> turns) implements AgentRequest {}

    /** Answer: an output. */
    @JsonTypeName("run")
    record Run(int session, float[] nchw, int batch) implements AgentRequest {}

    /** Answer: done. */
    @JsonTypeName("close")
    record Close(int session) implements AgentRequest {}
}
