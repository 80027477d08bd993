package dev.sartor.executor.training;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.arch.Shape;
import dev.sartor.base.UserError;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.plan.TestNetworks;
import dev.sartor.executor.plan.TinyDataset;
import dev.sartor.executor.recipe.AugmentationPolicy;
import dev.sartor.executor.recipe.Optimiser;
import dev.sartor.executor.recipe.Recipe;
import dev.sartor.executor.recipe.Regularisation;
import dev.sartor.executor.recipe.Schedule;
import dev.sartor.network.Network;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every value that a recipe accepts trains, or ends in an error that the user can fix. */
class ExtremeRecipeTest {
    // TestNetworks.of: input, channels and stride of the stem, classes, blocks
    private static final Network NETWORK = TestNetworks.of(new Shape(2, 8, 8), 8, 1, 3, "ir_r2_k3_s1_e3_c8_nre");
    private static final Dataset DATA = TinyDataset.of(20, 6);

    static Stream<Recipe> recipes() {
        Recipe standard = Recipe.standard(1);
        return Stream.of(
                standard.withEpochs(Integer.MAX_VALUE),
                standard.withBatchSize(2),
                standard.withBatchSize(Integer.MAX_VALUE),
                standard.withLearningRate(Double.MIN_VALUE),
                standard.withLearningRate(99.9),
                standard.withSchedule(new Schedule(0.1, Double.MAX_VALUE)),
                standard.withSchedule(new Schedule(0.1, Double.POSITIVE_INFINITY)),
                // Sgd: momentum, weight decay
                standard.withOptimiser(new Optimiser.Sgd(0.999, 0.999)),
                // AdamW: beta 1, beta 2, weight decay
                standard.withOptimiser(new Optimiser.AdamW(0, 0, 0.999)),
                // Regularisation: label smoothing, drop path rate, decay of the moving average of weights
                standard.withRegularisation(new Regularisation(0.999, 0.999, 0.9999999)),
                // AugmentationPolicy: shift, mirroring, cutout, mixup
                standard.withAugmentation(new AugmentationPolicy(0.999, true, 0.999, 1)),
                standard.withAugmentation(
                        new AugmentationPolicy(Double.MIN_VALUE, true, Double.MIN_VALUE, Double.MIN_VALUE)));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void anExtremeRecipeTrainsAnEpochOrIsAUserError(Recipe recipe) {
        try (var executor = new Executor(1)) {
            TrainingResult trained = Trainer.train(
                    executor,
                    NETWORK,
                    TestNetworks.randomWeights(NETWORK, 1),
                    DATA,
                    recipe,
                    1,
                    TrainingListener.NO_OP,
                    TrainingOptions.DEFAULTS.withStopAfterEpoch(1));
            assertTrue(Double.isFinite(trained.history().getFirst().training().loss()));
        } catch (UserError e) {
            assertTrue(DivergenceCheck.isDivergence(e), e.text());
        }
    }
}
