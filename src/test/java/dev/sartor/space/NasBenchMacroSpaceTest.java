package dev.sartor.space;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.space.file.Spaces;
import dev.sartor.space.genome.Genome;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class NasBenchMacroSpaceTest {
    private final SearchSpace space = Spaces.shipped("nas-bench-macro");

    @Test
    void theSpaceHasAllNetworksOfTheBenchmark() {
        assertEquals(BigInteger.valueOf(6561), space.count());
        assertEquals("01201201", space.format(Genome.of(0, 1, 2, 0, 1, 2, 0, 1)));
    }

    @Test
    void costsAreThoseOfTheBenchmark() {
        List<NasBenchMacro.Row> rows = NasBenchMacro.rows();
        assertEquals(6561, rows.size());
        for (int i = 0; i < rows.size(); i += 13) {
            NasBenchMacro.Row row = rows.get(i);
            Network network = Lowering.lower(space.decode(space.parse(row.genome())));
            assertEquals(row.macs(), network.macs(), row.genome());
            assertEquals(row.params(), network.params(), row.genome());
        }
    }
}
