package dev.sartor.data.folder;

import dev.sartor.data.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Recognises folders that this program wrote, such as a run or trained models, so that they are not read as images. */
final class OwnOutput {
    /** Files that together show that a folder is the folder of a search run. */
    private static final List<String> RUN_FILES = List.of("config.yaml", "trials.jsonl");

    /** Maximum number of entries that are examined, because class folders contain many. */
    private static final int MAX_ENTRIES = 300;

    private OwnOutput() {}

    /** Whether a folder contains a search run, several of them, or trained models. */
    static boolean isOwn(Path folder) {
        if (isRun(folder)) {
            return true;
        }
        List<Path> entries = entries(folder);
        List<Path> others = entries.stream()
                .filter(f -> !ImageDecoder.isImageName(ClassFolders.name(f)))
                .toList();
        boolean noImages = others.size() == entries.size();
        return noImages && others.stream().anyMatch(f -> isModelFile(folder, ClassFolders.name(f)))
                || others.stream().anyMatch(OwnOutput::isRun);
    }

    private static boolean isRun(Path folder) {
        return RUN_FILES.stream().allMatch(name -> Files.isRegularFile(folder.resolve(name)));
    }

    /** Whether a file is a checkpoint, or a trained model: weights beside a model card (JSON) of the same name. */
    private static boolean isModelFile(Path folder, String name) {
        int dot = name.lastIndexOf('.');
        if (dot < 0) {
            // a class folder may be called weights
            return false;
        }
        String suffix = name.substring(dot + 1);
        return List.of("weights", "checkpoint", "onnx").contains(suffix)
                && (suffix.equals("checkpoint")
                        || Files.isRegularFile(folder.resolve(name.substring(0, dot) + ".json")));
    }

    private static List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.limit(MAX_ENTRIES).toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
