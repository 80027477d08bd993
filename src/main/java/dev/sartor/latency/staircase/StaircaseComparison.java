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
 * @param space name of the space
 * @param step  number of channels between two points
 * @param devices the staircases of each device, in the order of {@code sweeps}
 */
public record StaircaseComparison(String space, int step, List<ChannelSweep> sweeps, List<DeviceStaircases> devices) {
    /** The widths of vector registers and tiles that devices fill, in channels. */
    private static final List<Integer> MULTIPLES = List.of(4, 8, 16, 32, 64);
    /** A smaller cost than this is within the noise of a short measurement. */
    private static final double CLEAR = 1.1;

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

    /** A multiple and what channels between its multiples cost. */
    public record Granularity(int multiple, double cost) {}

    /** The multiple off which the channels of a block are the most expensive on a device; empty if none is clearly so. */
    public Optional<Granularity> granularity(Staircase staircase) {
        return multiples().stream()
                .flatMap(m -> staircase.costOffMultiplesOf(m).stream().mapToObj(cost -> new Granularity(m, cost)))
                .filter(g -> g.cost() >= CLEAR)
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
            List<Map<String, Object>> series = new ArrayList<>();
            for (DeviceStaircases device : devices) {
                Staircase staircase = device.staircases().get(i);
                Map<String, Object> one = new LinkedHashMap<>();
                one.put("name", device.name());
                one.put("device", device.device().device().text());
                one.put("steps", staircase.steps());
                Map<String, Double> off = new LinkedHashMap<>();
                multiples().forEach(m -> staircase.costOffMultiplesOf(m).ifPresent(c -> off.put("" + m, c)));
                one.put("costOffMultiples", off);
                series.add(one);
            }
            block.put("on", series);
            blocks.add(block);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("space", space);
        all.put("staircases", blocks);
        return all;
    }
}
