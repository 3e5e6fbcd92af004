package tv.sluice.media;

import java.time.Duration;
import java.util.Set;
import java.util.TreeMap;

/** Reads ffprobe's list of a stream's packets, line by line, and keeps what a plan needs: a few bytes per frame. */
final class PacketList {
    private static final int MOST_PACKETS = 4_000_000;
    private static final double SEVERAL = 0.01;
    private static final double LONG_GAP = 10;
    private static final double LONG_STEP_BACK = 1;
    private static final double LONGEST_LAST_FRAME = 10;
    /** Seek points closer together than this are not worth their memory: some codecs have nothing but keyframes. */
    private static final double CLOSEST_SEEK_POINTS = 0.25;
    /** Their clock may jump, and they are searched by decoding time. */
    private static final Set<String> BROADCAST = Set.of("mpegts", "mpeg");

    private final Ratio timeBase;
    private final boolean broadcast;
    private final double maxSeconds;

    private final LongList times = new LongList();
    private final TreeMap<Long, Long> seekPoints = new TreeMap<>();
    private int firstKeyframe = -1;
    private long firstKeyframePts;
    private int missing;
    private boolean jumps;
    private boolean tooLong;
    private long earliest = Long.MAX_VALUE;
    private long latest = Long.MIN_VALUE;
    private long latestDuration;
    private long lastDts = Long.MIN_VALUE;

    PacketList(Ratio timeBase, String container, Duration most) {
        this.timeBase = timeBase;
        this.broadcast = BROADCAST.contains(container);
        this.maxSeconds = most.toMillis() / 1000.0;
    }

    /** A line {@code pts,dts,duration,flags}; flags have a K for a keyframe and a D for a frame that is not shown. */
    void add(String line) {
        String[] fields = line.split(",", 5);
        if (fields.length < 4 || tooLong) {
            return;
        }
        long pts = number(fields[0]);
        long dts = number(fields[1]);
        watchClock(dts);
        if (fields[3].startsWith("K") && pts != Long.MIN_VALUE) {
            addKeyframe(pts, dts == Long.MIN_VALUE ? pts : dts);
        }
        if (fields[3].contains("D")) {
            return;
        }
        if (pts == Long.MIN_VALUE) {
            missing++;
        } else {
            addTime(pts, Math.max(0, number(fields[2])));
        }
        tooLong = count() > MOST_PACKETS || seconds() > maxSeconds && !jumps;
    }

    private void addKeyframe(long pts, long dts) {
        if (firstKeyframe < 0) {
            firstKeyframe = times.size();
            firstKeyframePts = pts;
        }
        Long before = seekPoints.floorKey(pts);
        if (before == null || (pts - before) * timeBase.value() >= CLOSEST_SEEK_POINTS) {
            seekPoints.put(pts, broadcast ? Math.min(pts, dts) : pts);
        }
    }

    private void addTime(long pts, long duration) {
        times.add(pts);
        earliest = Math.min(earliest, pts);
        if (pts >= latest) {
            latest = pts;
            latestDuration = duration;
        }
    }

    private void watchClock(long dts) {
        if (dts == Long.MIN_VALUE) {
            return;
        }
        if (lastDts != Long.MIN_VALUE) {
            double step = (dts - lastDts) * timeBase.value();
            jumps |= step < -LONG_STEP_BACK || broadcast && step > LONG_GAP;
        }
        lastDts = dts;
    }

    /** Packets that are shown. */
    int count() {
        return times.size() + missing;
    }

    boolean isTooLong() {
        return tooLong;
    }

    /** From the first to the end of the last, as far as known. */
    double seconds() {
        return times.size() == 0 ? 0 : (latest + latestDuration - earliest) * timeBase.value();
    }

    FrameIndex toIndex() {
        long[] pts = firstKeyframe < 0
                ? times.risingFrom(0, Long.MIN_VALUE)
                : times.risingFrom(firstKeyframe, firstKeyframePts);
        int decodable = times.size() - Math.max(0, firstKeyframe);
        int duplicates = decodable - pts.length;
        boolean reliable = pts.length > 0 && !jumps && missing + duplicates <= SEVERAL * count();
        if (pts.length == 0) {
            return new FrameIndex(timeBase, new long[1], 1, new TreeMap<>(), false, count());
        }
        return new FrameIndex(timeBase, pts, end(pts), seekPoints, reliable, count());
    }

    private long end(long[] pts) {
        long last = pts[pts.length - 1];
        if (last == latest && latestDuration > 0 && latestDuration * timeBase.value() <= LONGEST_LAST_FRAME) {
            return last + latestDuration;
        }
        long average = pts.length < 2 ? latestDuration : (last - pts[0]) / (pts.length - 1);
        return last + Math.max(1, average);
    }

    private static long number(String text) {
        if (text.isEmpty() || text.equals("N/A")) {
            return Long.MIN_VALUE;
        }
        return Long.parseLong(text);
    }
}
