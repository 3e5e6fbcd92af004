package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.Clips;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;

/** Limits are kept and told: by tenant, key and address, over two processes, with Redis and without. */
class RateLimitIT {
    private static final int KEY_REQUESTS = 40;

    private static SluiceProcess program;
    private static SluiceProcess second;

    @BeforeAll
    static void start() throws IOException {
        Map<String, String> limits = Map.of(
                "sluice.database.timeout", "30s",
                // Longer than on a busy machine an answer takes, so that only a Redis that is away is away.
                "sluice.limits.redis-timeout", "500ms",
                "sluice.limits.window", "20s",
                "sluice.limits.key-requests", String.valueOf(KEY_REQUESTS),
                "sluice.limits.address-requests", "12000",
                "sluice.limits.tenant-requests", "4000",
                "sluice.limits.address-failures", "5");
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with(limits)
                .start()
                .awaitReady();
        second = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with(limits)
                .with(program.serverAddresses())
                .with(
                        "sluice.tenant.pepper-file",
                        program.data().resolve("secrets/api-key-pepper").toString())
                .start()
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        second.close();
        program.close();
    }

    @Test
    void limitsHoldAndAreTold() throws Exception {
        wrongCredentialsAreCountedWithoutHarmToGoodOnes();
        twoProcessesCountTogether();
        withoutRedisEachProcessCountsAlone();
    }

    private static void twoProcessesCountTogether() {
        Api other = new Api(second.apiUrl(), program.adminKey());
        int admitted = 0;
        HttpResponse<byte[]> refused = null;
        for (int i = 0; i < 2 * KEY_REQUESTS && refused == null; i++) {
            HttpResponse<byte[]> answer = (i % 2 == 0 ? program.api() : other).get("/v1/videos?limit=1");
            if (answer.statusCode() == 429) {
                refused = answer;
            } else {
                expect(answer, 200);
                admitted++;
                assertThat(header(answer, "RateLimit-Policy"))
                        .contains("\"tenant\";q=4000;w=20")
                        .contains("\"key\";q=40;w=20")
                        .contains("\"address\";q=12000;w=20");
                assertThat(header(answer, "RateLimit")).containsPattern("\"key\";r=\\d+;t=\\d+");
            }
        }
        assertThat(refused).as("the limit is reached").isNotNull();
        assertThat(admitted).isBetween(KEY_REQUESTS - 5, KEY_REQUESTS + 20);
        assertThat(json(refused).get("code").asText()).isEqualTo("rate_limited");
        assertThat(json(refused).get("detail").asText()).contains("\"key\"").contains("40 in 20 seconds");
        assertThat(Integer.parseInt(header(refused, "Retry-After"))).isBetween(1, 20);
        assertThat(header(refused, "RateLimit")).contains("\"key\";r=0;");
    }

    private static void withoutRedisEachProcessCountsAlone() throws Exception {
        signalRedis("STOP");
        try {
            // What Redis said last, that there are no tokens, is believed for a second.
            Polling.until(
                    "the process counts alone",
                    Duration.ofSeconds(10),
                    () -> program.api().get("/v1/videos?limit=1").statusCode() == 200);
            long begin = System.nanoTime();
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < KEY_REQUESTS + 20; i++) {
                statuses.add(program.api().get("/v1/videos?limit=1").statusCode());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
            assertThat(statuses).containsOnly(200, 429).startsWith(200);
            assertThat(statuses.stream().filter(status -> status == 200).count())
                    .isBetween(KEY_REQUESTS - 5L, KEY_REQUESTS + 25L);
            assertThat(program.isReady()).isTrue();
        } finally {
            signalRedis("CONT");
        }
    }

    private static void wrongCredentialsAreCountedWithoutHarmToGoodOnes() {
        expect(program.api().get("/v1/videos?limit=1"), 200);
        Api guesser = program.api().withKey("slk_" + "x".repeat(43));
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            statuses.add(guesser.get("/v1/videos").statusCode());
        }
        assertThat(statuses).startsWith(401, 401, 401, 401, 401).endsWith(429, 429, 429);
        HttpResponse<byte[]> refused = guesser.get("/v1/videos");
        assertThat(json(refused).get("detail").asText()).contains("address-failures");
        expect(program.api().get("/v1/videos?limit=1"), 200);
    }

    private static void signalRedis(String signal) throws Exception {
        for (long pid : program.family()) {
            if (Files.readString(Path.of("/proc/" + pid + "/comm")).startsWith("redis-server")) {
                Clips.run(List.of("kill", "-" + signal, String.valueOf(pid)));
            }
        }
    }

    private static String header(HttpResponse<byte[]> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
