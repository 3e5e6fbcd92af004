package tv.sluice.cmaf;

import java.util.List;

/**
 * The one track of an encoder's file, from its moov box.
 *
 * @param geometry matrix, width and height of the track header, as they stand there
 * @param language packed code of the media header
 * @param emptyEdit ticks of {@code movieTimescale} that the edit list waits before the first frame
 * @param mediaTime composition time at which the edit list begins, in the track's ticks
 * @param defaults what samples are like if a fragment does not say otherwise
 */
record SourceTrack(
        long id,
        int timescale,
        byte[] geometry,
        int language,
        SampleEntry entry,
        long movieTimescale,
        long emptyEdit,
        long mediaTime,
        Defaults defaults) {

    /** Sample duration, size and flags. */
    record Defaults(long duration, long size, int flags) {}

    /** An edit list of one normal edit, perhaps after an empty one. */
    private record Edits(long empty, long mediaTime) {}

    /** Track id and the matrix, width and height behind it. */
    private record Head(long id, byte[] geometry) {}

    /** Timescale and language. */
    private record Clock(int timescale, int language) {}

    static SourceTrack read(BoxReader moov) throws Mp4Exception {
        List<BoxReader> tracks = moov.children("trak");
        if (tracks.size() != 1) {
            throw unsupported(tracks.size() + " tracks in one file; exactly one is expected");
        }
        List<BoxReader> extensions = moov.children("mvex");
        if (extensions.isEmpty()) {
            throw unsupported("Not a fragmented file");
        }
        BoxReader track = tracks.getFirst();
        Head head = head(track.child("tkhd").full());
        BoxReader media = track.child("mdia");
        Clock clock = clock(media.child("mdhd").full());
        BoxReader samples = media.child("minf").child("stbl");
        BoxReader sizes = samples.child("stsz").full();
        sizes.skip(4);
        if (sizes.u32() != 0) {
            throw unsupported("Samples outside of fragments");
        }
        Edits edits = edits(track);
        return new SourceTrack(
                head.id(),
                clock.timescale(),
                head.geometry(),
                clock.language(),
                SampleEntry.read(samples.child("stsd")),
                clock(moov.child("mvhd").full()).timescale(),
                edits.empty(),
                edits.mediaTime(),
                defaults(extensions.getFirst(), head.id()));
    }

    private static Head head(BoxReader tkhd) throws Mp4Exception {
        boolean small = tkhd.version() == 0;
        tkhd.skip(small ? 8 : 16);
        long id = tkhd.u32();
        tkhd.skip(4 + (small ? 4 : 8) + 16);
        return new Head(id, tkhd.bytes(44));
    }

    /** Reads a media header, or the beginning of a movie header, which is the same but for the language. */
    private static Clock clock(BoxReader header) throws Mp4Exception {
        header.skip(header.version() == 0 ? 8 : 16);
        long timescale = header.u32();
        if (timescale == 0 || timescale > Integer.MAX_VALUE) {
            throw header.malformed("has a timescale of " + timescale);
        }
        header.time();
        return new Clock((int) timescale, header.u16());
    }

    private static Edits edits(BoxReader track) throws Mp4Exception {
        List<BoxReader> boxes = track.children("edts");
        if (boxes.isEmpty()) {
            return new Edits(0, 0);
        }
        BoxReader elst = boxes.getFirst().child("elst").full();
        long count = elst.u32();
        if (count > 2) {
            throw unsupported("Edit list of " + count + " edits");
        }
        long empty = 0;
        long mediaTime = 0;
        for (int i = 0; i < count; i++) {
            long duration = elst.time();
            long time = elst.version() == 0 ? elst.i32() : elst.i64();
            int rate = elst.i32();
            boolean last = i == count - 1;
            if (rate != 0x0001_0000 || time < -1 || (time == -1) == last) {
                throw unsupported("Edit list other than a wait and a start");
            }
            if (last) {
                mediaTime = FragmentReader.time(time);
            } else {
                empty = FragmentReader.time(duration);
            }
        }
        return new Edits(empty, mediaTime);
    }

    private static Defaults defaults(BoxReader mvex, long track) throws Mp4Exception {
        for (BoxReader trex : mvex.children("trex")) {
            trex.full();
            if (trex.u32() == track) {
                trex.skip(4);
                return new Defaults(trex.u32(), trex.u32(), trex.i32());
            }
        }
        throw mvex.malformed("lacks the defaults of its track");
    }

    private static Mp4Exception unsupported(String what) {
        return new Mp4Exception(Mp4Exception.Reason.UNSUPPORTED, what);
    }
}
