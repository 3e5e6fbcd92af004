package tv.sluice.transcode;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tv.sluice.cmaf.BitRate;
import tv.sluice.cmaf.Descriptor;
import tv.sluice.cmaf.Rendition;
import tv.sluice.cmaf.SegmentTable;
import tv.sluice.media.AudioTrack;
import tv.sluice.media.SourceInfo;
import tv.sluice.media.VideoTrack;
import tv.sluice.video.SourceFormat;
import tv.sluice.video.VideoProgress;
import tv.sluice.video.VideoRendition;

/** Says in the catalogue's words how far a job is. */
final class VideoReport {
    private VideoReport() {}

    /**
     * What to tell the catalogue.
     *
     * @param plan null while the source has not been looked into
     * @param published the descriptor written just now, if one was
     */
    static VideoProgress of(
            boolean ready, boolean playable, double percent, @Nullable Plan plan, @Nullable Descriptor published) {
        List<VideoRendition> renditions = published == null
                ? null
                : published.renditions().stream().map(VideoReport::rendition).toList();
        if (plan == null) {
            return new VideoProgress(ready, playable, percent, null, null, null, null, null, renditions);
        }
        SourceInfo source = plan.source();
        VideoTrack video = source.video();
        AudioTrack audio = source.audio();
        return new VideoProgress(
                ready,
                playable,
                percent,
                plan.duration(),
                video == null ? null : video.width(),
                video == null ? null : video.height(),
                video == null ? null : video.frameRate().value(),
                new SourceFormat(
                        source.container(), video == null ? null : video.codec(), audio == null ? null : audio.codec()),
                renditions);
    }

    private static VideoRendition rendition(Rendition rendition) {
        SegmentTable segments = SegmentTable.of(rendition);
        BitRate rate = BitRate.of(segments);
        boolean picture = rendition.kind() == Rendition.Kind.VIDEO;
        return new VideoRendition(
                rendition.id(),
                picture ? VideoRendition.Kind.VIDEO : VideoRendition.Kind.AUDIO,
                rendition.codecs(),
                picture ? rendition.width() : null,
                picture ? rendition.height() : null,
                picture ? rendition.frameRate() : null,
                rate.peak(),
                rate.average(),
                segments.totalBytes());
    }
}
