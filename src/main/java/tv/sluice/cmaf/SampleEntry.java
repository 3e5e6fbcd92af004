package tv.sluice.cmaf;

import java.util.List;
import java.util.Set;

/**
 * The sample description of a track.
 *
 * @param box the entry as it goes into our own file: without the encoder's name and bit rates, which differ from chunk to chunk
 */
record SampleEntry(
        Rendition.Kind kind, String codecs, int width, int height, int channels, int sampleRate, byte[] box) {
    private static final Set<String> KEPT = Set.of(
            "avcC", "hvcC", "av1C", "vpcC", "esds", "dOps", "dfLa", "dac3", "dec3", "colr", "pasp", "clap", "mdcv",
            "clli");

    static SampleEntry read(BoxReader stsd) throws Mp4Exception {
        stsd.full();
        long count = stsd.u32();
        if (count != 1) {
            throw unsupported(count + " sample descriptions in one track");
        }
        List<BoxReader> entries = stsd.children();
        if (entries.size() != 1) {
            throw stsd.malformed("holds " + entries.size() + " sample descriptions, but says 1");
        }
        BoxReader entry = entries.getFirst();
        String type = entry.path();
        return switch (type) {
            case "avc1", "hvc1", "hev1", "av01", "vp09" -> visual(type, entry);
            case "mp4a", "Opus", "fLaC", "ac-3", "ec-3" -> sound(type, entry);
            default -> throw unsupported("Sample description of an unknown kind");
        };
    }

    private static SampleEntry visual(String type, BoxReader entry) throws Mp4Exception {
        entry.skip(24);
        int width = entry.u16();
        int height = entry.u16();
        entry.skip(50);
        if (width == 0 || height == 0) {
            throw entry.malformed("has no picture size");
        }
        String codecs = switch (type) {
            case "avc1" -> CodecString.avc(type, entry.child("avcC"));
            case "av01" -> CodecString.av1(entry.child("av1C"));
            case "vp09" -> CodecString.vp9(entry.child("vpcC"));
            default -> CodecString.hevc(type, entry.child("hvcC"));
        };
        BoxWriter out = new BoxWriter();
        int box = out.box(type);
        out.zeros(6).i16(1).zeros(16).i16(width).i16(height);
        // 72 dpi both ways, one frame per sample, no compressor name, 24 bits deep.
        out.i32(0x0048_0000).i32(0x0048_0000).i32(0).i16(1).zeros(32).i16(24).i16(-1);
        copyChildren(entry, out);
        return new SampleEntry(
                Rendition.Kind.VIDEO, codecs, width, height, 0, 0, out.end(box).toBytes());
    }

    private static SampleEntry sound(String type, BoxReader entry) throws Mp4Exception {
        entry.skip(8);
        if (entry.u16() != 0) {
            throw unsupported("Sound description of QuickTime's own version");
        }
        entry.skip(6);
        int channels = entry.u16();
        int bits = entry.u16();
        entry.skip(4);
        int fixedRate = entry.i32();
        int rate = fixedRate >>> 16;
        String codecs = switch (type) {
            case "Opus" -> "opus";
            case "fLaC" -> "fLaC";
            default -> type;
        };
        BoxWriter out = new BoxWriter();
        int box = out.box(type);
        out.zeros(6).i16(1).zeros(8).i16(channels).i16(bits).zeros(4).i32(fixedRate);
        copyChildren(entry, out);
        byte[] bytes = out.end(box).toBytes();
        if (!type.equals("mp4a")) {
            return new SampleEntry(Rendition.Kind.AUDIO, codecs, 0, 0, channels, rate, bytes);
        }
        AacConfig aac = AacConfig.read(entry.child("esds"));
        // Layout 0 is spelt out elsewhere; the entry's own count is right then.
        int heard = aac.channels() == 0 ? channels : aac.channels();
        return new SampleEntry(Rendition.Kind.AUDIO, aac.codecs(), 0, 0, heard, aac.sampleRate(), bytes);
    }

    private static void copyChildren(BoxReader entry, BoxWriter out) throws Mp4Exception {
        for (BoxReader child : entry.children()) {
            if (KEPT.contains(child.path())) {
                int box = out.box(child.path());
                out.raw(child.bytes(child.remaining())).end(box);
            }
        }
    }

    private static Mp4Exception unsupported(String what) {
        return new Mp4Exception(Mp4Exception.Reason.UNSUPPORTED, what);
    }
}
