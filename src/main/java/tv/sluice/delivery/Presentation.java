package tv.sluice.delivery;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tv.sluice.cmaf.DashWriter;
import tv.sluice.cmaf.Descriptor;
import tv.sluice.cmaf.HlsWriter;
import tv.sluice.cmaf.Rendition;
import tv.sluice.cmaf.SegmentTable;
import tv.sluice.platform.id.Ids;

/** One version of a video's descriptor, and the playlists computed from it as they are asked for. */
final class Presentation {
    private static final ObjectReader JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(Descriptor.class);
    private static final int BASE_WEIGHT = 4_096;
    /** Table, playlist and its compressed copy, manifest and its template. */
    private static final int WEIGHT_OF_SEGMENT = 240;

    private final Descriptor descriptor;
    private final Map<String, Track> tracks;
    private final Computed<Text> multivariant;
    private final Computed<SessionTemplate> sessionMultivariant;
    private final Computed<Text> manifest;
    private final Computed<SessionTemplate> sessionManifest;

    /** A rendition, its segments by number, and its playlist. */
    record Track(Rendition rendition, SegmentTable segments, Computed<Text> playlist) {}

    private Presentation(Descriptor descriptor, Instant written) {
        this.descriptor = descriptor;
        this.tracks = tracks(descriptor);
        Instant begun = Ids.time(descriptor.jobId());
        this.multivariant = new Computed<>(() -> Text.kept(HlsWriter.multivariant(descriptor, "")));
        this.sessionMultivariant =
                new Computed<>(() -> SessionTemplate.of(HlsWriter.multivariant(descriptor, SessionTemplate.GAP)));
        this.manifest = new Computed<>(() -> Text.kept(DashWriter.manifest(descriptor, "", begun, written)));
        this.sessionManifest = new Computed<>(
                () -> SessionTemplate.of(DashWriter.manifest(descriptor, SessionTemplate.GAP, begun, written)));
    }

    /** @param written when the descriptor was stored, which a manifest says */
    static Presentation parse(byte[] json, Instant written) throws IOException {
        return new Presentation(JSON.readValue(json), written);
    }

    private static Map<String, Track> tracks(Descriptor descriptor) {
        Map<String, Track> tracks = new HashMap<>();
        for (Rendition rendition : descriptor.renditions()) {
            SegmentTable segments = SegmentTable.of(rendition);
            Computed<Text> playlist = new Computed<>(() -> Text.kept(HlsWriter.media(segments, descriptor.complete())));
            tracks.put(rendition.id(), new Track(rendition, segments, playlist));
        }
        return Map.copyOf(tracks);
    }

    /** Bytes of memory that it takes when all its playlists are computed, roughly. */
    int weight() {
        int segments = 0;
        for (Track track : tracks.values()) {
            segments += track.segments().size();
        }
        return BASE_WEIGHT + segments * WEIGHT_OF_SEGMENT;
    }

    Descriptor descriptor() {
        return descriptor;
    }

    @Nullable
    Track track(String renditionId) {
        return tracks.get(renditionId);
    }

    Computed<Text> multivariant() {
        return multivariant;
    }

    Computed<SessionTemplate> sessionMultivariant() {
        return sessionMultivariant;
    }

    Computed<Text> manifest() {
        return manifest;
    }

    Computed<SessionTemplate> sessionManifest() {
        return sessionManifest;
    }
}
