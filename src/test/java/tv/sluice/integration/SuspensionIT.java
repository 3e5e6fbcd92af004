package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.Clips;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;

/** Suspended, resumed and deleted tenants, as players on two delivery nodes see them. */
class SuspensionIT {
    /** Within this time every node knows, although what it has read is good for minutes. */
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private static final Duration A_WHILE = Duration.ofMillis(1500);
    private static final Duration ENCODED = Duration.ofMinutes(3);

    private static SluiceProcess program;
    private static SluiceProcess node;
    private static Api operator;

    @BeforeAll
    static void start() throws IOException {
        program = SluiceProcess.inTemporaryFolder()
                .with("sluice.database.timeout", "30s")
                .with("sluice.delivery.cache-ttl", "5m")
                .with("sluice.tenant.clear-interval", "1s")
                .start()
                .awaitReady();
        node = SluiceProcess.inTemporaryFolder()
                .withRoles("delivery")
                .with(program.serverAddresses())
                .with("sluice.delivery.cache-ttl", "5m")
                .with("sluice.storage.path", program.data().resolve("storage").toString())
                .with(
                        "sluice.delivery.session-secret-file",
                        program.data().resolve("secrets/session").toString())
                .start()
                .awaitReady();
        operator = program.api();
    }

    @AfterAll
    static void stop() {
        node.close();
        program.close();
    }

    /** A tenant whose video is watched on both nodes, by its public id and within a session. */
    private record Show(String tenantId, Api api, String videoId, List<URI> watched) {
        static Show begin() {
            JsonNode created = Keys.tenant(operator, "{\"name\":\"Show\",\"apiKeys\":[{\"name\":\"cms\"}]}");
            Api api = Keys.first(operator, created);
            String video = api.upload(Clips.small(), "show");
            JsonNode ready = api.awaitFinal(video, ENCODED);
            assertThat(ready.get("state").asText()).isEqualTo("READY");
            HttpResponse<byte[]> open =
                    api.post("/v1/playback-ids", "{\"videoId\":\"" + video + "\",\"policy\":\"PUBLIC\"}");
            expect(open, 201);
            HttpResponse<byte[]> token = api.post(
                    "/v1/playback-tokens",
                    "{\"playbackId\":\"" + ready.at("/playbackIds/0/id").asText() + "\"}");
            expect(token, 201);
            URI publicPlaylist = URI.create(json(open).at("/urls/hls").asText());
            URI session = session(URI.create(json(token).at("/urls/hls").asText()));
            return new Show(
                    created.at("/tenant/id").asText(),
                    api,
                    video,
                    List.of(publicPlaylist, session, onTheOtherNode(publicPlaylist), onTheOtherNode(session)));
        }

        /** The first media playlist of the session that a token is exchanged for. */
        private static URI session(URI entrance) {
            HttpResponse<byte[]> answer = operator.anonymous().get(entrance.toString());
            expect(answer, 200);
            return new String(answer.body(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(entrance::resolve)
                    .findFirst()
                    .orElseThrow();
        }

        private static URI onTheOtherNode(URI url) {
            return node.deliveryUrl().resolve(url.getRawPath());
        }

        List<Integer> statuses() {
            return watched.stream()
                    .map(url -> operator.anonymous().get(url.toString()).statusCode())
                    .toList();
        }

        void awaitAtOnce(String what, int status) {
            Polling.until(what, AT_ONCE, () -> statuses().stream().allMatch(each -> each == status));
        }

        void assertStays(int status) {
            long end = System.nanoTime() + A_WHILE.toNanos();
            while (System.nanoTime() < end) {
                assertThat(statuses()).containsOnly(status);
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }

        void suspend(String playback) {
            expect(operator.post("/v1/tenants/" + tenantId + "/suspend", "{\"playback\":\"" + playback + "\"}"), 200);
        }

        void resume() {
            expect(
                    Api.send(operator.request("/v1/tenants/" + tenantId + "/resume")
                            .POST(java.net.http.HttpRequest.BodyPublishers.noBody())),
                    200);
        }
    }

    @Test
    void playbackStopsAndComesBackOnEveryNode() {
        Show show = Show.begin();
        Show other = Show.begin();
        assertThat(show.statuses()).containsOnly(200);
        assertThat(other.statuses()).containsOnly(200);
        show.suspend("STOP");
        show.awaitAtOnce("all playback has stopped", 403);
        assertThat(json(operator.anonymous().get(show.watched().getFirst().toString()))
                        .get("code")
                        .asText())
                .isEqualTo("tenant_suspended");
        assertThat(show.api().get("/v1/videos").statusCode()).isEqualTo(403);
        assertThat(other.statuses()).as("another tenant").containsOnly(200);
        show.resume();
        show.awaitAtOnce("all playback is back", 200);
        show.assertStays(200);
    }

    @Test
    void playbackGoesOnIfSoChosenAndCanBeStoppedLater() {
        Show show = Show.begin();
        assertThat(show.statuses()).containsOnly(200);
        show.suspend("CONTINUE");
        show.assertStays(200);
        assertThat(show.api().get("/v1/videos").statusCode()).isEqualTo(403);
        show.suspend("STOP");
        show.awaitAtOnce("all playback has stopped", 403);
        show.resume();
        show.awaitAtOnce("all playback is back", 200);
    }

    @Test
    void aDeletedTenantPlaysNothingAndKeepsNothing() {
        Show show = Show.begin();
        assertThat(show.statuses()).containsOnly(200);
        Path media = program.data().resolve("storage/v").resolve(show.videoId());
        assertThat(media).isDirectory();
        show.suspend("CONTINUE");
        expect(operator.delete("/v1/tenants/" + show.tenantId()), 204);
        Polling.until(
                "all playback has stopped",
                AT_ONCE,
                () -> show.statuses().stream().allMatch(status -> status == 403 || status == 404));
        Polling.until("the media are gone", Duration.ofSeconds(30), () -> !Files.exists(media));
    }
}
