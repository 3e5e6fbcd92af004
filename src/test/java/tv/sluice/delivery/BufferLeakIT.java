package tv.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tv.sluice.Polling;
import tv.sluice.playback.token.PlaybackPointer.Policy;

/** No buffer is lost, whichever way requests and connections end. Netty's detector follows every one of them. */
class BufferLeakIT {
    private static final Logger LOG = Logger.getLogger(ResourceLeakDetector.class.getName());

    @TempDir
    Path folder;

    private final List<String> leaks = new CopyOnWriteArrayList<>();
    private final ResourceLeakDetector.Level usual = ResourceLeakDetector.getLevel();
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord record) {
            if (record.getMessage().contains("LEAK")) {
                leaks.add(record.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        LOG.addHandler(listener);
    }

    @AfterEach
    void stopListening() {
        LOG.removeHandler(listener);
        ResourceLeakDetector.setLevel(usual);
    }

    @Test
    void noBufferIsLost() throws IOException {
        try (DeliverySite site =
                new DeliverySite(folder, DeliverySettings.in(folder).withTimeouts(Duration.ofMillis(500)))) {
            DeliverySite.Film film = site.film(Policy.PUBLIC, 14, 2_000_000, true);
            String base = "/p/" + film.playbackId() + "/";
            for (int i = 0; i < 12; i++) {
                everyWayToEnd(site, base);
            }
            assertThat(found()).isEmpty();
            Polling.until(
                    "every object is given back",
                    Duration.ofSeconds(10),
                    () -> site.server.stores().regions().references()
                            == site.server.stores().regions().open());
        }
        loseOneBuffer();
        Polling.until("the detector finds a lost buffer", Duration.ofSeconds(10), () -> !found().isEmpty());
    }

    private static void everyWayToEnd(DeliverySite site, String base) throws IOException {
        String segment = base + DeliverySite.VIDEO + "/1.m4s";
        try (RawHttp http = site.connect()) {
            http.get(base + "index.m3u8", "Accept-Encoding: gzip");
            http.get(segment);
            http.request("HEAD", segment);
            http.get(segment, "Range: bytes=5-10");
            http.get(segment, "Range: bytes=99999999-");
            http.get(segment, "If-None-Match: *");
            http.get("/t/junk" + base.substring(2) + "index.m3u8");
            http.request("POST", segment);
            http.send("GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n" + "x".repeat(500));
            http.read(false);
        }
        try (RawHttp leaving = site.connect()) {
            leaving.send(RawHttp.head("GET", segment).repeat(20));
            leaving.socket().setSoLinger(true, 0);
        }
        try (RawHttp half = site.connect()) {
            half.send("GET " + segment + " HTTP/1.1\r\nHo");
        }
        try (RawHttp endless = site.connect()) {
            endless.send("x".repeat(20_000));
            endless.read(false);
        }
    }

    /** Lost buffers are noticed when others are made after they were collected. */
    private List<String> found() {
        System.gc();
        for (int i = 0; i < 100; i++) {
            PooledByteBufAllocator.DEFAULT.directBuffer(64).release();
        }
        return leaks;
    }

    private static void loseOneBuffer() {
        ByteBuf lost = PooledByteBufAllocator.DEFAULT.directBuffer(64);
        lost.writeByte(1);
    }
}
