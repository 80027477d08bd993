package dev.sartor.latency.staircase;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The staircases of the blocks of a space on one or more devices.
 *
 * @param space   name of the space
 * @param step    number of channels between two points
 * @param sweeps  the blocks, one for each staircase of a device
 * @param devices the staircases of each device, in the order of {@code sweeps}
 */
public record StaircaseComparison(String space, int step, List<ChannelSweep> sweeps, List<DeviceStaircases> devices) {
    /** Numbers of channels that fill a vector register or a matrix tile of usual processors. */
    private static final List<Integer> MULTIPLES = List.of(4, 8, 16, 32, 64);
    /** A smaller cost than this is within the noise of a short measurement. */
    private static final double MIN_CLEAR_COST = 1.1;

    public StaircaseComparison {
        sweeps = List.copyOf(sweeps);
        devices = List.copyOf(devices);
    }

    /** The multiples whose cost can be told: those that have measured numbers of channels between them. */
    public List<Integer> multiples() {
        return MULTIPLES.stream()
                .filter(m -> m > step && m % step == 0)
                .filter(m -> devices.stream()
                        .flatMap(d -> d.staircases().stream())
                        .anyMatch(s -> s.costOffMultiplesOf(m).isPresent()))
                .toList();
    }

    /**
     * A multiple at which a latency has steps.
     *
     * @param cost see {@link Staircase#costOffMultiplesOf}
     */
    public record Granularity(int multiple, double cost) {}

    /** The multiple with the largest cost of channels that are not multiples of it; empty if no cost is clearly above 1. */
    public Optional<Granularity> granularity(Staircase staircase) {
        return multiples().stream()
                .flatMap(m -> staircase.costOffMultiplesOf(m).stream().mapToObj(cost -> new Granularity(m, cost)))
                .filter(g -> g.cost() >= MIN_CLEAR_COST)
                .max(Comparator.comparingDouble(Granularity::cost));
    }

    /** The comparison as JSON. */
    public Map<String, Object> json() {
        List<Map<String, Object>> blocks = new ArrayList<>();
        for (int i = 0; i < sweeps.size(); i++) {
            ChannelSweep sweep = sweeps.get(i);
            Map<String, Object> block = new LinkedHashMap<>();
            block.put("block", sweep.label());
            block.put("height", sweep.height());
            block.put("width", sweep.width());
            List<Map<String, Object>> onDevices = new ArrayList<>();
            for (DeviceStaircases device : devices) {
                Staircase staircase = device.staircases().get(i);
                Map<String, Object> onDevice = new LinkedHashMap<>();
                onDevice.put("name", device.name());
                onDevice.put("device", device.device().device().text());
                onDevice.put("steps", staircase.steps());
                Map<String, Double> costOffMultiples = new LinkedHashMap<>();
                multiples()
                        .forEach(m -> staircase.costOffMultiplesOf(m).ifPresent(c -> costOffMultiples.put("" + m, c)));
                onDevice.put("costOffMultiples", costOffMultiples);
                onDevices.add(onDevice);
            }
            block.put("on", onDevices);
            blocks.add(block);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("space", space);
        all.put("staircases", blocks);
        return all;
    }
}
