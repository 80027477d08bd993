package dev.sartor.supernet;

import dev.sartor.arch.Shape;
import dev.sartor.data.Augmentation;
import dev.sartor.data.Batches;
import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Learner;
import dev.sartor.executor.Score;
import dev.sartor.executor.TrainingListener;
import dev.sartor.network.Weights;
import dev.sartor.space.Bounds;
import dev.sartor.space.Genome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Trains shared weights. */
public final class SupernetTrainer {
    private final Executor executor;
    private final Dataset dataset;
    private final SupernetRecipe recipe;
    private final long seed;
    private final SharedWeights shared;
    private final SharedSgd sgd;
    private final FairSampler sampler;
    private final List<Genome> bread;
    private final Map<Shape, Dataset> atShape = new HashMap<>();

    public SupernetTrainer(Executor executor, SharedWeights shared, Dataset dataset, SupernetRecipe recipe, long seed) {
        this.executor = executor;
        this.shared = shared;
        this.dataset = dataset;
        this.recipe = recipe;
        this.seed = seed;
        sgd = new SharedSgd(shared, recipe.steps());
        sampler = new FairSampler(shared.space(), seed);
        bread = recipe.sandwich() ? List.of(Bounds.greatest(shared.space(), u -> u.network().macs()).genome(),
                Bounds.least(shared.space(), u -> u.network().macs()).genome()) : List.of();
    }

    public void train(TrainingListener listener) {
        for (int epoch = 0; epoch < recipe.steps().epochs(); epoch++) {
            epoch(epoch, listener);
        }
    }

    private void epoch(int epoch, TrainingListener listener) {
        int size = recipe.steps().batchSize();
        int perEpoch = dataset.train().count() / size;
        double loss = 0;
        double accuracy = 0;
        long begin = System.nanoTime();
        for (int batch = 0; batch < perEpoch; batch++) {
            long step = (long) epoch * perEpoch + batch;
            Score score = step(epoch, batch, step, recipe.steps().learningRate(step, perEpoch));
            loss += score.loss();
            accuracy += score.accuracy();
            double seconds = (System.nanoTime() - begin) * 1e-9;
            listener.step(new TrainingListener.Progress(epoch + 1, recipe.steps().epochs(), (step + 1) * size,
                    (long) recipe.steps().epochs() * perEpoch * size, new Score(loss / (batch + 1), accuracy / (batch + 1)),
                    (batch + 1) * size / seconds));
        }
    }

    private Score step(int epoch, int batch, long step, double rate) {
        List<Genome> genomes = new ArrayList<>(bread);
        for (int i = 0; i < recipe.drawn(); i++) {
            genomes.add(sampler.at(step * recipe.drawn() + i));
        }
        Score score = null;
        for (Genome genome : genomes) {
            SubNetwork sub = shared.sub(genome);
            Shape shape = sub.network().input();
            Dataset images = atShape.computeIfAbsent(shape, s -> dataset.atSize(s.height(), s.width()));
            Augmentation augmentation = recipe.steps().augmented() ? Augmentation.standard(images) : Augmentation.NONE;
            var batches = Batches.shuffled(images.train(), images.normalisation(), augmentation, recipe.steps().batchSize(), seed, epoch);
            int count = batches.size(batch);
            float[] nchw = new float[(int) (count * shape.size())];
            int[] labels = new int[count];
            batches.fill(batch, nchw, labels);
            Weights weights = shared.read(sub);
            var learner = new Learner(executor, sub.network(), count, recipe.steps().labelSmoothing());
            score = learner.learn(weights, nchw, labels, count, new SplittableRandom(seed + step).nextLong());
            sgd.add(sub, learner.gradients(), 1.0 / genomes.size());
        }
        sgd.step(rate);
        return score;
    }
}
