package tv.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tv.sluice.Api;
import tv.sluice.Clips;
import tv.sluice.Services;

/** Calls every operation of the contract for real, with success and with failure, and judges each answer by the contract. */
class ContractIT {
    @RegisterExtension
    static final Services SERVICES = new Services();

    private static final Contract CONTRACT = new Contract();
    private static final String NOBODY = "zzzzzzzzzzzzzzzzzzzzzzzzzz";
    private static final Duration TRANSCODING = Duration.ofMinutes(2);

    private static Api api;
    private static JsonNode video;
    private static String publicId;

    @BeforeAll
    static void aReadyVideo() throws Exception {
        api = SERVICES.api();
        Path clip = Clips.small();
        HttpResponse<byte[]> created = judged(
                "createUpload",
                201,
                api.post(
                        "/v1/uploads",
                        "{\"video\":{\"title\":\"Contract\",\"externalId\":\"contract-1\"},\"filename\":\"clip.mp4\"}"));
        String url = json(created).get("uploadUrl").asText();
        judged("tusOptions", 204, tus(url, "OPTIONS"));
        judged(
                "tusCreate",
                201,
                Api.send(tusRequest(url)
                        .header("Upload-Length", String.valueOf(Files.size(clip)))
                        .POST(BodyPublishers.noBody())));
        judged("tusHead", 200, tus(url, "HEAD"));
        judged("tusPatch", 409, api.append(url, 7, BodyPublishers.ofByteArray(new byte[1])));
        judged("tusPatch", 204, api.append(url, 0, BodyPublishers.ofFile(clip)));
        String id = json(created).get("videoId").asText();
        video = api.awaitFinal(id, TRANSCODING);
        assertThat(video.get("state").asText()).isEqualTo("READY");
        judged(
                "getUpload",
                200,
                api.get("/v1/uploads/" + json(created).get("id").asText()));
        HttpResponse<byte[]> added = judged(
                "createPlaybackId",
                201,
                api.post("/v1/playback-ids", "{\"videoId\":\"" + id + "\",\"policy\":\"PUBLIC\"}"));
        publicId = json(added).get("id").asText();
    }

    @Test
    void videos() {
        String path = "/v1/videos/" + video.get("id").asText();
        HttpResponse<byte[]> got = judged("getVideo", 200, api.get(path));
        String etag = got.headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> patched = judged(
                "updateVideo",
                200,
                Api.send(api.request(path)
                        .header("If-Match", etag)
                        .header("Content-Type", "application/merge-patch+json")
                        .method("PATCH", BodyPublishers.ofString("{\"title\":\"Renamed\",\"description\":null}"))));
        assertThat(json(patched).get("title").asText()).isEqualTo("Renamed");
        judged(
                "updateVideo",
                412,
                Api.send(api.request(path)
                        .header("If-Match", etag)
                        .header("Content-Type", "application/merge-patch+json")
                        .method("PATCH", BodyPublishers.ofString("{\"title\":\"Again\"}"))));
        judged("updateVideo", 400, api.patch(path, "{\"titel\":\"x\"}"));
        judged("updateVideo", 415, api.call("PATCH", path, "text/plain", BodyPublishers.ofString("{}")));
        judged("updateVideo", 413, api.patch(path, "{\"title\":\"" + "x".repeat(2_000_000) + "\"}"));
        judged("updateVideo", 404, api.patch("/v1/videos/vid_" + NOBODY, "{}"));
        judged(
                "deleteVideo",
                412,
                Api.send(api.request(path).header("If-Match", "\"nothing\"").DELETE()));
        judged("deleteVideo", 404, api.delete("/v1/videos/vid_" + NOBODY));
        HttpResponse<byte[]> now = judged("getVideo", 200, api.get(path));
        judged(
                "getVideo",
                304,
                Api.send(api.request(path)
                        .header(
                                "If-None-Match",
                                now.headers().firstValue("ETag").orElseThrow())
                        .GET()));
        judged("getVideo", 400, api.get(path + "?fields=id,nothing"));
        String id = video.get("id").asText();
        judged(
                "changeVideos",
                200,
                api.post(
                        "/v1/videos/bulk",
                        "{\"items\":[{\"action\":\"PATCH\",\"videoId\":\"" + id
                                + "\",\"patch\":{\"description\":\"x\"}}," + "{\"action\":\"DELETE\",\"videoId\":\"vid_"
                                + NOBODY + "\"}]}"));
        judged("changeVideos", 400, api.post("/v1/videos/bulk", "{\"items\":[{\"action\":\"PATCH\"}]}"));
        judged("getVideo", 404, api.get("/v1/videos/vid_" + NOBODY));
        judged("listVideos", 200, api.get("/v1/videos?state=READY&externalId=contract-1&limit=1"));
        judged("listVideos", 200, api.get("/v1/videos?sort=-duration&state=READY&limit=1"));
        judged("listVideos", 200, api.get("/v1/videos?titlePrefix=r&limit=1"));
        judged("listVideos", 400, api.get("/v1/videos?limit=101"));
        judged("listVideos", 400, api.get("/v1/videos?cursor=%21"));
    }

    @Test
    void aTakenExternalIdIsAConflictThatPointsAtIt() {
        HttpResponse<byte[]> taken =
                judged("createUpload", 409, api.post("/v1/uploads", "{\"video\":{\"externalId\":\"contract-1\"}}"));
        assertThat(json(taken).at("/errors/0/pointer").asText()).isEqualTo("/video/externalId");
    }

    @Test
    void uploads() {
        judged("createUpload", 400, api.post("/v1/uploads", "{\"size\":\"many\"}"));
        judged("createUpload", 415, api.call("POST", "/v1/uploads", "text/plain", BodyPublishers.ofString("{}")));
        judged("createUpload", 413, api.post("/v1/uploads", " ".repeat(2_000_000)));
        judged("listUploads", 200, api.get("/v1/uploads?limit=2&state=COMPLETED"));
        judged("listUploads", 400, api.get("/v1/uploads?state=DONE"));
        judged("getUpload", 404, api.get("/v1/uploads/upl_" + NOBODY));
        JsonNode given = json(judged("createUpload", 201, api.post("/v1/uploads", "{\"size\":10,\"maxBytes\":10}")));
        String url = given.get("uploadUrl").asText();
        judged(
                "tusCreate",
                413,
                Api.send(tusRequest(url).header("Upload-Length", "11").POST(BodyPublishers.noBody())));
        judged(
                "tusPatch",
                415,
                Api.send(tusRequest(url)
                        .header("Upload-Offset", "0")
                        .header("Content-Type", "text/plain")
                        .method("PATCH", BodyPublishers.ofString("x"))));
        judged(
                "tusPatch",
                460,
                Api.send(tusRequest(url)
                        .header("Upload-Offset", "0")
                        .header("Upload-Checksum", "sha1 AAAAAAAAAAAAAAAAAAAAAAAAAAA=")
                        .header("Content-Type", "application/offset+octet-stream")
                        .method("PATCH", BodyPublishers.ofString("x"))));
        judged("tusTerminate", 204, tus(url, "DELETE"));
        judged("tusHead", 410, tus(url, "HEAD"));
        judged("tusTerminate", 410, tus(url, "DELETE"));
        judged("cancelUpload", 409, api.delete("/v1/uploads/" + given.get("id").asText()));
        judged("cancelUpload", 404, api.delete("/v1/uploads/upl_" + NOBODY));
        JsonNode other = json(judged("createUpload", 201, api.post("/v1/uploads", "{}")));
        judged("cancelUpload", 204, api.delete("/v1/uploads/" + other.get("id").asText()));
        JsonNode plain = json(judged("createUpload", 201, api.post("/v1/uploads", "{\"maxBytes\":3}")));
        String plainUrl = plain.get("uploadUrl").asText();
        judged("tusPut", 413, api.anonymous().call("PUT", plainUrl, "video/mp4", BodyPublishers.ofString("four")));
        judged("tusPut", 204, api.anonymous().call("PUT", plainUrl, "video/mp4", BodyPublishers.ofString("abc")));
        judged("tusPut", 410, api.anonymous().call("PUT", plainUrl, "video/mp4", BodyPublishers.ofString("abc")));
        judged("tusHead", 404, tus(url.replaceAll("[^/]+$", "x".repeat(43)), "HEAD"));
    }

    @Test
    void jobs() {
        JsonNode page = json(judged(
                "listJobs", 200, api.get("/v1/jobs?videoId=" + video.get("id").asText())));
        assertThat(page.get("items")).hasSize(1);
        JsonNode job = json(judged(
                "getJob", 200, api.get("/v1/jobs/" + page.at("/items/0/id").asText())));
        assertThat(job.get("tasks")).isNotEmpty();
        judged("getJob", 404, api.get("/v1/jobs/job_" + NOBODY));
        judged("listJobs", 400, api.get("/v1/jobs?videoId=7"));
    }

    @Test
    void playbackIdsAndTokens() {
        String id = video.get("id").asText();
        judged("listPlaybackIds", 200, api.get("/v1/playback-ids?videoId=" + id));
        judged("listPlaybackIds", 400, api.get("/v1/playback-ids?videoid=" + id));
        judged("getPlaybackId", 200, api.get("/v1/playback-ids/" + publicId));
        judged("getPlaybackId", 404, api.get("/v1/playback-ids/pbk_" + NOBODY));
        judged("createPlaybackId", 400, api.post("/v1/playback-ids", "{\"policy\":\"PUBLIC\"}"));
        judged(
                "createPlaybackId",
                404,
                api.post("/v1/playback-ids", "{\"videoId\":\"vid_" + NOBODY + "\",\"policy\":\"PUBLIC\"}"));
        String signed = json(judged(
                        "createPlaybackId",
                        201,
                        api.post("/v1/playback-ids", "{\"videoId\":\"" + id + "\",\"policy\":\"SIGNED\"}")))
                .get("id")
                .asText();
        JsonNode token = json(judged(
                "createPlaybackToken",
                201,
                api.post("/v1/playback-tokens", "{\"playbackId\":\"" + signed + "\",\"expiresIn\":60}")));
        judged("createPlaybackToken", 400, api.post("/v1/playback-tokens", "{}"));
        judged("createPlaybackToken", 404, api.post("/v1/playback-tokens", "{\"playbackId\":\"pbk_" + NOBODY + "\"}"));
        for (String kind : List.of("hls", "dash", "poster", "thumbnail")) {
            String url = token.at("/urls/" + kind).asText();
            judged("playSigned", 200, api.get(url));
            judged("playSigned", 403, api.get(url.replace(signed, publicId)));
        }
        judged("deletePlaybackId", 204, api.delete("/v1/playback-ids/" + signed));
        judged("deletePlaybackId", 404, api.delete("/v1/playback-ids/" + signed));
    }

    @Test
    void publicPlayback() {
        JsonNode urls = json(api.get("/v1/playback-ids/" + publicId)).get("urls");
        for (String kind : List.of("hls", "dash", "poster", "thumbnail")) {
            judged("playPublic", 200, api.get(urls.get(kind).asText()));
            judged("playPublic", 404, api.get(urls.get(kind).asText().replace(publicId, "pbk_" + NOBODY)));
        }
    }

    @Test
    void signingKeys() {
        JsonNode key = json(judged("createSigningKey", 201, api.post("/v1/signing-keys", "{\"name\":\"Backend\"}")));
        assertThat(key.get("privateKey").asText()).startsWith("-----BEGIN PRIVATE KEY-----");
        String path = "/v1/signing-keys/" + key.get("id").asText();
        assertThat(json(judged("getSigningKey", 200, api.get(path))).has("privateKey"))
                .isFalse();
        judged("listSigningKeys", 200, api.get("/v1/signing-keys"));
        judged("listSigningKeys", 400, api.get("/v1/signing-keys?limit=0"));
        judged("createSigningKey", 400, api.post("/v1/signing-keys", "{\"name\":\"a\\u0000b\"}"));
        judged("deleteSigningKey", 204, api.delete(path));
        judged("deleteSigningKey", 404, api.delete(path));
        judged("getSigningKey", 404, api.get(path));
    }

    @Test
    void withoutAKeyEveryOperationSaysSo() {
        List<Contract.Operation> secured = CONTRACT.operations().stream()
                .filter(Contract.Operation::needsKey)
                .toList();
        assertThat(secured).isNotEmpty();
        for (Contract.Operation operation : secured) {
            for (Api stranger : List.of(api.anonymous(), api.withKey("slk_" + "x".repeat(43)))) {
                HttpRequest.BodyPublisher body =
                        operation.takesBody() ? BodyPublishers.ofString("{}") : BodyPublishers.noBody();
                HttpRequest.Builder request = stranger.request(
                                operation.path().replaceAll("\\{[^}]+}", "vid_" + NOBODY))
                        .method(operation.method(), body);
                judged(operation.id(), 401, Api.send(request));
            }
        }
    }

    @Test
    void theContractAndItsReferenceAreServed() {
        for (String path : List.of("/openapi.yaml", "/asyncapi.yaml", "/docs/", "/")) {
            expect(api.anonymous().get(path), 200);
        }
        assertThat(new String(api.anonymous().get("/openapi.yaml").body(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("operationId: createUpload");
    }

    @Test
    void everyOperationThatIsNoPlainCallOfTheApiIsCalledHere() throws Exception {
        String source = Files.readString(Path.of("src/test/java/tv/sluice/contract/ContractIT.java"));
        Set<String> uncalled = CONTRACT.operations().stream()
                .filter(operation -> !operation.path().startsWith("/v1/"))
                .map(Contract.Operation::id)
                .filter(id -> !source.contains('"' + id + '"'))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(uncalled).isEmpty();
    }

    private static HttpResponse<byte[]> judged(String operation, int status, HttpResponse<byte[]> answer) {
        expect(answer, status);
        CONTRACT.judge(operation, answer);
        return answer;
    }

    private static HttpResponse<byte[]> tus(String url, String method) {
        return Api.send(tusRequest(url).method(method, BodyPublishers.noBody()));
    }

    private static HttpRequest.Builder tusRequest(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(20))
                .header("Tus-Resumable", "1.0.0");
    }
}
