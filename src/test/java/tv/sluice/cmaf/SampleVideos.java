package tv.sluice.cmaf;

import java.util.ArrayList;
import java.util.List;

/** Descriptors to compute playlists from. */
final class SampleVideos {
    private SampleVideos() {}

    /** Eleven and a bit seconds at 29.97 frames a second in two chunks, three rungs, stereo. */
    static Descriptor film(boolean complete) {
        List<Rendition> renditions = List.of(
                picture("v1080-4k2m", 1920, 1080, "avc1.640028", 2_400_000),
                picture("v360-4k2m", 640, 360, "avc1.64001E", 300_000),
                picture("v720-4k2m", 1280, 720, "avc1.64001F", 1_100_000),
                sound("a128-4k2m", "en", 64_000));
        return descriptor(complete, renditions, pictures());
    }

    static Descriptor descriptor(boolean complete, List<Rendition> renditions, PicturePack pictures) {
        return new Descriptor(3, "vid_1", "ten_1", "job_1", complete, 11.378033, renditions, pictures);
    }

    /** Segments of 120, 120 and 101 frames. */
    static Rendition picture(String id, int width, int height, String codecs, int bytes) {
        return new Rendition(
                id,
                Rendition.Kind.VIDEO,
                codecs,
                30000,
                width,
                height,
                29.97003,
                0,
                0,
                null,
                new ObjectRegion("v/vid_1/job_1/" + id + ".init", 0, 700),
                List.of(
                        new ChunkObject(
                                "v/vid_1/job_1/" + id + ".0", 0, List.of(bytes, bytes + 1), List.of(120120L, 120120L)),
                        new ChunkObject("v/vid_1/job_1/" + id + ".1", 16, List.of(bytes / 2), List.of(101101L))));
    }

    static Rendition sound(String id, String language, int bytes) {
        return new Rendition(
                id,
                Rendition.Kind.AUDIO,
                "mp4a.40.2",
                48000,
                0,
                0,
                0,
                2,
                48000,
                language,
                new ObjectRegion("v/vid_1/job_1/" + id, 0, 640),
                List.of(new ChunkObject(
                        "v/vid_1/job_1/" + id, 640, List.of(bytes, bytes, bytes), List.of(192512L, 191488L, 162146L))));
    }

    static PicturePack pictures() {
        List<PicturePack.Thumbnail> thumbnails = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            thumbnails.add(new PicturePack.Thumbnail(2 * i, 40_000 + 3000 * i, 3000));
        }
        String key = "v/vid_1/job_1/pictures";
        return new PicturePack(key, new ObjectRegion(key, 0, 40_000), 1280, 720, 160, 90, thumbnails);
    }

    /** A film of two hours with six rungs, as large as descriptors get. */
    static Descriptor longFilm() {
        List<Rendition> renditions = new ArrayList<>();
        for (int rung = 0; rung < 7; rung++) {
            List<ChunkObject> chunks = new ArrayList<>();
            for (int chunk = 0; chunk < 257; chunk++) {
                List<Integer> lengths = new ArrayList<>();
                List<Long> durations = new ArrayList<>();
                for (int segment = 0; segment < 7; segment++) {
                    lengths.add(1_234_567 + 1000 * segment + chunk);
                    durations.add(120_120L);
                }
                chunks.add(new ChunkObject(
                        "v/vid_01jd8y3m5t0000000000000000/job_01jd8y3m5t0000000000000000/tsk_01jd8y3m5t0000000000000000-1-8f3a/v"
                                + rung,
                        0,
                        lengths,
                        durations));
            }
            Rendition one = picture("v" + rung, 1920, 1080, "avc1.640028", 1000);
            renditions.add(new Rendition(
                    one.id(), one.kind(), one.codecs(), 30000, 1920, 1080, 29.97, 0, 0, null, one.init(), chunks));
        }
        return descriptor(true, renditions, pictures());
    }
}
