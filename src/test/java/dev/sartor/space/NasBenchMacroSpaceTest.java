package dev.sartor.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sartor.network.Lowering;
import dev.sartor.network.Network;
import dev.sartor.space.file.Spaces;
import dev.sartor.space.genome.Genome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class NasBenchMacroSpaceTest {
    private static final Path TABLE = Path.of("../shared/reference/benchmarks/nasbench_macro_cifar10.csv.gz");

    private final SearchSpace space = Spaces.shipped("nas-bench-macro");

    @Test
    void theSpaceHasAllNetworksOfTheBenchmark() {
        assertEquals(BigInteger.valueOf(6561), space.count());
        assertEquals("01201201", space.format(Genome.of(0, 1, 2, 0, 1, 2, 0, 1)));
    }

    @Test
    void costsAreThoseOfTheBenchmark() throws IOException {
        assumeTrue(Files.exists(TABLE), "needs " + TABLE);
        List<String> rows = rows();
        assertEquals(6561, rows.size());
        for (int i = 0; i < rows.size(); i += 13) {
            String[] columns = rows.get(i).split(",");
            Network network = Lowering.lower(space.decode(space.parse(columns[0])));
            assertEquals(Long.parseLong(columns[7]), network.macs(), columns[0]);
            assertEquals(Long.parseLong(columns[6]), network.params(), columns[0]);
        }
    }

    private static List<String> rows() throws IOException {
        try (var reader = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(TABLE))))) {
            return reader.lines().skip(1).toList();
        }
    }
}
