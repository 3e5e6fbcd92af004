package tv.sluice.delivery;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import tv.sluice.cmaf.ChunkObject;
import tv.sluice.cmaf.Descriptor;
import tv.sluice.cmaf.ObjectRegion;
import tv.sluice.cmaf.PicturePack;
import tv.sluice.cmaf.Rendition;
import tv.sluice.platform.event.Invalidations;
import tv.sluice.platform.id.Ids;
import tv.sluice.platform.limit.SharedCounts;
import tv.sluice.platform.storage.Storage;
import tv.sluice.playback.token.KeyPairs;
import tv.sluice.playback.token.PlaybackPointer;
import tv.sluice.playback.token.PlaybackToken;
import tv.sluice.playback.token.PublicKeyRecord;
import tv.sluice.playback.token.TokenAlgorithm;

/** A segment server of a test's own, over a folder with videos made of random bytes; its clock stands where the test puts it. */
final class DeliverySite implements AutoCloseable {
    static final String VIDEO = "v720-4k2m";
    static final String AUDIO = "a128-4k2m";
    static final int SEGMENTS_PER_CHUNK = 7;
    static final int INIT_LENGTH = 700;
    static final int POSTER_LENGTH = 9_000;

    final Storage storage;
    final Invalidations invalidations = Invalidations.local();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-20T12:00:00.250Z"));
    final SegmentServer server;

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(3);

    /** A video as it lies in storage, with the bytes to compare answers with. */
    record Film(
            String tenantId, String videoId, String playbackId, Descriptor descriptor, byte[] video, byte[] pictures) {
        byte[] segment(int number) {
            ObjectRegion region = tv.sluice.cmaf.SegmentTable.of(
                            descriptor.find(VIDEO).orElseThrow())
                    .region(number);
            return Arrays.copyOfRange(video, (int) region.offset(), (int) (region.offset() + region.length()));
        }

        byte[] init() {
            return Arrays.copyOf(video, INIT_LENGTH);
        }
    }

    /** A signing key whose public part lies in storage. */
    record Signer(String keyId, KeyPair pair) {
        String token(String playbackId, Instant expiresAt) {
            return new PlaybackToken(playbackId, expiresAt, null, Ids.next("view")).sign(keyId, pair.getPrivate());
        }
    }

    DeliverySite(Path folder, DeliverySettings settings) {
        this(folder, settings, Transport.best());
    }

    DeliverySite(Path folder, DeliverySettings settings, Transport transport) {
        storage = new Storage(folder.resolve("storage"));
        server =
                new SegmentServer(settings, storage, invalidations, SharedCounts.alone(), metrics, now::get, transport);
        server.start();
    }

    RawHttp connect() throws IOException {
        return new RawHttp(server.port());
    }

    /** One request on a connection of its own. */
    RawHttp.Response get(String path, String... headers) throws IOException {
        try (RawHttp http = connect()) {
            return http.get(path, headers);
        }
    }

    Film film(PlaybackPointer.Policy policy) {
        return film(policy, 14, 50_000, true);
    }

    /** Publishes a video of so many segments of about so many bytes. */
    Film film(PlaybackPointer.Policy policy, int segments, int segmentLength, boolean complete) {
        String videoId = Ids.next("vid");
        Film film = write(Ids.next("ten"), videoId, Ids.next("pbk"), segments, segmentLength, complete);
        point(film, policy);
        return film;
    }

    void point(Film film, PlaybackPointer.Policy policy) {
        PlaybackPointer pointer = new PlaybackPointer(
                film.playbackId(), film.tenantId(), film.videoId(), policy, descriptorKey(film.videoId()));
        storage.write(PlaybackPointer.storageKey(film.playbackId()), pointer.toJson());
    }

    static String descriptorKey(String videoId) {
        return "v/" + videoId + "/descriptor.json";
    }

    Film write(String tenantId, String videoId, String playbackId, int segments, int segmentLength, boolean complete) {
        String jobId = Ids.next("job");
        String folder = "v/" + videoId + "/" + jobId + "/";
        int[] lengths = new int[segments];
        long size = INIT_LENGTH;
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = segmentLength + random.nextInt(1_000);
            size += lengths[i];
        }
        byte[] video = bytes((int) size);
        byte[] pictures = bytes(POSTER_LENGTH + 5 * 1_000);
        storage.write(folder + "video", video);
        storage.write(folder + "pictures", pictures);
        List<PicturePack.Thumbnail> thumbnails = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            thumbnails.add(new PicturePack.Thumbnail(i * 10.0, POSTER_LENGTH + i * 1_000L, 1_000));
        }
        ObjectRegion poster = new ObjectRegion(folder + "pictures", 0, POSTER_LENGTH);
        Descriptor descriptor = new Descriptor(
                1,
                videoId,
                tenantId,
                jobId,
                complete,
                lengths.length * 4.0,
                List.of(
                        rendition(VIDEO, Rendition.Kind.VIDEO, folder + "video", lengths),
                        rendition(AUDIO, Rendition.Kind.AUDIO, folder + "video", lengths)),
                new PicturePack(folder + "pictures", poster, 1280, 720, 320, 180, thumbnails));
        store(descriptor);
        return new Film(tenantId, videoId, playbackId, descriptor, video, pictures);
    }

    void store(Descriptor descriptor) {
        try {
            storage.write(descriptorKey(descriptor.videoId()), new JsonMapper().writeValueAsBytes(descriptor));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Rendition rendition(String id, Rendition.Kind kind, String key, int[] lengths) {
        boolean picture = kind == Rendition.Kind.VIDEO;
        List<ChunkObject> chunks = new ArrayList<>();
        long offset = INIT_LENGTH;
        for (int i = 0; i < lengths.length; i += SEGMENTS_PER_CHUNK) {
            List<Integer> part = Arrays.stream(lengths, i, Math.min(lengths.length, i + SEGMENTS_PER_CHUNK))
                    .boxed()
                    .toList();
            chunks.add(new ChunkObject(
                    key, offset, part, part.stream().map(l -> 48_000L * 4).toList()));
            offset += part.stream().mapToInt(Integer::intValue).sum();
        }
        return new Rendition(
                id,
                kind,
                picture ? "avc1.64001f" : "mp4a.40.2",
                48_000,
                picture ? 1280 : 0,
                picture ? 720 : 0,
                picture ? 25 : 0,
                picture ? 0 : 2,
                picture ? 0 : 48_000,
                null,
                new ObjectRegion(key, 0, INIT_LENGTH),
                chunks);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A key of a tenant, or of the server itself. */
    Signer signer(@Nullable String tenantId) {
        Signer signer = new Signer(Ids.next("key"), KeyPairs.generate());
        String pem = KeyPairs.pem(signer.pair().getPublic());
        PublicKeyRecord record = new PublicKeyRecord(signer.keyId(), tenantId, TokenAlgorithm.RS256, pem);
        storage.write(PublicKeyRecord.storageKey(signer.keyId()), record.toJson());
        return signer;
    }

    Instant in(Duration time) {
        return now.get().plus(time);
    }

    double counted(String meter, String... tags) {
        return metrics.find(meter).tags(tags).counters().stream()
                .mapToDouble(io.micrometer.core.instrument.Counter::count)
                .sum();
    }

    /** Removes a stored object as a deletion by another process does, without a word. */
    void deleteSilently(String key) throws IOException {
        Files.delete(storage.path(key));
    }

    @Override
    public void close() {
        server.close();
    }
}
