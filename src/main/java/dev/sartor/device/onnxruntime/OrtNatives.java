package dev.sartor.device.onnxruntime;

import ai.onnxruntime.OrtEnvironment;
import dev.sartor.base.UserError;
import dev.sartor.base.file.AtomicFile;
import dev.sartor.base.file.UserFolders;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * ONNX Runtime's native libraries, unpacked once into the user's cache. Without this the runtime unpacks 28 MB into a temporary
 * folder at each start, and a killed process leaves them there.
 */
final class OrtNatives {
    /** The runtime loads its libraries from the folder that this property names. */
    static final String FOLDER_PROPERTY = "onnxruntime.native.path";

    private static final List<String> LIBRARIES = List.of("onnxruntime", "onnxruntime4j_jni");
    /** A library that only builds with further execution providers have. */
    private static final String PROVIDERS = "onnxruntime_providers_shared";

    private OrtNatives() {}

    /** Names the folder to the runtime, unless the user did, or the libraries cannot be stored. */
    static void prepare() {
        if (System.getProperty(FOLDER_PROPERTY) == null) {
            unpack(UserFolders.cache()).ifPresent(f -> System.setProperty(FOLDER_PROPERTY, f.toString()));
        }
    }

    /**
     * Unpacks the libraries that are not in the cache yet.
     *
     * @return their folder; empty if this platform is unknown, the runtime has libraries of providers, which must be beside its
     *     own, or the cache cannot be written
     */
    static Optional<Path> unpack(Path cache) {
        Optional<String> platform = platform();
        Optional<String> commit = OrtLibrary.commit();
        if (platform.isEmpty()
                || commit.isEmpty()
                || resource(platform.get(), PROVIDERS).isPresent()) {
            return Optional.empty();
        }
        Path folder = cache.resolve("onnxruntime-" + commit.get().replaceAll("[^0-9a-f]", "") + "-" + platform.get());
        try {
            Files.createDirectories(folder);
            for (String library : LIBRARIES) {
                Optional<URL> packed = resource(platform.get(), library);
                if (packed.isEmpty()) {
                    return Optional.empty();
                }
                unpack(packed.get(), folder.resolve(System.mapLibraryName(library)));
            }
            return Optional.of(folder.toAbsolutePath());
        } catch (IOException | UserError e) {
            System.getLogger(OrtNatives.class.getName())
                    .log(System.Logger.Level.DEBUG, "the libraries are not stored in " + folder, e);
            return Optional.empty();
        }
    }

    private static void unpack(URL packed, Path library) throws IOException {
        long bytes = packed.openConnection().getContentLengthLong();
        if (bytes >= 0 && Files.isRegularFile(library) && Files.size(library) == bytes) {
            return;
        }
        AtomicFile.write(library, out -> {
            try (InputStream in = packed.openStream()) {
                in.transferTo(out);
            }
        });
    }

    private static Optional<URL> resource(String platform, String library) {
        return Optional.ofNullable(OrtEnvironment.class.getResource(
                "/ai/onnxruntime/native/" + platform + "/" + System.mapLibraryName(library)));
    }

    /** The runtime's name of this system and processor. */
    private static Optional<String> platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String name = system.contains("linux") ? "linux" : system.contains("mac") ? "osx" : "";
        return switch (System.getProperty("os.arch").toLowerCase(Locale.ROOT)) {
            case String _ when name.isEmpty() -> Optional.empty();
            case "amd64", "x86_64" -> Optional.of(name + "-x64");
            case "aarch64", "arm64" -> Optional.of(name + "-aarch64");
            default -> Optional.empty();
        };
    }
}
