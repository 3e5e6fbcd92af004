package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.Clips;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;
import tv.sluice.Tus;

/** Each limit of a tenant: reached, named, shown with what is used, and lifted. */
class LimitsIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration ENCODED = Duration.ofMinutes(3);

    private static SluiceProcess program;
    private static Api operator;

    @BeforeAll
    static void start() throws IOException {
        program = SluiceProcess.inTemporaryFolder()
                .with("sluice.database.timeout", "30s")
                .with("sluice.limits.redis-timeout", "500ms")
                .start()
                .awaitReady();
        operator = program.api();
    }

    @AfterAll
    static void stop() {
        program.close();
    }

    /** A tenant with a caller of its own. */
    private record Customer(String id, Api api) {
        static Customer with(String limits) {
            JsonNode created = Keys.tenant(
                    operator, "{\"name\":\"Customer\",\"limits\":{" + limits + "},\"apiKeys\":[{\"name\":\"cms\"}]}");
            return new Customer(created.at("/tenant/id").asText(), Keys.first(operator, created));
        }

        void limit(String limit, String value) {
            expect(operator.patch("/v1/tenants/" + id, "{\"limits\":{\"" + limit + "\":" + value + "}}"), 200);
        }

        JsonNode usage(String item) {
            HttpResponse<byte[]> answer = operator.get("/v1/tenants/" + id + "/usage");
            expect(answer, 200);
            return json(answer).get(item);
        }

        JsonNode own(String item) {
            HttpResponse<byte[]> answer = api.get("/v1/account/usage");
            expect(answer, 200);
            return json(answer).get(item);
        }
    }

    private static void assertProblem(HttpResponse<byte[]> answer, int status, String code, String limit) {
        expect(answer, status);
        assertThat(json(answer).get("code").asText()).isEqualTo(code);
        assertThat(json(answer).get("detail").asText()).contains(limit);
    }

    @Test
    void bytesKept() {
        Customer customer = Customer.with("\"storageBytes\":300000");
        assertProblem(customer.api().post("/v1/uploads", "{\"size\":300001}"), 413, "storage_limit", "storageBytes");
        Tus loose = Tus.create(customer.api(), "{}");
        assertProblem(loose.patch(0, new byte[1_000_000]), 413, "storage_limit", "storageBytes");
        long kept = loose.offset();
        assertThat(kept).isLessThanOrEqualTo(300_000);
        assertThat(customer.own("storageBytes").get("limit").asLong()).isEqualTo(300_000);

        customer.limit("storageBytes", "null");
        expect(loose.patch(kept, new byte[(int) (400_000 - kept)], "Upload-Length", "400000"), 204);
        assertThat(customer.own("storageBytes").get("used").asLong()).isEqualTo(400_000);
        assertThat(customer.own("storageBytes").has("limit")).isFalse();

        customer.limit("storageBytes", "500000");
        Tus running = Tus.create(customer.api(), "{\"size\":90000}");
        expect(running.patch(0, new byte[10]), 204);
        assertProblem(customer.api().post("/v1/uploads", "{\"size\":20000}"), 413, "storage_limit", "storageBytes");
        expect(running.terminate(), 204);
        expect(customer.api().post("/v1/uploads", "{\"size\":20000}"), 201);

        expect(customer.api().delete("/v1/videos/" + loose.videoId()), 204);
        assertThat(customer.usage("storageBytes").get("used").asLong()).isZero();
    }

    @Test
    void bytesThatArriveWithinAnHour() {
        Customer customer = Customer.with("\"uploadBytesPerHour\":200000");
        Tus tus = Tus.create(customer.api(), "{\"size\":600000}");
        HttpResponse<byte[]> refused = tus.patch(0, new byte[600_000]);
        assertProblem(refused, 429, "upload_limit", "uploadBytesPerHour");
        assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 3600L);
        long kept = tus.offset();
        assertThat(kept).as("what has arrived is kept").isBetween(1L, 200_000L);
        JsonNode used = customer.own("uploadBytesPerHour");
        assertThat(used.get("used").asLong()).isEqualTo(kept);
        assertThat(used.get("limit").asLong()).isEqualTo(200_000);
        assertThat(used.has("resetsAt")).isTrue();

        customer.limit("uploadBytesPerHour", "null");
        expect(tus.patch(kept, new byte[(int) (600_000 - kept)]), 204);
        assertThat(customer.usage("uploadBytesPerHour").get("used").asLong()).isEqualTo(600_000);
        customer.limit("uploadBytesPerHour", "600000");
        Tus next = Tus.create(customer.api(), "{\"size\":1}");
        assertProblem(next.patch(0, new byte[1]), 429, "upload_limit", "uploadBytesPerHour");
    }

    @Test
    void minutesEncodedInAMonth() {
        Customer customer = Customer.with("\"encodedMinutesPerMonth\":0");
        JsonNode refused = customer.api().awaitFinal(customer.api().upload(Clips.small(), "too much"), ENCODED);
        assertThat(refused.get("state").asText()).isEqualTo("ERRORED");
        assertThat(refused.at("/error/code").asText()).isEqualTo("encoding_limit");
        assertThat(refused.at("/error/message").asText()).contains("encodedMinutesPerMonth");
        assertThat(customer.own("encodedMinutesPerMonth").get("used").asDouble())
                .isZero();

        customer.limit("encodedMinutesPerMonth", "1");
        JsonNode ready = customer.api().awaitFinal(customer.api().upload(Clips.small(), "fits"), ENCODED);
        assertThat(ready.get("state").asText()).isEqualTo("READY");
        JsonNode used = customer.own("encodedMinutesPerMonth");
        assertThat(used.get("used").asDouble()).isEqualTo(3 / 60.0, within(0.005));
        assertThat(used.get("limit").asLong()).isEqualTo(1);
        assertThat(used.get("resetsAt").asText()).matches("\\d{4}-\\d{2}-01T00:00:00Z");
        long source =
                refused.at("/source/size").asLong() + ready.at("/source/size").asLong();
        long renditions = 0;
        for (JsonNode each : ready.get("renditions")) {
            renditions += each.get("size").asLong();
        }
        assertThat(customer.own("storageBytes").get("used").asLong()).isEqualTo(source + renditions);
    }

    @Test
    void requestsInAMinute() {
        Customer customer = Customer.with("\"requestsPerMinute\":20");
        HttpResponse<byte[]> answer = customer.api().get("/v1/videos?limit=1");
        assertThat(answer.headers().firstValue("RateLimit-Policy").orElse("")).contains("\"tenant\";q=20;w=60");
        for (int i = 0; i < 40 && answer.statusCode() == 200; i++) {
            answer = customer.api().get("/v1/videos?limit=1");
        }
        assertProblem(answer, 429, "rate_limited", "\"tenant\" is 20 in 60 seconds");
        assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
        JsonNode used = customer.usage("requestsPerMinute");
        assertThat(used.get("limit").asLong()).isEqualTo(20);
        assertThat(used.get("used").asLong()).isBetween(10L, 20L);
        customer.limit("requestsPerMinute", "null");
        expect(customer.api().get("/v1/videos?limit=1"), 200);
    }

    @Test
    void viewersAtTheSameTime() throws Exception {
        Customer customer = Customer.with("\"concurrentViewers\":1");
        String video = customer.api().upload(Clips.small(), "popular");
        assertThat(customer.api().awaitFinal(video, ENCODED).get("state").asText())
                .isEqualTo("READY");
        HttpResponse<byte[]> created =
                customer.api().post("/v1/playback-ids", "{\"videoId\":\"" + video + "\",\"policy\":\"PUBLIC\"}");
        expect(created, 201);
        URI playlist = URI.create(json(created).at("/urls/hls").asText());
        assertThat(watch("127.0.0.1", playlist).statusCode()).isEqualTo(200);
        HttpResponse<byte[]> refused = watch("127.0.0.2", playlist);
        assertProblem(refused, 429, "concurrent_viewers_limit", "concurrentViewers");
        assertThat(refused.headers().firstValue("Retry-After")).contains("10");
        assertThat(watch("127.0.0.1", playlist).statusCode())
                .as("who watches goes on")
                .isEqualTo(200);
        Polling.until(
                "the viewer is counted",
                SOON,
                () -> customer.usage("concurrentViewers").get("used").asLong() == 1);
        customer.limit("concurrentViewers", "2");
        Polling.until(
                "a second one may watch",
                SOON,
                () -> watch("127.0.0.2", playlist).statusCode() == 200);
        Polling.until(
                "both are counted",
                SOON,
                () -> customer.usage("concurrentViewers").get("used").asLong() == 2);
    }

    /** A player at an address. */
    private static HttpResponse<byte[]> watch(String from, URI playlist) {
        try (HttpClient client = HttpClient.newBuilder()
                .localAddress(InetAddress.ofLiteral(from))
                .build()) {
            return client.send(
                    HttpRequest.newBuilder(playlist).timeout(SOON).build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
