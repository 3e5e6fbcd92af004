package tv.sluice.integration;

import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;
import tv.sluice.WebhookReceiver;
import tv.sluice.WebhookReceiver.Answer;

/**
 * How long an event takes from its commit to the endpoint, at a steady rate of events, while another endpoint hangs. Not part of the tests:
 * run it with {@code bench/webhooks.sh}.
 */
class WebhookBenchmark {
    private static final int RATE = Integer.getInteger("sluice.bench.rate", 200);
    private static final int SECONDS = Integer.getInteger("sluice.bench.seconds", 30);
    private static final int VIDEOS = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration REST = Duration.ofMinutes(2);

    @Test
    void commitToEndpoint() throws IOException {
        try (WebhookReceiver receiver = new WebhookReceiver();
                SluiceProcess program = SluiceProcess.inTemporaryFolder()
                        .withRoles("api")
                        .with(Map.of("sluice.webhook.allow", "127.0.0.0/8"))
                        .start()
                        .awaitReady()) {
            receiver.answer(got -> got.path().equals("/hangs") ? Answer.NEVER : Answer.of(204));
            Api api = program.api();
            subscribe(api, receiver, "/alone");
            List<String> videos = videos(api);
            load(api, videos, WARM_UP);
            int warm = arrived(receiver, "/alone", 0);
            load(api, videos, Duration.ofSeconds(SECONDS));
            arrived(receiver, "/alone", warm + RATE * SECONDS);
            report("alone", receiver, "/alone", warm);
            subscribe(api, receiver, "/hangs");
            int before = receiver.got("/alone").size();
            load(api, videos, Duration.ofSeconds(SECONDS));
            arrived(receiver, "/alone", before + RATE * SECONDS);
            report("while another hangs", receiver, "/alone", before);
            System.out.printf(
                    "the one that hangs got %d requests%n",
                    receiver.got("/hangs").size());
        }
    }

    private static void subscribe(Api api, WebhookReceiver receiver, String path) {
        expect(api.post("/v1/webhooks", "{\"url\":\"" + receiver.url(path) + "\",\"types\":[\"video.updated\"]}"), 201);
    }

    private static List<String> videos(Api api) {
        List<String> videos = new ArrayList<>();
        for (int i = 0; i < VIDEOS; i++) {
            HttpResponse<byte[]> created = api.post("/v1/uploads", "{\"filename\":\"a.mp4\",\"size\":1000}");
            expect(created, 201);
            videos.add(json(created).get("videoId").asText());
        }
        return videos;
    }

    /** So many changes a second, whether or not those before have been answered. */
    private static void load(Api api, List<String> videos, Duration time) {
        long begun = System.nanoTime();
        long total = RATE * time.toSeconds();
        AtomicInteger failed = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (long i = 0; i < total; i++) {
                long due = begun + i * 1_000_000_000L / RATE;
                LockSupport.parkNanos(Math.max(0, due - System.nanoTime()));
                String video = videos.get((int) (i % videos.size()));
                String title = "Change " + begun + ' ' + i;
                threads.execute(() -> {
                    if (api.patch("/v1/videos/" + video, "{\"title\":\"" + title + "\"}")
                                    .statusCode()
                            != 200) {
                        failed.incrementAndGet();
                    }
                });
            }
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        System.out.printf("%d changes in %.1f s, %d failed%n", total, seconds, failed.get());
    }

    private static int arrived(WebhookReceiver receiver, String path, int atLeast) {
        Polling.until(
                "the events arrive: " + receiver.got(path).size() + " of " + atLeast,
                REST,
                () -> receiver.got(path).size() >= atLeast);
        return receiver.got(path).size();
    }

    /** An event's time is taken shortly before its commit, so these are a little too long. */
    private static void report(String what, WebhookReceiver receiver, String path, int from) {
        List<Long> millis = receiver.got(path).stream()
                .skip(from)
                .map(got -> Duration.between(
                                Instant.parse(got.json().get("timestamp").asText()), got.at())
                        .toMillis())
                .sorted()
                .toList();
        System.out.printf(
                "%s: %d events, commit to request: p50 %d ms, p99 %d ms, longest %d ms%n",
                what,
                millis.size(),
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 99 / 100),
                millis.getLast());
    }
}
