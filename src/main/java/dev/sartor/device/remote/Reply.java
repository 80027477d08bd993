package dev.sartor.device.remote;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.sartor.device.DeviceDescription;
import dev.sartor.device.DeviceFailure;

/** What an agent says, one line of JSON each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "answer")
sealed interface Reply {

    /** Who speaks; keeps its form for ever, as {@link Request.Hello} does. */
    @JsonTypeName("hello")
    record Hello(int protocol, String sartor) implements Reply {
    }

    @JsonTypeName("done")
    record Done() implements Reply {
    }

    /** No answer yet, only a sign of life. */
    @JsonTypeName("working")
    record Working() implements Reply {
    }

    /** The agent does not have the model. */
    @JsonTypeName("missing")
    record Missing() implements Reply {
    }

    @JsonTypeName("description")
    record Description(DeviceDescription description) implements Reply {
    }

    @JsonTypeName("times")
    record Times(double[] ms) implements Reply {
    }

    @JsonTypeName("output")
    record Output(float[] values) implements Reply {
    }

    /** A {@link DeviceFailure}. */
    @JsonTypeName("failed")
    record Failed(DeviceFailure.Stage stage, String message) implements Reply {
    }

    /** A {@link dev.sartor.arch.UserError}. */
    @JsonTypeName("refused")
    record Refused(String what, String where, String remedy) implements Reply {
    }
}
