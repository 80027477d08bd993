package dev.sartor.device.remote;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;

/** What a client asks of an agent, one line of JSON each; each gets one {@link Reply}, in order. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "ask")
sealed interface Request {

    /** The first line: who speaks. This record keeps its form for ever, so that any two versions understand each other so far. */
    @JsonTypeName("hello")
    record Hello(int protocol, String sartor) implements Request {}

    /** The device to use from now on, by its text. Answer: using. */
    @JsonTypeName("use")
    record Use(String device) implements Request {}

    /** Answer: a description. */
    @JsonTypeName("describe")
    record Describe() implements Request {}

    /** Loads a model under a number of the client's choice. Answer: opened, or missing if the agent has no such model. */
    @JsonTypeName("open")
    record Open(int session, String sha256) implements Request {}

    /** A model to keep. Answer: done. */
    @JsonTypeName("model")
    record Model(String sha256, byte[] onnx) implements Request {}

    /** Answer: times. */
    @JsonTypeName("times")
    record Times(int session, int discarded, int timed) implements Request {}

    /** Visits to several sessions in one go. Answer: the times of all. */
    @JsonTypeName("together")
    record Together(List<Times> turns) implements Request {}

    /** Answer: an output. */
    @JsonTypeName("run")
    record Run(int session, float[] nchw, int batch) implements Request {}

    /** Answer: done. */
    @JsonTypeName("close")
    record Close(int session) implements Request {}
}
