package dev.sartor.device.onnxruntime;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.sartor.device.DeviceFailure;
import dev.sartor.device.NodeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the profile of an ONNX Runtime session: a JSON array of events in the Chrome trace format, in whole microseconds. The
 * event of a node has the name of the node; the event of a run encloses the events of its nodes.
 */
final class OrtProfileFile {
    private static final String NODE = "Node";
    private static final String KERNEL = "_kernel_time";
    private static final String RUN = "model_run";
    private static final double MS_PER_US = 1e-3;

    private OrtProfileFile() {}

    /**
     * An event, with the names of the trace format.
     *
     * @param cat  category
     * @param ts   start in microseconds
     * @param dur  duration in microseconds
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Event(String cat, String name, double ts, double dur) {
        boolean within(Event run) {
            return cat.equals(NODE) && name.endsWith(KERNEL) && ts >= run.ts && ts <= run.ts + run.dur;
        }

        NodeTime nodeTime() {
            return new NodeTime(name.substring(0, name.length() - KERNEL.length()), dur * MS_PER_US);
        }
    }

    /** The nodes of each run, both in order. */
    static List<List<NodeTime>> read(Path file) {
        try {
            return runs(List.of(JsonMapper.shared().readValue(Files.readAllBytes(file), Event[].class)));
        } catch (IOException | JacksonException e) {
            throw new DeviceFailure(
                    DeviceFailure.Stage.RUN, "ONNX Runtime's profile cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<List<NodeTime>> runs(List<Event> events) {
        List<Event> ordered =
                events.stream().sorted(Comparator.comparingDouble(Event::ts)).toList();
        List<List<NodeTime>> runs = new ArrayList<>();
        for (Event run : ordered) {
            if (run.name.equals(RUN)) {
                runs.add(ordered.stream()
                        .filter(e -> e.within(run))
                        .map(Event::nodeTime)
                        .toList());
            }
        }
        return runs;
    }
}
