package dev.sartor.supernet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.executor.Executor;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.network.Parameter;
import dev.sartor.network.Weights;
import dev.sartor.space.SearchSpace;
import dev.sartor.space.file.SpaceFile;
import dev.sartor.space.genome.Genome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SharedWeightsTest {
    private static final int SEED = 4;

    static List<SearchSpace> spaces() {
        List<SearchSpace> spaces = new ArrayList<>(SpaceFile.readAll(SpaceFile.FOLDER));
        spaces.add(TinySupernet.SPACE);
        spaces.add(TinySupernet.UNIVERSAL);
        return spaces;
    }

    private static SharedWeights shared(SearchSpace space) {
        return SharedWeights.initial(space, new SplittableRandom(SEED));
    }

    @ParameterizedTest(name = "{0}, seed " + SEED)
    @MethodSource("spaces")
    void everyNetworkHasAllItsWeights(SearchSpace space) {
        SharedWeights shared = shared(space);
        for (Genome genome : TinySupernet.genomes(space, 20, SEED)) {
            SubNetwork sub = shared.subnet(genome);
            Weights weights = shared.copyWeights(sub);
            for (Parameter p : sub.network().parameters()) {
                assertEquals(p.size(), weights.tensor(p).length, p.name());
                assertEquals(p.isTrainable(), sub.slices().containsKey(p.name()));
            }
            Set<String> tensors =
                    sub.slices().values().stream().map(WeightSlice::tensor).collect(Collectors.toSet());
            assertEquals(sub.slices().size(), tensors.size(), "each parameter has a tensor of its own");
        }
    }

    @ParameterizedTest(name = "{0}, seed " + SEED)
    @MethodSource("spaces")
    void mostTensorsAreUsedInFullBySomeNetwork(SearchSpace space) {
        SharedWeights shared = shared(space);
        Map<String, TensorShape> seen = new HashMap<>();
        for (Genome genome : TinySupernet.genomes(space, 400, SEED)) {
            shared.subnet(genome).slices().values().forEach(s -> seen.merge(s.tensor(), s.part(), TensorShape::union));
        }
        seen.forEach(
                (tensor, shape) -> assertTrue(shape.size() <= shared.tensors().get(tensor).length));
        long full = seen.entrySet().stream()
                .filter(e -> e.getValue().size() == shared.tensors().get(e.getKey()).length)
                .count();
        assertTrue(
                full > 0.8 * shared.tensors().size(),
                full + " of " + shared.tensors().size() + " tensors are used in full");
    }

    @ParameterizedTest(name = "{0}, seed " + SEED)
    @MethodSource("spaces")
    void aStepChangesExactlyTheWeightsOfTheNetwork(SearchSpace space) {
        SharedWeights shared = shared(space);
        Map<String, float[]> before = new LinkedHashMap<>();
        shared.tensors().forEach((name, values) -> before.put(name, values.clone()));
        // Sgd: momentum, weight decay
        var sgd = new SharedSgd(shared, new Optimiser.Sgd(0, 0));
        SubNetwork sub = shared.subnet(TinySupernet.genomes(space, 1, SEED).getFirst());
        Weights old = shared.copyWeights(sub);
        try (var executor = new Executor(2)) {
            sgd.add(sub, ones(sub), 0.5);
            sgd.step(executor, 0.25);
        }
        Weights moved = shared.copyWeights(sub);
        for (Parameter p : sub.network().parameters()) {
            // rate 0.25 times weight 0.5 times gradient 1
            float by = p.isTrainable() ? 0.125f : 0;
            for (int i = 0; i < p.size(); i++) {
                assertEquals(old.tensor(p)[i] - by, moved.tensor(p)[i], 1e-6f, p.name());
            }
        }
        long changed = shared.tensors().entrySet().stream()
                .mapToLong(e -> countDifferences(e.getValue(), before.get(e.getKey())))
                .sum();
        assertEquals(
                sub.slices().values().stream().mapToLong(s -> s.part().size()).sum(), changed);
    }

    @ParameterizedTest(name = "{0}, seed " + SEED)
    @MethodSource("spaces")
    void oneGradientAndItsPartsGiveTheSameStep(SearchSpace space) {
        SharedWeights whole = shared(space);
        SharedWeights halves = shared(space);
        var wholeSgd = new SharedSgd(whole, Optimiser.sgd(0.01));
        var halvesSgd = new SharedSgd(halves, Optimiser.sgd(0.01));
        try (var executor = new Executor(2)) {
            for (Genome genome : TinySupernet.genomes(space, 3, SEED)) {
                SubNetwork sub = whole.subnet(genome);
                wholeSgd.add(sub, ones(sub), 1);
                wholeSgd.step(executor, 0.25);
                halvesSgd.add(sub, ones(sub), 0.5);
                halvesSgd.add(sub, ones(sub), 0.5);
                halvesSgd.step(executor, 0.25);
            }
        }
        whole.tensors()
                .forEach((name, values) ->
                        assertArrayEquals(values, halves.tensors().get(name), name));
        wholeSgd.velocity(0)
                .forEach((name, values) ->
                        assertArrayEquals(values, halvesSgd.velocity(0).get(name), name));
    }

    private static Weights ones(SubNetwork sub) {
        Map<String, float[]> gradients = new HashMap<>();
        sub.slices().forEach((name, slice) -> {
            gradients.put(name, new float[slice.part().size()]);
            Arrays.fill(gradients.get(name), 1);
        });
        return new Weights(gradients);
    }

    private static long countDifferences(float[] a, float[] b) {
        long count = 0;
        for (int i = 0; i < a.length; i++) {
            count += a[i] != b[i] ? 1 : 0;
        }
        return count;
    }

    private static Genome withBlock(String label) {
        int gene = 0;
        while (!TinySupernet.SPACE.genes().get(gene).name().equals("stages[0].block[0]")) {
            gene++;
        }
        return Genome.of(new int[TinySupernet.SPACE.genes().size()])
                .with(gene, TinySupernet.SPACE.genes().get(gene).alternatives().indexOf(label));
    }

    private static Set<String> blockTensors(SharedWeights shared, String label) {
        return shared.subnet(TinySupernet.SPACE.canonical(withBlock(label))).slices().values().stream()
                .map(WeightSlice::tensor)
                .filter(t -> t.startsWith("stage1.block1/"))
                .collect(Collectors.toSet());
    }

    @Test
    void blocksOfOneKindShareTensorsAndOtherKindsOrGroupsDoNot() {
        SharedWeights shared = shared(TinySupernet.SPACE);
        Set<String> plain = blockTensors(shared, "ir_k3_e1_nre");
        assertEquals(plain, blockTensors(shared, "ir_k5_e2_nre"));
        Set<String> withSqueezeExcite = blockTensors(shared, "ir_k3_e1_se0.25_nre");
        assertTrue(
                withSqueezeExcite.containsAll(plain) && withSqueezeExcite.size() == plain.size() + 4,
                withSqueezeExcite + " has two layers more");
        Set<String> conv = blockTensors(shared, "cn_k3_nre");
        assertEquals(conv, blockTensors(shared, "cn_k1_nre"));
        assertDisjoint(conv, blockTensors(shared, "cn_k3_g2_nre"));
        assertDisjoint(conv, plain);
    }

    private static void assertDisjoint(Set<String> a, Set<String> b) {
        Set<String> both = new HashSet<>(a);
        both.retainAll(b);
        assertEquals(Set.of(), both);
    }

    @Test
    void aClassifierAfterAConvolutionHasItsOwnTensor() {
        SharedWeights shared = shared(TinySupernet.SPACE);
        Genome without = TinySupernet.SPACE.canonical(
                Genome.of(new int[TinySupernet.SPACE.genes().size()]));
        // the last gene: with or without a convolution in the head
        Genome with = without.with(TinySupernet.SPACE.genes().size() - 1, 1);
        assertNotEquals(
                shared.subnet(without).slices().get("head.classifier.weight").tensor(),
                shared.subnet(with).slices().get("head.classifier.weight").tensor());
    }

    @Test
    void theSameSeedGivesTheSameWeights() {
        SharedWeights a = shared(TinySupernet.SPACE);
        SharedWeights b = shared(TinySupernet.SPACE);
        a.tensors()
                .forEach((name, values) -> assertArrayEquals(values, b.tensors().get(name), name));
    }
}
