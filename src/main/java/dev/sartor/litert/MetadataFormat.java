package dev.sartor.litert;

import java.util.List;

/** The file format of metadata: the tables of {@code metadata_schema.fbs}, with the numbers of their fields. */
final class MetadataFormat {
    /** The name of the metadata in a model. */
    static final String KEY = "TFLITE_METADATA";
    /** The name of the file with the classes, one a line. */
    static final String LABELS = "labels.txt";

    static final String IDENTIFIER = "M001";
    /** The oldest version of the schema that has all of these fields. */
    private static final String MIN_PARSER_VERSION = "1.0.0";

    private static final int MAX_GREY = 255;
    private static final int EXPECTED_BYTES = 2048;

    interface Model {
        int NAME = 0;
        int DESCRIPTION = 1;
        int VERSION = 2;
        int SUBGRAPHS = 3;
        int AUTHOR = 4;
        int MIN_PARSER_VERSION = 7;
    }

    interface SubGraph {
        int INPUTS = 2;
        int OUTPUTS = 3;
    }

    interface Tensor {
        int NAME = 0;
        int DESCRIPTION = 1;
        int CONTENT = 3;
        int PROCESS_UNITS = 4;
        int STATS = 5;
        int ASSOCIATED_FILES = 6;
    }

    interface Content {
        int PROPERTIES = 1;
        int FEATURE = 1;
        int IMAGE = 2;
    }

    interface Image {
        int COLOUR_SPACE = 0;
        int UNKNOWN = 0;
        int RGB = 1;
        int GREY = 2;
    }

    interface ProcessUnit {
        int OPTIONS = 1;
        int NORMALISATION = 1;
    }

    interface Normalisation {
        int MEAN = 0;
        int DEVIATION = 1;
    }

    private interface Stats {
        int MAX = 0;
        int MIN = 1;
    }

    interface AssociatedFile {
        int NAME = 0;
        int DESCRIPTION = 1;
        int TYPE = 2;
        int AXIS_LABELS = 2;
    }

    private MetadataFormat() {}

    /** The metadata of a model with one input, an image. Classes, if there are some, are those of all outputs. */
    static byte[] bytes(LiteRtModel model, LiteRtMetadata metadata) {
        FlatTable graph = new FlatTable()
                .withTables(
                        SubGraph.INPUTS,
                        model.tensors(model.inputs()).stream()
                                .map(t -> input(t, metadata))
                                .toList())
                .withTables(
                        SubGraph.OUTPUTS,
                        model.tensors(model.outputs()).stream()
                                .map(t -> output(t, metadata))
                                .toList());
        return new FlatTable()
                .withText(Model.NAME, model.name())
                .withText(Model.DESCRIPTION, metadata.description())
                .withText(Model.VERSION, metadata.version())
                .withTables(Model.SUBGRAPHS, List.of(graph))
                .withText(Model.AUTHOR, "sartor")
                .withText(Model.MIN_PARSER_VERSION, MIN_PARSER_VERSION)
                .file(IDENTIFIER, EXPECTED_BYTES);
    }

    private static FlatTable input(LiteRtTensor tensor, LiteRtMetadata metadata) {
        int colourSpace = switch (tensor.shape().getLast()) {
            case 1 -> Image.GREY;
            case 3 -> Image.RGB;
            default -> Image.UNKNOWN;
        };
        FlatTable table = new FlatTable()
                .withText(Tensor.NAME, tensor.name())
                .withText(Tensor.DESCRIPTION, "An image, height x width x channels, normalised")
                .withTable(
                        Tensor.CONTENT,
                        new FlatTable()
                                .withUnion(
                                        Content.PROPERTIES,
                                        Content.IMAGE,
                                        new FlatTable().withByte(Image.COLOUR_SPACE, colourSpace)));
        if (metadata.mean().isEmpty()) {
            return table;
        }
        return table.withTables(Tensor.PROCESS_UNITS, List.of(normalisation(metadata)))
                .withTable(
                        Tensor.STATS,
                        new FlatTable()
                                .withFloats(Stats.MAX, metadata.normalised(MAX_GREY))
                                .withFloats(Stats.MIN, metadata.normalised(0)));
    }

    /** The schema's mean and deviation are those of grey levels in [0, 255]. */
    private static FlatTable normalisation(LiteRtMetadata metadata) {
        return new FlatTable()
                .withUnion(
                        ProcessUnit.OPTIONS,
                        ProcessUnit.NORMALISATION,
                        new FlatTable()
                                .withFloats(Normalisation.MEAN, inGreyLevels(metadata.mean()))
                                .withFloats(Normalisation.DEVIATION, inGreyLevels(metadata.deviation())));
    }

    private static List<Float> inGreyLevels(List<Float> values) {
        return values.stream().map(v -> v * MAX_GREY).toList();
    }

    private static FlatTable output(LiteRtTensor tensor, LiteRtMetadata metadata) {
        FlatTable table = new FlatTable()
                .withText(Tensor.NAME, tensor.name())
                .withTable(
                        Tensor.CONTENT,
                        new FlatTable().withUnion(Content.PROPERTIES, Content.FEATURE, new FlatTable()));
        return metadata.classes().isEmpty()
                ? table
                : table.withText(Tensor.DESCRIPTION, "One score (logit) for each class")
                        .withTables(
                                Tensor.ASSOCIATED_FILES,
                                List.of(new FlatTable()
                                        .withText(AssociatedFile.NAME, LABELS)
                                        .withText(AssociatedFile.DESCRIPTION, "The classes, one a line")
                                        .withByte(AssociatedFile.TYPE, AssociatedFile.AXIS_LABELS)));
    }
}
