package tv.sluice.transcode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tv.sluice.cmaf.ChunkObject;
import tv.sluice.cmaf.Descriptor;
import tv.sluice.cmaf.PicturePack;
import tv.sluice.cmaf.Rendition;
import tv.sluice.cmaf.TrackFormat;
import tv.sluice.media.AudioTrack;
import tv.sluice.media.EncodedRendition;
import tv.sluice.media.Timeline;

/** Puts what the tasks brought together to the descriptor of the video. */
final class DescriptorAssembly {
    private DescriptorAssembly() {}

    /** What a completed task brought. @param ordinal place among the tasks of its kind */
    record Delivered(int ordinal, TaskResult result) {}

    /** Chunks that do not belong together, as when transcoders of different versions made them. */
    static final class MismatchException extends Exception {
        private static final long serialVersionUID = 1L;

        MismatchException(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * The descriptor of what is covered.
     *
     * @param version must grow from one descriptor of the video to the next
     */
    static Descriptor of(TranscodeJob job, Plan plan, Coverage covered, int version, List<Delivered> delivered)
            throws MismatchException {
        Map<Integer, TaskResult.ChunkEncoded> chunks = new TreeMap<>();
        List<Rendition> renditions = new ArrayList<>();
        List<Rendition> sound = new ArrayList<>();
        PicturePack pictures = null;
        for (Delivered each : delivered) {
            switch (each.result()) {
                case TaskResult.ChunkEncoded chunk -> chunks.put(each.ordinal(), chunk);
                case TaskResult.AudioEncoded audio -> sound.add(audio(plan, audio.rendition()));
                case TaskResult.ArtworkMade artwork -> pictures = artwork.pictures();
                case TaskResult.Probed probed -> {}
            }
        }
        if (covered.chunks() > 0) {
            renditions.addAll(
                    video(plan, chunks.values().stream().limit(covered.chunks()).toList()));
        }
        renditions.addAll(sound);
        return new Descriptor(
                version,
                job.videoId(),
                job.tenantId(),
                job.id(),
                covered.complete(),
                plan.duration(),
                renditions,
                pictures);
    }

    private static List<Rendition> video(Plan plan, List<TaskResult.ChunkEncoded> chunks) throws MismatchException {
        List<Rendition> renditions = new ArrayList<>();
        for (int rung = 0; rung < plan.rungs().size(); rung++) {
            List<EncodedRendition> parts = new ArrayList<>();
            for (TaskResult.ChunkEncoded chunk : chunks) {
                if (chunk.renditions().size() != plan.rungs().size()) {
                    throw new MismatchException(
                            "A chunk has " + chunk.renditions().size() + " renditions instead of "
                                    + plan.rungs().size() + ".");
                }
                parts.add(chunk.renditions().get(rung));
            }
            requireSame(parts);
            renditions.add(rendition(parts, frameRate(plan.timeline()), null));
        }
        return renditions;
    }

    private static void requireSame(List<EncodedRendition> parts) throws MismatchException {
        EncodedRendition first = parts.getFirst();
        for (EncodedRendition part : parts) {
            if (!part.initDigest().equals(first.initDigest())
                    || !part.renditionId().equals(first.renditionId())) {
                throw new MismatchException(
                        "Chunks of rendition " + first.renditionId() + " were made by different encoders.");
            }
        }
    }

    private static Rendition audio(Plan plan, EncodedRendition encoded) {
        AudioTrack track = plan.source().audio();
        return rendition(List.of(encoded), 0, track == null ? null : track.language());
    }

    private static Rendition rendition(List<EncodedRendition> parts, double frameRate, @Nullable String language) {
        EncodedRendition first = parts.getFirst();
        TrackFormat format = first.format();
        List<ChunkObject> chunks = parts.stream().map(EncodedRendition::chunk).toList();
        return new Rendition(
                first.renditionId(),
                format.kind(),
                format.codecs(),
                format.timescale(),
                format.width(),
                format.height(),
                frameRate,
                format.channels(),
                format.sampleRate(),
                language,
                first.init(),
                chunks);
    }

    private static double frameRate(@Nullable Timeline timeline) {
        return timeline == null ? 0 : timeline.frameRate().value();
    }
}
