package dev.sartor.latency.foreign;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.Fixture;
import dev.sartor.arch.Activation;
import dev.sartor.arch.Architecture;
import dev.sartor.arch.BlockStrings;
import dev.sartor.arch.Head;
import dev.sartor.arch.Shape;
import dev.sartor.arch.Stem;
import dev.sartor.base.UserError;
import dev.sartor.latency.certificate.ForeignCertificate;
import dev.sartor.latency.prediction.LatencyPrediction;
import dev.sartor.latency.prediction.LatencyPredictor;
import dev.sartor.latency.prediction.SpaceLatencyPredictor;
import dev.sartor.latency.table.LatencyTable;
import dev.sartor.latency.table.LatencyTableFile;
import dev.sartor.latency.table.UnitLatency;
import dev.sartor.network.Lowering;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.unit.Unit;
import dev.sartor.space.unit.UnitKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableImportTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T10:15:30Z"));

    @TempDir
    Path folder;

    private static LatencyTable fixture(String file, ForeignFormat format, String columns) {
        return new TableImport(format, columns, Optional.empty(), ForeignCertificate.UNKNOWN)
                .read(Fixture.path(TableImportTest.class, file), "imported", CLOCK);
    }

    private static ForeignCertificate certificate(LatencyTable table) {
        return (ForeignCertificate) table.provenance();
    }

    private LatencyTable read(String text, ForeignFormat format, String columns, Optional<SearchSpace> space)
            throws IOException {
        return new TableImport(format, columns, space, "a phone")
                .read(Files.writeString(folder.resolve("file"), text), "mine", CLOCK);
    }

    @Test
    void theLatencyOfANetworkIsTheSumOfItsOnceForAllEntries() {
        LatencyTable table = fixture("once-for-all.yaml", ForeignFormat.OFA, "");
        LatencyPrediction p = new LatencyPredictor(table).predict(Lowering.lower(networkOfTheTable()));
        // all entries except the block of width 96 and the one with a kernel of 7
        assertEquals(
                1.25 + 0.75 + 2.125 + 1.0625 + 0.875 + 0.5625 + 0.9375 + (0.6875 + 0.03125 + 0.15625 + 0.0625),
                p.totalMs(),
                1e-9);
        assertEquals(8, p.units().size());
        assertTrue(p.interval().isEmpty(), "a file of units has no errors of whole networks");
        assertEquals(1, p.measuredShare());
    }

    private static Architecture networkOfTheTable() {
        List<String> blocks = List.of(
                "ds_r1_k3_s1_c16_nre",
                "ir_r1_k5_s2_e4_c24_se0.25_nre",
                "ir_r1_k3_s1_e3_c24_se0.25_nre",
                "ir_r1_k3_s2_e6_c40_nhs",
                "ir_r1_k5_s1_e4_c40_nhs",
                "ir_r1_k3_s1_e6_c56_se0.25_nhs");
        return new Architecture(
                "network-of-the-table",
                new Shape(3, 96, 96),
                // Stem: kernel size, stride, channels, activation
                new Stem(3, 2, 16, Activation.HSWISH),
                blocks.stream().map(BlockStrings::parse).toList(),
                // Head.Classifier: channels of the last convolution and hidden layer, classes, activation, dropout
                new Head.Classifier(336, 512, 100, Activation.HSWISH, 0.2));
    }

    @ParameterizedTest
    @CsvSource({"once-for-all.yaml, OFA, 10", "proxylessnas.yaml, PROXYLESSNAS, 6"})
    void everyEntryOfALookupTableIsAUnitOrPartOfAHead(String file, ForeignFormat format, int units) {
        LatencyTable table = fixture(file, format, "");
        assertEquals(units, table.units().size());
        assertEquals(
                List.of(), List.copyOf(certificate(table).entriesWithoutRow().values()));
        table.units().forEach(u -> assertTrue(u.noise().orElseThrow().p90Ms() > u.medianMs(), u.key()));
    }

    @Test
    void standardDeviationsAndVariancesGiveTheSameNoise() {
        // both files give every entry a deviation of a fiftieth of its mean
        for (LatencyTable table : List.of(
                fixture("once-for-all.yaml", ForeignFormat.OFA, ""),
                fixture("proxylessnas.yaml", ForeignFormat.PROXYLESSNAS, ""))) {
            table.units().stream()
                    .filter(u -> !u.key().startsWith("head"))
                    .forEach(u -> assertEquals(
                            // the 90th percentile is 1.28 standard deviations above the mean
                            (1 + 1.2815515655446 / 50) * u.medianMs(),
                            u.noise().orElseThrow().p90Ms(),
                            1e-5,
                            u.key()));
        }
    }

    @Test
    void expansionsInProxylessNasTablesAreRatios() {
        LatencyTable table = fixture("proxylessnas.yaml", ForeignFormat.PROXYLESSNAS, "");
        assertEquals(
                3.125,
                table.unit("ir_r1_k5_s1_e3_c24_nr6@24x24x24").orElseThrow().costMs());
    }

    @Test
    void fieldsThatAForeignFileLacksAreUnknownAndRemainSoWhenTheTableIsReadBack() {
        LatencyTable table = fixture("proxylessnas.yaml", ForeignFormat.PROXYLESSNAS, "");
        LatencyTableFile.write(table, folder.resolve("imported.csv"));
        LatencyTable read = LatencyTableFile.read(folder.resolve("imported.csv"));
        ForeignCertificate c = certificate(read);
        assertEquals(List.of("unknown", "unknown", "unknown"), List.of(c.device(), c.measuredAt(), c.software()));
        assertEquals(List.copyOf(table.units()), List.copyOf(read.units()));
        assertThrows(UserError.class, read::certificate);
    }

    @Test
    void negativeTfNasEntriesAreLeftOutAndInterpolatedOnesAreDoubtful() {
        LatencyTable table = fixture("tfnas.csv.gz", ForeignFormat.TFNAS, "ms=gpu_titanrtx_bs32_ms");
        ForeignCertificate c = certificate(table);
        assertTrue(
                c.entriesWithoutRow().values().stream()
                        .anyMatch(r -> r.contains("-0.0") && r.endsWith("is impossible")),
                "no negative entry");
        assertTrue(c.entriesWithoutRow().values().stream().anyMatch(r -> r.contains("not a multiple of 8")));
        assertTrue(
                c.doubts().containsKey("ir_r1_k5_s1_e0.5_c112_nsw@80x14x14"),
                "the authors extrapolated widths below 80");
        assertFalse(c.doubts().containsKey("ir_r1_k5_s1_e1.2_c112_nsw@80x14x14"), "width 96 was measured");
        assertTrue(table.unit("ir_r1_k5_s1_e1.2_c112_nsw@80x14x14").isPresent());
        assertTrue(table.units().stream().allMatch(u -> u.noise().isEmpty()));
        // the rows of the file
        assertEquals(646, table.units().size() + c.entriesWithoutRow().size());
    }

    @Test
    void theColumnsOfACsvMayHaveAnyNameAndOrder() throws IOException {
        LatencyTable table = read("""
            time,unit,other
            1.5,stem_k3_s2_c32_nr6@3x224x224,x
            -2,head_o10@64x4x4,x
            2.5,attention@64x4x4,x
            """, ForeignFormat.CSV, "key=unit,ms=time", Optional.empty());
        assertEquals(
                List.of("stem_k3_s2_c32_nr6@3x224x224"),
                table.units().stream().map(u -> u.key()).toList());
        assertEquals(1.5, table.units().iterator().next().costMs());
        assertEquals(
                List.of("head_o10@64x4x4", "attention@64x4x4"),
                List.copyOf(certificate(table).entriesWithoutRow().keySet()));
        assertEquals("a phone", table.provenance().deviceText());
    }

    @Test
    void theLatencyOfAUnitIsTheSumOfItsOperators() throws IOException {
        SearchSpace space = SpaceFile.find("nas-bench-macro");
        LatencyTable table = read(operators(), ForeignFormat.FBNET, "", Optional.of(space));
        assertEquals(
                List.of("stem_k3_s1_c32_nr6@3x32x32", "ir_r1_k3_s2_e3_c64_nr6@32x32x32"),
                table.units().stream().map(u -> u.key()).toList());
        assertEquals(
                0.96, table.unit("stem_k3_s1_c32_nr6@3x32x32").orElseThrow().costMs(), 1e-12);
        assertEquals(
                0.5 + 0.2 + 0.1,
                table.unit("ir_r1_k3_s2_e3_c64_nr6@32x32x32").orElseThrow().costMs(),
                1e-12);
        assertEquals(
                space.units().size() - 2, certificate(table).entriesWithoutRow().size());
        assertThrows(UserError.class, () -> read(operators(), ForeignFormat.FBNET, "", Optional.empty()));
    }

    /** The stem and the three convolutions of one block. The last one has no ReLU, the second one was measured twice. */
    private static String operators() {
        return operator("Int8ConvRelu", "[[1,32,32,3],[32,3,3,3],[32]]", 1, 960)
                + operator("Int8ConvRelu", "[[1,32,32,32],[96,1,1,32],[96]]", 1, 500)
                + operator("Int8ConvRelu", "[[1,32,32,96],[96,3,3,1],[96]]", 2, 150)
                + operator("Int8ConvRelu", "[[1,32,32,96],[96,3,3,1],[96]]", 2, 250)
                + operator("Int8Conv", "[[1,16,16,96],[64,1,1,96],[64]]", 1, 100);
    }

    private static String operator(String type, String shapes, int stride, double us) {
        return "{\"op_type\":\"%s\",\"op_args\":[\"name: \\\"order\\\"\\ns: \\\"NHWC\\\"\\n\",\"name: \\\"stride\\\"\\ni: %d\\n\"],"
                        .formatted(type, stride)
                + "\"input_shapes\":%s,\"runtime_us_p50\":%s,\"device\":\"SM-G950U-7.0-24\"}%n".formatted(shapes, us);
    }

    private static double ms(String key) {
        return UnitKey.parse(key).network().macs() / 1e7;
    }

    private LatencyTable csv(String text) throws IOException {
        return read(text, ForeignFormat.CSV, "key=unit,ms=median", Optional.empty());
    }

    private static final String STEM = "stem_k3_s1_c8_nre@1x28x28";
    private static final String HEAD = "head_o10@64x4x4";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "unit,median\nSTEM,0.005215\nHEAD,0.000608\n",
                "\uFEFFunit,median\r\nSTEM,0.005215\r\nHEAD,0.000608\r\n",
                "unit;median\nSTEM;0,005215\nHEAD;0,000608\n",
                ",unit,median\n0,STEM,0.005215\n1,HEAD,0.000608\n",
                "\"unit\",\"median\"\n\"STEM\",\"0.005215\"\n\"HEAD\",\"0.000608\"\n",
                "unit,median (us)\nSTEM,5.215\nHEAD,0.608\n",
                "unit,median_\u00B5s\nSTEM,5.215\nHEAD,0.608\n",
                "unit,median [ns]\nSTEM,5215\nHEAD,608\n",
                "unit,median,median2\nSTEM,0.005215,1\nHEAD,0.000608,NaN\n"
            })
    void csvFilesWithCommonVariationsAreRead(String text) throws IOException {
        LatencyTable table = csv(text.replace("STEM", STEM).replace("HEAD", HEAD));
        assertEquals(0.005215, table.unit(STEM).orElseThrow().medianMs(), 1e-9);
        assertEquals(0.000608, table.unit(HEAD).orElseThrow().medianMs(), 1e-9);
    }

    @Test
    void theTimeUnitOfAColumnCanBeGiven() throws IOException {
        Path file = Files.writeString(folder.resolve("us.csv"), "unit,median\n" + STEM + ",5.215\n");
        LatencyTable table = new TableImport(
                        ForeignFormat.CSV,
                        "key=unit,ms=median",
                        Optional.of(LatencyTimeUnit.US),
                        Optional.empty(),
                        ForeignCertificate.UNKNOWN)
                .read(file, "us", CLOCK);
        assertEquals(0.005215, table.unit(STEM).orElseThrow().medianMs(), 1e-12);
        assertEquals(
                List.of("column 'median' was read as microseconds"),
                certificate(table).notes());
        Files.writeString(file, "unit,median (ms)\n" + STEM + ",5.215\n");
        UserError e = assertThrows(
                UserError.class,
                () -> new TableImport(
                                ForeignFormat.CSV,
                                "key=unit,ms=median",
                                Optional.of(LatencyTimeUnit.US),
                                Optional.empty(),
                                ForeignCertificate.UNKNOWN)
                        .read(file, "us", CLOCK));
        assertTrue(e.getMessage().contains("says milliseconds"), e.text());
        assertThrows(UserError.class, () -> LatencyTimeUnit.parse("minutes"));
    }

    @Test
    void repeatedRowsOfAUnitGiveTheirMedianAndAreReported() throws IOException {
        LatencyTable table = csv("unit,median\n" + STEM + ",0.005\n" + HEAD + ",0.0006\n" + STEM + ",0.015\n");
        assertEquals(0.01, table.unit(STEM).orElseThrow().medianMs(), 1e-12);
        assertEquals(
                List.of("1 unit has several rows, of which the median was taken; the first: " + STEM
                        + " in lines 2, 4"),
                certificate(table).notes());
        assertEquals("median of 2 rows, lines 2, 4", certificate(table).doubts().get(STEM));
        LatencyTableFile.write(table, folder.resolve("mine.csv"));
        assertEquals(
                certificate(table).notes(),
                certificate(LatencyTableFile.read(folder.resolve("mine.csv"))).notes());
    }

    private LatencyTable noisyCsv(String rows) throws IOException {
        return read(
                "unit,median,low,high (us),runs\n" + rows,
                ForeignFormat.CSV,
                "key=unit,ms=median,p10=low,p90=high,n=runs",
                Optional.empty());
    }

    @Test
    void repeatedRowsHaveTheWidestIntervalAndAllTheirRuns() throws IOException {
        LatencyTable table =
                noisyCsv(STEM + ",0.005,0.004,8,3\n" + HEAD + ",0.0006,0.0005,0.7,1\n" + STEM + ",0.007,0.003,7.5,4\n");
        // UnitLatency.Noise: 10th and 90th percentile in ms, runs
        assertEquals(
                new UnitLatency.Noise(0.003, 0.008, 7),
                table.unit(STEM).orElseThrow().noise().orElseThrow());
        assertEquals(
                new UnitLatency.Noise(0.0005, 0.0007, 1),
                table.unit(HEAD).orElseThrow().noise().orElseThrow());
        assertFalse(certificate(table).doubts().containsKey(HEAD));
    }

    @ParameterizedTest
    @ValueSource(strings = {",8,3", "0.004,,3", "0.004,8,"})
    void anIntervalOfWhichAValueIsMissingIsLeftOut(String noise) throws IOException {
        LatencyTable table = noisyCsv(STEM + ",0.005," + noise + "\n" + HEAD + ",0.0006,0.0005,0.7,1\n");
        assertTrue(table.unit(STEM).orElseThrow().noise().isEmpty());
        assertEquals(0.005, table.unit(STEM).orElseThrow().medianMs());
        assertTrue(table.unit(HEAD).orElseThrow().noise().isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"key=unit,ms=median,p10=low,n=runs", "key=unit,ms=median,p10=low,p90=high"})
    void anIntervalOfWhichAColumnIsMissingIsLeftOut(String columns) throws IOException {
        String text = "unit,median,low,high,runs\n" + STEM + ",0.005,0.004,0.008,3\n";
        assertTrue(read(text, ForeignFormat.CSV, columns, Optional.empty())
                .unit(STEM)
                .orElseThrow()
                .noise()
                .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", "3e9"})
    void aNumberOfRunsThatIsNotAPositiveWholeNumberIsRefused(String runs) {
        UserError e = assertThrows(UserError.class, () -> noisyCsv(STEM + ",0.005,0.004,8," + runs + "\n"));
        assertTrue(e.getMessage().startsWith("the number of runs must be a positive whole number"), e.text());
    }

    @Test
    void theFirstThreeOfRepeatedRowsAreNamed() throws IOException {
        String row = STEM + ",0.005\n";
        assertEquals(
                "median of 3 rows, lines 2, 3, 4",
                certificate(csv("unit,median\n" + row.repeat(3) + HEAD + ",0.0006\n"))
                        .doubts()
                        .get(STEM));
        assertEquals(
                "median of 4 rows, lines 2, 3, 4, …",
                certificate(csv("unit,median\n" + row.repeat(4) + HEAD + ",0.0006\n"))
                        .doubts()
                        .get(STEM));
    }

    @Test
    void aWidthOnTheLineBetweenItsNeighboursIsDoubtfulInAnyOrderOfRows() throws IOException {
        LatencyTable table = read("""
            in_hw,in_c,se_c,out_c,kernel,stride,act,mid_c,ms
            14,32,0,32,3,1,relu,128,0.4
            14,32,0,32,3,1,relu,64,0.1
            14,32,0,32,3,1,relu,160,0.45
            14,32,0,32,3,1,relu,96,0.25
            """, ForeignFormat.TFNAS, "ms=ms", Optional.empty());
        assertEquals(
                List.of("ir_r1_k3_s1_e3_c32_nre@32x14x14"),
                List.copyOf(certificate(table).doubts().keySet()),
                "0.1, 0.25 and 0.4 are on a line, 0.25, 0.4 and 0.45 are not");
    }

    @Test
    void aHeadConsistsOfTheLayersOfItsWidth() throws IOException {
        String text = Stream.of(
                        "Conv_1-input:12x12x56-output:12x12x336 0.5",
                        "Conv_1-input:12x12x56-output:12x12x448 0.75",
                        "AvgPool2D-input:12x12x448-output:1x1x448 0.0625",
                        "AvgPool2D-input:12x12x336-output:1x1x336 0.03125",
                        "AvgPool2D-input:12x12x64-output:1x1x64 1",
                        "Conv_2-input:1x1x448-output:1x1x512 0.25",
                        "Conv_2-input:1x1x336-output:1x1x384 0.125",
                        "Logits-input:1x1x512-output:100 0.0625",
                        "Logits-input:1x1x384-output:100 0.03125",
                        "Softmax-input:100-output:100 1")
                .map(e -> e.split(" "))
                .map(e -> e[0] + ":\n  count: 500\n  mean: " + e[1] + "\n  std: 0.001\n")
                .collect(Collectors.joining());
        LatencyTable table = read(text, ForeignFormat.OFA, "", Optional.empty());
        assertEquals(
                List.of(0.5 + 0.03125 + 0.125 + 0.03125, 0.75 + 0.0625 + 0.25 + 0.0625),
                table.units().stream().map(UnitLatency::medianMs).toList());
        Map<String, String> entriesWithoutRow = certificate(table).entriesWithoutRow();
        assertEquals("belongs to no complete head", entriesWithoutRow.get("AvgPool2D-input:12x12x64-output:1x1x64"));
        assertEquals("there is no unit for Softmax", entriesWithoutRow.get("Softmax-input:100-output:100"));
        assertEquals(2, entriesWithoutRow.size(), entriesWithoutRow.toString());
    }

    @Test
    void someLatenciesMayBeZero() throws IOException {
        LatencyTable table = csv("unit,median\n" + STEM + ",0\n" + HEAD + ",0.0006\n");
        assertEquals(0, table.unit(STEM).orElseThrow().medianMs());
    }

    @Test
    void squeezeAndExciteInATfNasTableIsRelativeToTheInput() throws IOException {
        LatencyTable table = read("""
            in_hw,in_c,se_c,out_c,kernel,stride,act,mid_c,ms
            14,32,8,32,3,1,relu,64,0.1
            14,32,32,32,5,1,relu,96,0.2
            14,32,40,32,3,1,relu,64,0.15
            """, ForeignFormat.TFNAS, "ms=ms", Optional.empty());
        assertEquals(
                List.of("ir_r1_k3_s1_e2_c32_se0.25_nre@32x14x14", "ir_r1_k5_s1_e3_c32_se1_nre@32x14x14"),
                table.units().stream()
                        .map(u -> u.key().replaceFirst("_se[a-z]*", "_se"))
                        .toList());
        assertEquals(
                List.of("squeezed to 40 channels, more than the block reads"),
                List.copyOf(certificate(table).entriesWithoutRow().values()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "nan", "NA", "-"})
    void aMissingLatencyLeavesOutItsRow(String missing) throws IOException {
        LatencyTable table = csv("unit,median\n" + STEM + ",0.005\n" + HEAD + "," + missing + "\n");
        assertEquals(
                "line 3 has no latency", certificate(table).entriesWithoutRow().get(HEAD));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "STEM,0 HEAD,0; all 2 latencies are 0",
                "STEM,5 HEAD,5; all 2 latencies are 5.0 ms",
                "STEM,5215 HEAD,608; MACs per second",
                "STEM,1e-9 HEAD,1e-10; MACs per second",
                "STEM,0.005 HEAD,90000; times larger than the others"
            })
    void implausibleLatenciesAreRefused(String rows, String what) {
        String text = "unit,median\n"
                + rows.replace("STEM", STEM).replace("HEAD", HEAD).replace(' ', '\n') + "\n";
        UserError e = assertThrows(UserError.class, () -> csv(text));
        assertTrue(e.getMessage().contains(what), e.text());
    }

    @Test
    void latenciesThatDoNotDependOnTheUnitsAreRefused() {
        var random = new SplittableRandom(3);
        String text = SpaceFile.find("small-28").units().stream()
                .map(u -> u.key() + "," + (0.01 + 0.0001 * random.nextDouble()) + "\n")
                .collect(Collectors.joining("", "unit,median\n", ""));
        UserError e = assertThrows(UserError.class, () -> csv(text));
        assertTrue(e.getMessage().startsWith("the latencies do not depend on the units"), e.text());
    }

    @Test
    void aColumnNameThatOccursTwiceIsRefused() {
        UserError e = assertThrows(UserError.class, () -> csv("unit,median,median\n" + STEM + ",1,2\n"));
        assertEquals("2 columns are named 'median': columns 2 and 3", e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "OFA; ; 'a: {mean: x, count: 1, std: 0}'; not a lookup table: 'x'",
                "OFA; ; 'a: {count: 1, std: 0}'; an entry without mean",
                "OFA; ; '[1, 2]'; not a lookup table: a list",
                "OFA; ; 'a-input:3x3: {mean: 1, count: 1, std: 0}'; no unit was found",
                "PROXYLESSNAS; ; 'Conv-input:224x224x3: {mean: 1, count: 1, var: 0}'; no output",
                "TFNAS; ms=cpu; 'in_hw,cpu'; there is no column 'in_c'",
                "CSV; key=unit; 'unit,ms'; the column for ms is not named",
                "CSV; key=unit,ms=time; 'unit,ms'; there is no column 'time'",
                "CSV; kei=unit; 'unit,ms'; is not a role of a column",
                "CSV; key; 'unit,ms'; does not name a column"
            })
    void aBadFileOrColumnsOptionIsAUserError(ForeignFormat format, String columns, String text, String what) {
        UserError e = assertThrows(
                UserError.class, () -> read(text + "\n", format, columns == null ? "" : columns, Optional.empty()));
        assertTrue(e.getMessage().contains(what), e.text());
    }

    @Test
    void theErrorForATruncatedRowNamesItsLine() {
        UserError e = assertThrows(
                UserError.class,
                () -> read(
                        "unit,ms\nhead_o10@64x4x4,1\nhead_o10@6",
                        ForeignFormat.CSV,
                        "key=unit,ms=ms",
                        Optional.empty()));
        assertTrue(e.where().endsWith("file:3"), e.text());
    }

    @Test
    void aMistypedFormatGetsASuggestion() {
        assertEquals(ForeignFormat.OFA, ForeignFormat.parse("ofa"));
        assertTrue(assertThrows(UserError.class, () -> ForeignFormat.parse("tfnass"))
                .fix()
                .contains("tfnas"));
    }

    @Test
    void anImportedTablePredictsTheGenomesOfASpaceWithoutAnInterval() throws IOException {
        SearchSpace space = SpaceFile.find("nas-bench-macro");
        String rows = Stream.concat(
                        Stream.of("unit,ms"),
                        space.units().stream().map(Unit::key).map(k -> k + "," + ms(k)))
                .reduce("", (a, b) -> a + b + "\n");
        LatencyTable table = read(rows, ForeignFormat.CSV, "key=unit,ms=ms", Optional.empty());
        int[] units = new int[space.unitGraph().maxLength()];
        int length = space.unitGraph().unitsOf(space.parse("11111111"), units);
        double sum = IntStream.range(0, length)
                .mapToDouble(i -> ms(space.unitGraph().units().get(units[i]).key()))
                .sum();
        assertEquals(sum, new SpaceLatencyPredictor(space, new LatencyPredictor(table)).ms(units, length), 1e-12);
        assertEquals(
                Double.POSITIVE_INFINITY,
                new SpaceLatencyPredictor(space, new LatencyPredictor(table)).marginFactor(units, length, 0.95));
    }
}
