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
        BoxReader mvhd = moov.child("mvhd").full();
        mvhd.skip(mvhd.version() == 0 ? 8 : 16);
        long movieTimescale = mvhd.u32();

        BoxReader tkhd = track.child("tkhd").full();
        tkhd.skip(tkhd.version() == 0 ? 8 : 16);
        long id = tkhd.u32();
        tkhd.skip(4 + (tkhd.version() == 0 ? 4 : 8) + 16);
        byte[] geometry = tkhd.bytes(44);

        BoxReader media = track.child("mdia");
        BoxReader mdhd = media.child("mdhd").full();
        mdhd.skip(mdhd.version() == 0 ? 8 : 16);
        long timescale = mdhd.u32();
        if (timescale == 0 || timescale > Integer.MAX_VALUE || movieTimescale == 0) {
            throw mdhd.malformed("(or mvhd) has a timescale of " + (movieTimescale == 0 ? 0 : timescale));
        }
        mdhd.time();
        int language = mdhd.u16();

        BoxReader samples = media.child("minf").child("stbl");
        BoxReader sizes = samples.child("stsz").full();
        sizes.skip(4);
        if (sizes.u32() != 0) {
            throw unsupported("Samples outside of fragments");
        }
        Edits edits = edits(track);
        return new SourceTrack(
                id,
                (int) timescale,
                geometry,
                language,
                SampleEntry.read(samples.child("stsd")),
                movieTimescale,
                edits.empty(),
                edits.mediaTime(),
                defaults(extensions.getFirst(), id));
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
