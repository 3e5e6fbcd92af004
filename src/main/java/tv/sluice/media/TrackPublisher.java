package tv.sluice.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tv.sluice.cmaf.CutOrder;
import tv.sluice.cmaf.FragmentRewriter;
import tv.sluice.cmaf.Mp4Exception;
import tv.sluice.cmaf.ObjectRegion;
import tv.sluice.cmaf.RewrittenTrack;
import tv.sluice.platform.storage.Storage;

/** Turns an encoder's file into a stored object: the segments back to back, then the initialisation segment. */
final class TrackPublisher {
    private final Storage storage;

    TrackPublisher(Storage storage) {
        this.storage = storage;
    }

    EncodedRendition publish(Path encoded, String renditionId, String key, CutOrder order) throws MediaException {
        try {
            Path prepared = storage.prepare(key);
            try {
                RewrittenTrack track = rewrite(encoded, prepared, order);
                storage.publish(prepared, key);
                return describe(track, renditionId, key);
            } finally {
                Files.deleteIfExists(prepared);
            }
        } catch (Mp4Exception e) {
            throw new MediaException(
                    MediaFault.ENCODER_FAILED, "The encoder's output cannot be used: " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw notWritten(e);
        } catch (UncheckedIOException e) {
            throw notWritten(e);
        }
    }

    static MediaException notWritten(Exception e) {
        if (String.valueOf(e.getMessage()).contains("No space left")) {
            return new MediaException(MediaFault.DISK_FULL, "The disk is full.", e);
        }
        return new MediaException(MediaFault.ENCODER_FAILED, "A file cannot be written: " + e.getMessage() + ".", e);
    }

    private static RewrittenTrack rewrite(Path encoded, Path prepared, CutOrder order) throws IOException {
        try (FileChannel in = FileChannel.open(encoded, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(prepared, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            RewrittenTrack track = FragmentRewriter.rewrite(in, out, order);
            ByteBuffer init = ByteBuffer.wrap(track.init().bytes());
            while (init.hasRemaining()) {
                out.write(init);
            }
            return track;
        }
    }

    private static EncodedRendition describe(RewrittenTrack track, String renditionId, String key) {
        long segments = track.segments().stream()
                .mapToLong(RewrittenTrack.Segment::length)
                .sum();
        byte[] init = track.init().bytes();
        return new EncodedRendition(
                renditionId,
                track.format(),
                new ObjectRegion(key, segments, init.length),
                digest(init),
                track.toChunkObject(key, 0));
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
