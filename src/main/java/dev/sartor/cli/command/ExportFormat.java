package dev.sartor.cli.command;

import dev.sartor.base.UserError;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The formats of exported files. */
enum ExportFormat {
    ONNX(".onnx"),
    LITERT(".tflite"),
    SAFETENSORS(".safetensors");

    private final String extension;

    ExportFormat(String extension) {
        this.extension = extension;
    }

    /** The name in options and in JSON: {@code litert}. */
    String token() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format that was chosen by an option or by the extension of the file; ONNX without either.
     *
     * @throws UserError if they contradict each other
     */
    static ExportFormat of(Optional<ExportFormat> option, Optional<Path> file) {
        Optional<ExportFormat> byName = file.flatMap(ExportFormat::byExtension);
        if (option.isPresent() && byName.isPresent() && !option.equals(byName)) {
            throw new UserError(
                    "--format " + option.get().token() + ", but the file is named as one of the format "
                            + byName.get().token(),
                    file.get().toString(),
                    "leave out --format, or name the file *" + option.get().extension);
        }
        return option.or(() -> byName).orElse(ONNX);
    }

    private static Optional<ExportFormat> byExtension(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Stream.of(values()).filter(f -> name.endsWith(f.extension)).findFirst();
    }
}
