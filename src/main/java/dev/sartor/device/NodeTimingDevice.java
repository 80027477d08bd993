package dev.sartor.device;

import java.util.List;

/** A device whose runtime tells what each node of a model takes. */
public interface NodeTimingDevice extends Device {

    /**
     * Loads a model with the runtime's profiler on, runs it and unloads it. Profiled runs take longer than others.
     *
     * @param discarded runs at first that are not told
     * @return per run, its nodes in the order in which they ran
     * @throws DeviceFailure when the runtime refuses the model or gives up
     */
    List<List<NodeTime>> nodeTimes(byte[] onnx, int discarded, int timed);
}
