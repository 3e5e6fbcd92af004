package tv.sluice.media;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import tv.sluice.platform.process.ProcessOutcome;

/** Finds out what an uploaded file is, and when each of its frames is shown. Blocks; reads nothing but that file. */
@Singleton
public final class MediaProbe {
    private static final String ENTRIES = "format=format_name,duration"
            + ":stream=index,codec_name,codec_type,codec_tag_string,width,height,sample_aspect_ratio,pix_fmt,color_space,"
            + "field_order,avg_frame_rate,r_frame_rate,time_base,duration,channels,sample_rate"
            + ":stream_disposition=default,attached_pic,still_image,timed_thumbnails:stream_tags=language"
            + ":stream_side_data=side_data_type,rotation";
    private static final double BYTES_PER_SECOND = 10e6;
    private static final String PROBE_SIZE = "20000000";
    private static final Pattern CUT_OFF = Pattern.compile("partial file|ended prematurely|could not find sync byte");
    private static final double SMALL_PART = 0.02;

    private final FfmpegTool tool;
    private final MediaConfig config;

    @Inject
    MediaProbe(FfmpegTool tool, MediaConfig config) {
        this.tool = tool;
        this.config = config;
    }

    /** What the file is. Throws a final fault if nothing can be made of it. */
    public SourceInfo probe(Path source) throws MediaException, InterruptedException {
        long size = size(source);
        List<String> arguments = new ArrayList<>(List.of("-probesize", PROBE_SIZE, "-analyzeduration", PROBE_SIZE));
        arguments.addAll(List.of("-of", "json", "-show_entries", ENTRIES));
        arguments.addAll(tool.input(source));
        ProcessOutcome outcome = tool.probe(arguments, tool.probeBudget());
        if (!outcome.succeeded()) {
            throw Diagnosis.ofProbe(outcome, kind(source));
        }
        ProbeReport report = new ProbeReport(config, outcome, size);
        SourceInfo info = report.toSourceInfo();
        AudioTrack audio = info.audio();
        if (info.video() != null || audio == null) {
            return info;
        }
        double duration = list(source, info, audio.index(), report.timeBase(audio.index()))
                .seconds();
        return new SourceInfo(info.container(), info.size(), duration, null, audio);
    }

    /** When each frame of the picture is shown: demuxes the whole file. */
    public FrameIndex frames(Path source, SourceInfo info) throws MediaException, InterruptedException {
        VideoTrack video = info.video();
        if (video == null) {
            throw new IllegalArgumentException("The source has no picture");
        }
        PacketList packets = list(source, info, video.index(), video.timeBase());
        if (packets.count() == 0) {
            throw new MediaException(
                    MediaFault.SOURCE_DAMAGED, "The file announces a picture but has not a single frame.");
        }
        return packets.toIndex();
    }

    private PacketList list(Path source, SourceInfo info, int stream, Ratio timeBase)
            throws MediaException, InterruptedException {
        PacketList packets = new PacketList(timeBase, info.container(), config.maxDuration());
        List<String> arguments =
                new ArrayList<>(List.of("-select_streams", Integer.toString(stream), "-of", "csv=p=0"));
        arguments.addAll(List.of("-show_entries", "packet=pts,dts,duration,flags"));
        arguments.addAll(tool.input(source));
        var budget = tool.budget(info.size() / BYTES_PER_SECOND, 1);
        ProcessOutcome outcome = tool.probe(arguments, budget, packets::add);
        if (packets.isTooLong()) {
            throw ProbeReport.tooLong(config.maxDuration());
        }
        if (!outcome.succeeded()) {
            throw Diagnosis.ofProbe(outcome, FileKind.CONTAINER);
        }
        requireWhole(info, packets, outcome.errors());
        return packets;
    }

    /** The reader complains, and much of what the file announces is not there. */
    private static void requireWhole(SourceInfo info, PacketList packets, String errors) throws MediaException {
        double absent = info.duration() - packets.seconds();
        if (CUT_OFF.matcher(errors).find() && absent > Math.max(1, SMALL_PART * info.duration())) {
            throw new MediaException(
                    MediaFault.SOURCE_TRUNCATED,
                    String.format(
                            Locale.ROOT,
                            "The file is incomplete: it announces %.1f seconds, but ends after %.1f.",
                            info.duration(),
                            packets.seconds()));
        }
    }

    private static long size(Path source) throws MediaException {
        try {
            long size = Files.size(source);
            if (size == 0) {
                throw new MediaException(MediaFault.SOURCE_EMPTY, "The file is empty.");
            }
            return size;
        } catch (NoSuchFileException e) {
            throw new MediaException(MediaFault.SOURCE_MISSING, "The uploaded file is not there any more.", e);
        } catch (IOException e) {
            throw new MediaException(MediaFault.SOURCE_MISSING, "The uploaded file cannot be read.", e);
        }
    }

    private static FileKind kind(Path source) {
        try {
            return FileKind.of(source);
        } catch (IOException e) {
            return FileKind.OTHER;
        }
    }
}
