package dev.sartor.device;

import java.util.List;

/** A device whose runtime can time each node of a model. */
public interface NodeTimingDevice extends Device {

    /**
     * Loads a model with the runtime's profiler, runs it and unloads it. Profiled runs are slower than others.
     *
     * @param discarded runs at the start that are left out
     * @param timed     runs that are timed
     * @return per run, the nodes in the order of execution
     * @throws DeviceFailure when the runtime refuses the model or fails
     */
    List<List<NodeTime>> nodeTimes(byte[] onnx, int discarded, int timed);
}
