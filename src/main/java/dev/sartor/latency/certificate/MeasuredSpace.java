package dev.sartor.latency.certificate;

import dev.sartor.base.file.Sha256;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.unit.Unit;
import java.util.List;

/**
 * A search space whose units (stems, blocks and heads) were measured.
 *
 * @param units       the number of its units
 * @param unitsSha256 hash of their keys, sorted, one per line
 */
public record MeasuredSpace(String name, int units, String unitsSha256) {
    public static MeasuredSpace of(SearchSpace space) {
        List<String> keys = space.units().stream().map(Unit::key).sorted().toList();
        return new MeasuredSpace(space.name(), keys.size(), Sha256.of(String.join("\n", keys)));
    }
}
