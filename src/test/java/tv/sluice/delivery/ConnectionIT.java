package tv.sluice.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tv.sluice.Polling;
import tv.sluice.playback.token.PlaybackPointer.Policy;

/** How connections behave: reused, pipelined, many, slow, broken, and at the end. */
class ConnectionIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private DeliverySite site;

    private DeliverySite open(DeliverySettings settings) {
        site = new DeliverySite(folder, settings);
        return site;
    }

    private DeliverySite open() {
        return open(DeliverySettings.in(folder));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static String segment(DeliverySite.Film film, int number) {
        return "/p/" + film.playbackId() + "/" + DeliverySite.VIDEO + "/" + number + ".m4s";
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        DeliverySite.Film film = open().film(Policy.PUBLIC);
        try (RawHttp http = site.connect()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                requests.append(RawHttp.head("GET", segment(film, i % 16), "X-Request-Id: r" + i));
            }
            Thread sender = Thread.startVirtualThread(() -> {
                try {
                    http.send(requests.toString());
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            for (int i = 0; i < 300; i++) {
                RawHttp.Response answer = http.read(false);
                assertThat(answer.header("X-Request-Id")).isEqualTo("r" + i);
                assertThat(answer.status()).isEqualTo(i % 16 < 14 ? 200 : 404);
                if (answer.status() == 200) {
                    assertThat(answer.body()).isEqualTo(film.segment(i % 16));
                }
            }
            assertThat(sender.isAlive()).isFalse();
        }
    }

    @Test
    void manyShortPipelinedRequestsDoNotExhaustTheStack() throws IOException {
        open();
        try (RawHttp http = site.connect()) {
            http.send("GET / HTTP/1.1\r\nHost:a\r\n\r\n".repeat(3_000));
            for (int i = 0; i < 3_000; i++) {
                assertThat(http.read(false).status()).isEqualTo(404);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "GET, HTTP/1.1, '', false",
        "GET, HTTP/1.1, 'Connection: close', true",
        "GET, HTTP/1.0, '', true",
        "GET, HTTP/1.0, 'Connection: keep-alive', false",
        "HEAD, HTTP/1.1, 'Connection: close', true",
    })
    void connectionsLastAsLongAsAgreed(String method, String version, String header, boolean closes)
            throws IOException {
        DeliverySite.Film film = open().film(Policy.PUBLIC);
        try (RawHttp http = site.connect()) {
            String request = method + " " + segment(film, 0) + " " + version + "\r\nHost: test\r\n" + header
                    + (header.isEmpty() ? "\r\n" : "\r\n\r\n");
            http.send(request);
            RawHttp.Response answer = http.read(method.equals("HEAD"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Connection").equals("close")).isEqualTo(closes);
            if (closes) {
                assertThat(http.isClosedByServer()).isTrue();
            } else {
                http.send(request);
                assertThat(http.read(method.equals("HEAD")).status()).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "POST, 405",
        "PUT, 405",
        "DELETE, 405",
        "PATCH, 405",
        "TRACE, 405",
        "PROPFIND, 405",
        "get, 405",
    })
    void otherMethodsAreRefusedButTheConnectionStays(String method, int status) throws IOException {
        DeliverySite.Film film = open().film(Policy.PUBLIC);
        try (RawHttp http = site.connect()) {
            RawHttp.Response answer = http.request(method, segment(film, 0));
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
            assertThat(http.get(segment(film, 0)).status()).isEqualTo(200);
        }
    }

    /** After each of these it is not certain where the next request begins, so nothing more is read from the connection. */
    @ParameterizedTest
    @CsvSource({
        "'POST / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 5\\r\\n\\r\\nhello', 413",
        "'GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 1\\r\\n\\r\\nx', 413",
        "'GET / HTTP/1.1\\r\\nHost: a\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n', 413",
        "'GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 5\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n', 400",
        "'GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 0\\r\\nContent-Length: 5\\r\\n\\r\\nhello', 400",
        "'GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: -1\\r\\n\\r\\n', 400",
        "'GET / HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: x\\r\\n\\r\\n', 400",
        "'GET / HTTP/1.1\\r\\n\\r\\n', 400",
        "'GET / HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n\\r\\n', 400",
        "'GET / HTTP/2.0\\r\\nHost: a\\r\\n\\r\\n', 505",
        "'PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n', 505",
        "'GET /\\r\\n\\r\\n', 400",
        "'hello\\r\\n\\r\\n', 400",
        "'GET / HTTP/1.1\\r\\nHost: a\\r\\nNo colon\\r\\n\\r\\n', 400",
        "'GET / HTTP/1.1\\r\\nHost: a\\r\\nBad\\u0000Name: x\\r\\n\\r\\n', 400",
        "'GET / HTTP/1.1\\r\\nHost : a\\r\\n\\r\\n', 400",
        "'GET / HTTP/1.1\\nHost: a\\n\\n', 400",
        "'GET / HTTP/1.1\\r\\nHost: a\\r\\nX: a\\rb\\r\\n\\r\\n', 400",
    })
    void unclearRequestsEndTheConnection(String escaped, int status) throws IOException {
        open();
        String request = escaped.replace("\\r", "\r").replace("\\n", "\n").replace("\\u0000", "\u0000");
        try (RawHttp http = site.connect()) {
            http.send(request + "GET /second HTTP/1.1\r\nHost: a\r\n\r\n");
            RawHttp.Response answer = http.read(false);
            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(http.isClosedByServer()).isTrue();
        }
    }

    @Test
    void linesAndHeadersHaveLimits() throws IOException {
        open();
        assertThat(site.get("/p/" + "x".repeat(7_000)).status()).isEqualTo(404);
        assertThat(site.get("/p/" + "x".repeat(9_000)).status()).isEqualTo(414);
        assertThat(site.get("/", "X: " + "x".repeat(15_000)).status()).isEqualTo(404);
        assertThat(site.get("/", "X: " + "x".repeat(17_000)).status()).isEqualTo(431);
        String[] many = new String[2_000];
        java.util.Arrays.fill(many, "Name: value");
        assertThat(site.get("/", many).status()).isEqualTo(431);
    }

    @Test
    void whoSendsTooSlowlyIsCutOff() throws IOException {
        open(DeliverySettings.in(folder).withTimeouts(Duration.ofMillis(400)));
        try (RawHttp silent = site.connect();
                RawHttp dripping = site.connect()) {
            assertThat(silent.isClosedByServer()).isTrue();
            Polling.until("the dripping client is cut off", SOON, () -> {
                try {
                    dripping.send("G");
                    return false;
                } catch (IOException cut) {
                    return true;
                }
            });
        }
        Polling.until("no connection is left", SOON, () -> openConnections() == 0);
    }

    @Test
    void whoReadsNothingIsCutOffAndTheFileIsGivenBack() throws IOException {
        open(DeliverySettings.in(folder).withTimeouts(Duration.ofMillis(400)));
        DeliverySite.Film film = site.film(Policy.PUBLIC, 2, 14_000_000, true);
        try (RawHttp stalled = site.connect()) {
            stalled.send(RawHttp.head("GET", segment(film, 0)));
            Polling.until("the stalled reader is cut off", SOON, () -> openConnections() == 0);
        }
        assertEveryObjectIsGivenBack();
    }

    @Test
    void whoReadsSlowlyButSteadilyGetsItAll() throws IOException {
        open(DeliverySettings.in(folder).withTimeouts(Duration.ofMillis(600)));
        DeliverySite.Film film = site.film(Policy.PUBLIC, 3, 12_000_000, true);
        byte[] expected = film.segment(2);
        try (RawHttp slow = site.connect()) {
            slow.socket().setReceiveBufferSize(64 << 10);
            slow.send(RawHttp.head("GET", segment(film, 2)));
            InputStream in = slow.socket().getInputStream();
            byte[] buffer = new byte[1 << 20];
            long total = 0;
            long begin = System.nanoTime();
            while (total < expected.length) {
                int read = in.read(buffer);
                assertThat(read).as("after %d bytes", total).isPositive();
                total += read;
                java.util.concurrent.locks.LockSupport.parkNanos(Math.min(read * 150L, 20_000_000L));
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(700));
        }
    }

    @Test
    void aDeletedFileIsStillSentToWhoHasBegunToReadIt() throws IOException {
        DeliverySite.Film film = open().film(Policy.PUBLIC, 2, 14_000_000, true);
        String key = film.descriptor()
                .find(DeliverySite.VIDEO)
                .orElseThrow()
                .chunks()
                .getFirst()
                .key();
        try (RawHttp reader = site.connect()) {
            reader.send(RawHttp.head("GET", segment(film, 1)));
            Polling.until("the answer has begun", SOON, () -> {
                try {
                    return reader.socket().getInputStream().available() > 0;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            site.deleteSilently(key);
            site.invalidations.publish(DeliverySite.descriptorKey(film.videoId()));
            assertThat(site.get(segment(film, 1)).status()).isEqualTo(404);
            assertThat(reader.read(false).body()).isEqualTo(film.segment(1));
        }
        assertEveryObjectIsGivenBack();
    }

    @Test
    void moreObjectsThanMayBeOpenAreOpenedInTurn() throws IOException {
        open(DeliverySettings.in(folder).withOpenObjects(4));
        List<DeliverySite.Film> films = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            films.add(site.film(Policy.PUBLIC, 7, 1_000, true));
        }
        try (RawHttp http = site.connect()) {
            for (int round = 0; round < 3; round++) {
                for (DeliverySite.Film film : films) {
                    assertThat(http.get(segment(film, round)).body()).isEqualTo(film.segment(round));
                }
            }
        }
        Polling.until(
                "no more than four are open",
                SOON,
                () -> site.server.stores().regions().open() <= 4);
    }

    @Test
    void aThousandConnectionsAreServedAtOnce() throws Exception {
        DeliverySite.Film film = open().film(Policy.PUBLIC);
        byte[] expected = film.segment(3);
        List<Callable<Boolean>> clients = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            clients.add(() -> {
                try (RawHttp http = site.connect()) {
                    for (int n = 0; n < 5; n++) {
                        if (!java.util.Arrays.equals(
                                expected, http.get(segment(film, 3)).body())) {
                            return false;
                        }
                    }
                    return true;
                }
            });
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Boolean> each : threads.invokeAll(clients)) {
                assertThat(each.get()).isTrue();
            }
        }
        Polling.until("no connection is left", SOON, () -> openConnections() == 0);
        assertEveryObjectIsGivenBack();
    }

    @Test
    void theTransportThatEverySystemHasServesTheSameBytes() throws IOException {
        site = new DeliverySite(folder, DeliverySettings.in(folder), Transport.NIO);
        DeliverySite.Film film = site.film(Policy.PUBLIC, 3, 5_000_000, true);
        try (RawHttp http = site.connect()) {
            assertThat(http.get(segment(film, 2)).body()).isEqualTo(film.segment(2));
            assertThat(http.get(segment(film, 0), "Range: bytes=-9").body()).hasSize(9);
            assertThat(http.get("/p/" + film.playbackId() + "/index.m3u8").status())
                    .isEqualTo(200);
        }
        assertEveryObjectIsGivenBack();
    }

    @Test
    void connectionsBeyondTheLimitAreClosedAtOnce() throws IOException {
        DeliverySite.Film film =
                open(DeliverySettings.in(folder).withMaxConnections(3)).film(Policy.PUBLIC);
        try (RawHttp one = site.connect();
                RawHttp two = site.connect();
                RawHttp three = site.connect()) {
            assertThat(one.get(segment(film, 0)).status()).isEqualTo(200);
            assertThat(two.get(segment(film, 0)).status()).isEqualTo(200);
            assertThat(three.get(segment(film, 0)).status()).isEqualTo(200);
            try (RawHttp four = site.connect()) {
                assertThat(four.isClosedByServer()).isTrue();
            }
            assertThat(one.get(segment(film, 0)).status()).isEqualTo(200);
        }
        Polling.until("the others are gone", SOON, () -> openConnections() == 0);
        assertThat(site.get(segment(film, 0)).status()).isEqualTo(200);
    }

    @Test
    void aStoppingServerFinishesWhatItHasBegun() throws Exception {
        DeliverySite.Film film = open().film(Policy.PUBLIC, 2, 14_000_000, true);
        try (RawHttp busy = site.connect();
                RawHttp idle = site.connect()) {
            assertThat(idle.get(segment(film, 0)).status()).isEqualTo(200);
            busy.send(RawHttp.head("GET", segment(film, 0)));
            Polling.until("the answer has begun", SOON, () -> {
                try {
                    return busy.socket().getInputStream().available() > 0;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            Thread stopping = Thread.startVirtualThread(site.server::close);
            assertThat(idle.isClosedByServer()).isTrue();
            assertThat(busy.read(false).body()).isEqualTo(film.segment(0));
            assertThat(busy.isClosedByServer()).isTrue();
            assertThat(stopping.join(SOON)).isTrue();
        }
        assertThat(site.server.port()).isEqualTo(-1);
    }

    private double openConnections() {
        return site.metrics.get("sluice.delivery.connections").gauge().value();
    }

    private void assertEveryObjectIsGivenBack() {
        Polling.until(
                "every object has only the cache's reference",
                SOON,
                () -> site.server.stores().regions().references()
                        == site.server.stores().regions().open());
    }
}
