package dev.sartor.supernet;

import dev.sartor.data.Dataset;
import dev.sartor.executor.Executor;
import dev.sartor.executor.Recipe;
import dev.sartor.executor.Score;
import dev.sartor.executor.TrainingListener;
import dev.sartor.space.Genome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** trains a supernet, prints scores */
final class SupernetTrial {
    public static void main(String[] args) throws IOException {
        Map<String, String> o = new TreeMap<>();
        for (String a : args) {
            o.put(a.split("=")[0], a.split("=")[1]);
        }
        Dataset data = StandAlone.data(o.get("data"));
        int epochs = Integer.parseInt(o.getOrDefault("epochs", "10"));
        var recipe = new SupernetRecipe(new Recipe(epochs, Integer.parseInt(o.getOrDefault("batch", "64")),
                Double.parseDouble(o.getOrDefault("rate", "0.1")), 0.9, Double.parseDouble(o.getOrDefault("decay", "1e-4")), 1, 0.05, 0,
                Boolean.parseBoolean(o.getOrDefault("augmented", "true")), 0),
                Boolean.parseBoolean(o.getOrDefault("sandwich", "false")), Integer.parseInt(o.getOrDefault("drawn", "1")));
        long seed = Long.parseLong(o.getOrDefault("seed", "1"));
        SharedWeights shared = SharedWeights.initial(StandAlone.space(), new SplittableRandom(seed));
        System.out.println(o + " " + shared.tensors().values().stream().mapToInt(t -> t.length).sum() + " shared values");
        try (var executor = new Executor(1)) {
            var trainer = new SupernetTrainer(executor, shared, data, recipe, seed);
            long begin = System.nanoTime();
            trainer.train(new TrainingListener() {
                private int steps;
                @Override
                public void step(Progress p) {
                    if (++steps % 100 == 0) {
                        System.out.printf("epoch %d images %d loss %.4f accuracy %.4f %.0f/s%n", p.epoch(), p.images(), p.training().loss(), p.training().accuracy(), p.imagesPerSecond());
                    }
                }
            });
            System.out.printf("trained in %.0f s%n", (System.nanoTime() - begin) * 1e-9);
            var judge = new Judge(shared, data, 8);
            StringBuilder csv = new StringBuilder("genome,accuracy,loss,test,testLoss\n");
            for (Genome g : StandAlone.sample(shared.space())) {
                Score s = judge.score(executor, g, data.validation());
                Score t = judge.score(executor, g, data.test());
                String row = "%s,%.5f,%.5f,%.5f,%.5f".formatted(shared.space().format(g), s.accuracy(), s.loss(), t.accuracy(), t.loss());
                System.out.println(row);
                csv.append(row).append("\n");
            }
            Files.writeString(Path.of(o.get("out")), csv);
            System.out.printf("done in %.0f s%n", (System.nanoTime() - begin) * 1e-9);
        }
    }
}
