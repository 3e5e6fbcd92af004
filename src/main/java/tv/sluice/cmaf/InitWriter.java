package tv.sluice.cmaf;

/**
 * Writes initialisation segments (ISO/IEC 23000-19 section 7): nothing in them depends on when or from which chunk they were made,
 * so all chunks of a rendition give the same bytes.
 */
final class InitWriter {
    private static final int TRACK = 1;
    private static final int ENABLED_IN_MOVIE = 3;
    private static final int SELF_CONTAINED = 1;

    private InitWriter() {}

    static InitSegment write(SourceTrack track, Timeline timeline) {
        BoxWriter out = new BoxWriter();
        int ftyp = out.box("ftyp");
        out.text("iso6").i32(0).text("iso6").text("cmfc").text("mp41").end(ftyp);
        int moov = out.box("moov");
        int mvhd = out.fullBox("mvhd", 0, 0);
        out.zeros(8).i32(timeline.timescale()).i32(0);
        // Normal rate and volume, identity matrix.
        out.i32(0x1_0000).i16(0x0100).zeros(10);
        for (int value : new int[] {0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000}) {
            out.i32(value);
        }
        out.zeros(24).i32(TRACK + 1).end(mvhd);
        track(out, track, timeline);
        int mvex = out.box("mvex");
        int trex = out.fullBox("trex", 0, 0);
        out.i32(TRACK).i32(1).i32(0).i32(0).i32(0).end(trex).end(mvex);
        return new InitSegment(out.end(moov).toBytes());
    }

    private static void track(BoxWriter out, SourceTrack track, Timeline timeline) {
        boolean sound = track.entry().kind() == Rendition.Kind.AUDIO;
        int trak = out.box("trak");
        int tkhd = out.fullBox("tkhd", 0, ENABLED_IN_MOVIE);
        out.zeros(8).i32(TRACK).i32(0).i32(0).zeros(12).i16(sound ? 0x0100 : 0).i16(0);
        out.raw(track.geometry()).end(tkhd);
        long mediaTime = timeline.encoderDelay() + timeline.reorderRoom();
        if (mediaTime > 0) {
            int edts = out.box("edts");
            int elst = out.fullBox("elst", 1, 0);
            // A duration of 0 in a fragmented file: the edit lasts to the end.
            out.i32(1).i64(0).i64(mediaTime).i32(0x1_0000).end(elst).end(edts);
        }
        int mdia = out.box("mdia");
        int mdhd = out.fullBox("mdhd", 0, 0);
        out.zeros(8).i32(timeline.timescale()).i32(0).i16(track.language()).i16(0);
        out.end(mdhd);
        int hdlr = out.fullBox("hdlr", 0, 0);
        out.i32(0).text(sound ? "soun" : "vide").zeros(12);
        out.text(sound ? "Sound" : "Video").zeros(1).end(hdlr);
        media(out, track.entry());
        out.end(mdia).end(trak);
    }

    private static void media(BoxWriter out, SampleEntry entry) {
        int minf = out.box("minf");
        switch (entry.kind()) {
            case AUDIO -> {
                int smhd = out.fullBox("smhd", 0, 0);
                out.zeros(4).end(smhd);
            }
            case VIDEO -> {
                int vmhd = out.fullBox("vmhd", 0, 1);
                out.zeros(8).end(vmhd);
            }
        }
        int dinf = out.box("dinf");
        int dref = out.fullBox("dref", 0, 0);
        out.i32(1);
        int url = out.fullBox("url ", 0, SELF_CONTAINED);
        out.end(url).end(dref).end(dinf);
        int stbl = out.box("stbl");
        int stsd = out.fullBox("stsd", 0, 0);
        out.i32(1).raw(entry.box()).end(stsd);
        emptyTable(out, "stts", 4);
        emptyTable(out, "stsc", 4);
        emptyTable(out, "stsz", 8);
        emptyTable(out, "stco", 4);
        out.end(stbl).end(minf);
    }

    private static void emptyTable(BoxWriter out, String type, int bytes) {
        int table = out.fullBox(type, 0, 0);
        out.zeros(bytes).end(table);
    }
}
