package dev.sartor.distributed.spark;

import dev.sartor.base.file.ReadErrors;
import dev.sartor.distributed.FileTransfer;
import dev.sartor.distributed.SharedFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A file on its way to executors: broadcasts of its slices. An executor fetches a slice when it reads it, from the driver or from
 * another executor, and holds one slice at a time.
 */
record Shipment(FileTransfer transfer, List<Broadcast<byte[]>> slices) implements Serializable {
    private static final int SLICE_BYTES = 16 << 20;

    static Shipment of(SharedFile file, JavaSparkContext context) {
        List<Broadcast<byte[]>> slices = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file.path())) {
            for (byte[] slice = in.readNBytes(SLICE_BYTES); slice.length > 0; slice = in.readNBytes(SLICE_BYTES)) {
                slices.add(context.broadcast(slice));
            }
        } catch (IOException e) {
            throw ReadErrors.of(file.path(), e);
        }
        return new Shipment(file.transfer(), slices);
    }

    /** The bytes of the file, on an executor. */
    InputStream open() {
        Iterator<Broadcast<byte[]>> rest = slices.iterator();
        return new SequenceInputStream(new Enumeration<>() {
            @Override
            public boolean hasMoreElements() {
                return rest.hasNext();
            }

            @Override
            public InputStream nextElement() {
                return new ByteArrayInputStream(rest.next().value());
            }
        });
    }
}
