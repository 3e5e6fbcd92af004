package tv.sluice.media;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What may be read: containers of media (no playlists, scripts or pictures, which name other files) and the codecs in use. */
final class Codecs {
    private static final List<String> DEMUXERS = List.of(
            "mov",
            "matroska",
            "mpegts",
            "mpeg",
            "flv",
            "avi",
            "ogg",
            "asf",
            "mxf",
            "mp3",
            "aac",
            "wav",
            "w64",
            "flac",
            "aiff",
            "caf",
            "ac3",
            "eac3",
            "amr");

    /** Codec → the decoders that may decode it, where they are named otherwise. */
    private static final Map<String, List<String>> DECODERS = Map.of(
            "av1", List.of("libaom-av1", "libdav1d", "av1"),
            "mp1", List.of("mp1float"),
            "mp2", List.of("mp2float", "mp2"),
            "mp3", List.of("mp3float", "mp3"),
            "msmpeg4v3", List.of("msmpeg4"),
            "flv1", List.of("flv"),
            "amr_nb", List.of("amrnb"),
            "amr_wb", List.of("amrwb"),
            "dts", List.of("dca"));

    private static final Set<String> VIDEO = Set.of(
            "h264",
            "hevc",
            "av1",
            "vp8",
            "vp9",
            "mpeg1video",
            "mpeg2video",
            "mpeg4",
            "msmpeg4v2",
            "msmpeg4v3",
            "wmv1",
            "wmv2",
            "wmv3",
            "vc1",
            "h263",
            "flv1",
            "vp6",
            "vp6f",
            "theora",
            "mjpeg",
            "prores",
            "dnxhd",
            "dvvideo",
            "rawvideo",
            "ffv1",
            "huffyuv",
            "ffvhuff",
            "utvideo",
            "qtrle",
            "png",
            "v210",
            "cfhd",
            "svq3");

    private static final Set<String> AUDIO = Set.of(
            "aac",
            "aac_latm",
            "mp1",
            "mp2",
            "mp3",
            "ac3",
            "eac3",
            "dts",
            "truehd",
            "mlp",
            "opus",
            "vorbis",
            "flac",
            "alac",
            "wmav1",
            "wmav2",
            "wmapro",
            "wmalossless",
            "amr_nb",
            "amr_wb",
            "speex",
            "nellymoser",
            "gsm",
            "pcm_u8",
            "pcm_s8",
            "pcm_s16le",
            "pcm_s16be",
            "pcm_s24le",
            "pcm_s24be",
            "pcm_s32le",
            "pcm_s32be",
            "pcm_f32le",
            "pcm_f32be",
            "pcm_f64le",
            "pcm_f64be",
            "pcm_alaw",
            "pcm_mulaw",
            "pcm_bluray",
            "pcm_dvd",
            "adpcm_ms",
            "adpcm_ima_wav",
            "adpcm_ima_qt",
            "adpcm_swf");

    /** Not for us, but ffprobe fails if it may not open a decoder for each track: subtitles, and cover pictures of songs. */
    private static final Set<String> BYSTANDERS = Set.of(
            "ass",
            "ssa",
            "dvbsub",
            "dvdsub",
            "cc_dec",
            "pgssub",
            "mov_text",
            "srt",
            "subrip",
            "text",
            "webvtt",
            "xsub",
            "gif",
            "bmp",
            "webp");

    private Codecs() {}

    static boolean canDecodeVideo(String codec) {
        return VIDEO.contains(codec);
    }

    static boolean canDecodeAudio(String codec) {
        return AUDIO.contains(codec);
    }

    /** For FFmpeg's format_whitelist. */
    static String demuxers() {
        return String.join(",", DEMUXERS);
    }

    /** For FFmpeg's codec_whitelist. */
    static String decoders() {
        Set<String> decoders = new TreeSet<>(BYSTANDERS);
        VIDEO.forEach(codec -> decoders.addAll(DECODERS.getOrDefault(codec, List.of(codec))));
        AUDIO.forEach(codec -> decoders.addAll(DECODERS.getOrDefault(codec, List.of(codec))));
        return String.join(",", decoders);
    }
}
