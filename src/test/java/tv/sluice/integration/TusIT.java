package tv.sluice.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tv.sluice.Api;
import tv.sluice.Polling;
import tv.sluice.RawRequest;
import tv.sluice.Services;
import tv.sluice.Tus;

/** The upload URL's protocol, verb by verb and extension by extension, against the packaged program. */
class TusIT {
    @RegisterExtension
    static final Services SERVICES = new Services();

    private static final Duration SOON = Duration.ofSeconds(30);

    private Api api;

    @BeforeEach
    void caller() {
        api = SERVICES.api();
    }

    @Test
    void optionsTellsWhatTheServerCanDo() {
        HttpResponse<byte[]> answer = Tus.create(api, "{}").options();
        expect(answer, 204);
        assertThat(answer.headers().firstValue("Tus-Version")).hasValue("1.0.0");
        assertThat(answer.headers().firstValue("Tus-Extension"))
                .hasValue("creation,creation-with-upload,creation-defer-length,termination,expiration,checksum");
        assertThat(answer.headers().firstValue("Tus-Checksum-Algorithm")).hasValue("sha1,sha256,md5");
        assertThat(answer.headers().firstValueAsLong("Tus-Max-Size")).isPresent();
    }

    @Test
    void pagesOfTheUploadsOriginMayUseItAndOthersMayNot() {
        Tus sealed = Tus.create(api, "{\"corsOrigin\":\"https://www.Example.com:443\"}");
        String[] preflight = {"Origin", "https://www.example.com", "Access-Control-Request-Method", "PATCH"};
        HttpResponse<byte[]> allowed = sealed.options(preflight);
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Origin")).hasValue("https://www.example.com");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Methods").orElseThrow())
                .contains("PATCH");
        assertThat(allowed.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
                .contains("Upload-Offset");
        expect(sealed.patch(0, new byte[1], "Origin", "https://www.example.com"), 204);

        HttpResponse<byte[]> foreign = sealed.options("Origin", "https://evil.example");
        assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        HttpResponse<byte[]> refused = sealed.patch(1, new byte[1], "Origin", "https://evil.example");
        expect(refused, 403);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        assertThat(sealed.offset()).isEqualTo(1);

        Tus open = Tus.create(api, "{}");
        assertThat(open.options(preflight).headers().firstValue("Access-Control-Allow-Origin"))
                .hasValue("*");
    }

    @Test
    void anUnknownUrlLooksLikeAForeignOneToAPreflight() {
        Tus sealed = Tus.create(api, "{\"corsOrigin\":\"https://www.example.com\"}");
        Tus unknown = new Tus("", "", sealed.url().replaceAll("[^/]+$", "x".repeat(43)));
        HttpResponse<byte[]> foreign = sealed.options("Origin", "https://evil.example");
        HttpResponse<byte[]> nothing = unknown.options("Origin", "https://evil.example");
        expect(nothing, 204);
        assertThat(nothing.headers().map().keySet())
                .containsAll(foreign.headers().map().keySet().stream()
                        .filter(name -> !name.equalsIgnoreCase("Vary"))
                        .toList());
        expect(unknown.head(), 404);
        expect(unknown.patch(0, new byte[1]), 404);
        expect(new Tus("", "", sealed.url() + "x").head(), 404);
    }

    @Test
    void headTellsTheOffsetAndIsNotCached() {
        Tus upload = Tus.create(api, "{\"filename\":\"Häfen.mp4\"}");
        HttpResponse<byte[]> fresh = upload.head();
        expect(fresh, 200);
        assertThat(fresh.headers().firstValue("Upload-Offset")).hasValue("0");
        assertThat(fresh.headers().firstValue("Upload-Defer-Length")).hasValue("1");
        assertThat(fresh.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(fresh.headers().firstValue("Upload-Expires").orElseThrow()).endsWith("GMT");
        assertThat(fresh.headers().firstValue("Upload-Metadata"))
                .hasValue("filename " + Base64.getEncoder().encodeToString("Häfen.mp4".getBytes(UTF_8)));
        expect(upload.declare(10), 201);
        expect(upload.patch(0, new byte[4]), 204);
        HttpResponse<byte[]> later = upload.head();
        assertThat(later.headers().firstValue("Upload-Offset")).hasValue("4");
        assertThat(later.headers().firstValue("Upload-Length")).hasValue("10");
    }

    @Test
    void theProtocolVersionIsChecked() {
        Tus upload = Tus.create(api, "{}");
        HttpResponse<byte[]> none = Api.send(upload.plain().method("HEAD", BodyPublishers.noBody()));
        expect(none, 412);
        assertThat(none.headers().firstValue("Tus-Version")).hasValue("1.0.0");
        HttpResponse<byte[]> old =
                Api.send(upload.plain().header("Tus-Resumable", "0.2.2").method("PATCH", BodyPublishers.ofString("x")));
        expect(old, 412);
        assertThat(json(old).get("code").asText()).isEqualTo("tus_version");
    }

    @Test
    void creationMayBeRepeatedButNotChanged() {
        Tus upload = Tus.create(api, "{\"maxBytes\":1000}");
        String name = "filename " + Base64.getEncoder().encodeToString("clip.mp4".getBytes(UTF_8));
        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> created = upload.declare(700, "Upload-Metadata", name);
            expect(created, 201);
            assertThat(upload.url())
                    .endsWith(created.headers().firstValue("Location").orElseThrow());
            assertThat(created.headers().firstValue("Upload-Expires")).isPresent();
        }
        expect(upload.declare(701), 409);
        expect(upload.declare(1001), 413);
        expect(Api.send(upload.request("Upload-Length", "-1").POST(BodyPublishers.noBody())), 400);
        expect(Api.send(upload.request().POST(BodyPublishers.noBody())), 400);
        expect(upload.declare(700, "Upload-Metadata", "filename !"), 400);
        assertThat(json(api.get("/v1/uploads/" + upload.id())).get("filename").asText())
                .isEqualTo("clip.mp4");
    }

    @Test
    void creationMayBringTheFirstBytes() {
        Tus upload = Tus.create(api, "{}");
        for (int i = 0; i < 2; i++) {
            HttpResponse<byte[]> created =
                    Api.send(upload.request("Content-Type", Tus.OFFSET_STREAM, "Upload-Length", "9")
                            .POST(BodyPublishers.ofByteArray(new byte[5])));
            expect(created, 201);
            assertThat(Tus.offsetOf(created)).isEqualTo(5);
        }
        assertThat(upload.offset()).isEqualTo(5);
        expect(
                Api.send(Tus.create(api, "{}")
                        .request("Content-Type", "text/plain", "Upload-Length", "9")
                        .POST(BodyPublishers.ofByteArray(new byte[5]))),
                415);
    }

    @Test
    void theLengthMayComeLater() {
        Tus upload = Tus.create(api, "{}");
        expect(Api.send(upload.request("Upload-Defer-Length", "1").POST(BodyPublishers.noBody())), 201);
        expect(upload.patch(0, new byte[3]), 204);
        assertThat(upload.head().headers().firstValue("Upload-Defer-Length")).hasValue("1");
        expect(upload.patch(3, new byte[3], "Upload-Length", "6"), 204);
        assertCompleted(upload, 6);
    }

    @Test
    void anEmptyFileIsTakenAndItsVideoSaysSo() {
        Tus upload = Tus.create(api, "{}");
        expect(upload.declare(0), 201);
        var video = api.awaitFinal(upload.videoId(), SOON);
        assertThat(video.get("state").asText()).isEqualTo("ERRORED");
        assertThat(video.at("/error/code").asText()).isEqualTo("source_empty");
        assertCompleted(upload, 0);
        expect(api.post("/v1/uploads", "{\"size\":0}"), 400);
    }

    @Test
    void patchAppendsAtTheOffsetOnly() {
        Tus upload = Tus.create(api, "{}");
        expect(upload.declare(6), 201);
        expect(upload.patch(0, "abc".getBytes(UTF_8)), 204);
        HttpResponse<byte[]> wrong = upload.patch(2, "x".getBytes(UTF_8));
        expect(wrong, 409);
        assertThat(json(wrong).get("code").asText()).isEqualTo("offset_mismatch");
        HttpResponse<byte[]> missing = Api.send(
                upload.request("Content-Type", Tus.OFFSET_STREAM).method("PATCH", BodyPublishers.ofString("x")));
        expect(missing, 400);
        assertThat(json(missing).at("/errors/0/pointer").asText()).isEqualTo("header:Upload-Offset");
        expect(
                Api.send(upload.request("Content-Type", "application/octet-stream", "Upload-Offset", "3")
                        .method("PATCH", BodyPublishers.ofString("x"))),
                415);
        expect(upload.patch(3, new byte[0]), 204);
        expect(upload.patch(3, "def".getBytes(UTF_8)), 204);
        assertThat(stored(upload)).isEqualTo("abcdef".getBytes(UTF_8));
    }

    @Test
    void moreThanTheLengthIsRefusedAnnouncedOrNot() {
        Tus upload = Tus.create(api, "{\"maxBytes\":4}");
        expect(upload.patch(0, new byte[5]), 413);
        expect(upload.patch(0, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[5]))), 413);
        assertThat(upload.offset()).isZero();
        expect(upload.patch(0, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[3]))), 204);
        assertThat(upload.offset()).isEqualTo(3);
        HttpResponse<byte[]> large = api.post("/v1/uploads", "{\"size\":5,\"maxBytes\":4}");
        expect(large, 413);
        assertThat(json(large).get("code").asText()).isEqualTo("upload_too_large");
    }

    @Test
    void checksumsAreChecked() throws Exception {
        byte[] bytes = new byte[300_000];
        new Random(1).nextBytes(bytes);
        Tus upload = Tus.create(api, "{}");
        long offset = 0;
        for (String algorithm : new String[] {"sha1 SHA-1", "sha256 SHA-256", "md5 MD5"}) {
            String[] names = algorithm.split(" ");
            byte[] digest = MessageDigest.getInstance(names[1]).digest(bytes);
            String header = names[0] + " " + Base64.getEncoder().encodeToString(digest);
            expect(upload.patch(offset, bytes, "Upload-Checksum", header), 204);
            offset += bytes.length;
            digest[0]++;
            String wrong = names[0] + " " + Base64.getEncoder().encodeToString(digest);
            expect(upload.patch(offset, bytes, "Upload-Checksum", wrong), 460);
            assertThat(upload.offset()).isEqualTo(offset);
        }
        expect(upload.patch(offset, bytes, "Upload-Checksum", "crc32 AAAAAA=="), 400);
        assertThat(stored(upload)).hasSize(900_000);
    }

    @Test
    void terminationFreesEverything() {
        Tus upload = Tus.create(api, "{}");
        expect(upload.patch(0, new byte[9]), 204);
        expect(upload.terminate(), 204);
        expect(upload.terminate(), 410);
        expect(upload.head(), 410);
        expect(upload.patch(9, new byte[1]), 410);
        expect(api.get("/v1/videos/" + upload.videoId()), 404);
        assertThat(json(api.get("/v1/uploads/" + upload.id())).get("state").asText())
                .isEqualTo("CANCELLED");
        assertBytesGone(upload);
    }

    @Test
    void aPostMayStandForOtherMethods() {
        Tus upload = Tus.create(api, "{}");
        expect(
                Api.send(upload.request(
                                "X-HTTP-Method-Override",
                                "PATCH",
                                "Content-Type",
                                Tus.OFFSET_STREAM,
                                "Upload-Offset",
                                "0")
                        .POST(BodyPublishers.ofByteArray(new byte[4]))),
                204);
        expect(Api.send(upload.request("X-HTTP-Method-Override", "DELETE").POST(BodyPublishers.noBody())), 204);
        HttpResponse<byte[]> get = Api.send(upload.plain().GET());
        expect(get, 405);
        assertThat(get.headers().firstValue("Allow").orElseThrow()).contains("PATCH");
    }

    @Test
    void aPlainPutBringsTheWholeFile() {
        byte[] bytes = new byte[2_000_000];
        new Random(2).nextBytes(bytes);
        Tus upload = Tus.create(api, "{}");
        expect(upload.patch(0, new byte[7]), 204);
        expect(Api.send(upload.plain().PUT(BodyPublishers.ofByteArray(bytes))), 204);
        assertCompleted(upload, bytes.length);
        assertThat(stored(upload)).isEqualTo(bytes);

        Tus chunked = Tus.create(api, "{}");
        expect(Api.send(chunked.plain().PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)))), 204);
        assertCompleted(chunked, bytes.length);
        expect(Api.send(chunked.plain().PUT(BodyPublishers.ofByteArray(bytes))), 410);
    }

    @Test
    void bytesMayComeOverHttp2() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(3).nextBytes(bytes);
        Tus upload = Tus.create(api, "{\"size\":3000000}");
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
            HttpRequest first =
                    upload.request().method("HEAD", BodyPublishers.noBody()).build();
            assertThat(client.send(first, HttpResponse.BodyHandlers.discarding())
                            .version())
                    .isEqualTo(HttpClient.Version.HTTP_2);
            HttpRequest patch = upload.request("Content-Type", Tus.OFFSET_STREAM, "Upload-Offset", "0")
                    .method("PATCH", BodyPublishers.ofByteArray(bytes))
                    .build();
            HttpResponse<Void> answer = client.send(patch, HttpResponse.BodyHandlers.discarding());
            assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(answer.statusCode()).isEqualTo(204);
        }
        assertThat(stored(upload)).isEqualTo(bytes);
    }

    @Test
    void aCompletedUploadStillTellsSoButTakesNothing() {
        Tus upload = Tus.create(api, "{\"size\":5}");
        expect(upload.patch(0, new byte[5]), 204);
        assertCompleted(upload, 5);
        assertThat(upload.offset()).isEqualTo(5);
        expect(upload.patch(5, new byte[0]), 204);
        expect(upload.patch(5, new byte[1]), 410);
        expect(upload.declare(5), 410);
        expect(upload.terminate(), 410);
        expect(api.delete("/v1/uploads/" + upload.id()), 409);
        expect(api.delete("/v1/videos/" + upload.videoId()), 204);
        expect(api.get("/v1/uploads/" + upload.id()), 404);
        assertBytesGone(upload);
    }

    private long shownOffset(Tus upload) {
        return json(api.get("/v1/uploads/" + upload.id())).get("offset").asLong();
    }

    @Test
    void whatArrivedBeforeACutIsKept() {
        Tus upload = Tus.create(api, "{\"size\":1000000}");
        RawRequest patch = RawRequest.patch(upload.url(), 0, 1_000_000).send(new byte[400_000]);
        Polling.until("bytes arrive", SOON, () -> shownOffset(upload) > 0);
        patch.reset();
        Polling.until("the cut is noticed", SOON, () -> upload.head().statusCode() == 200);
        long offset = upload.offset();
        assertThat(offset).isBetween(1L, 400_000L);
        expect(upload.patch(offset, new byte[(int) (1_000_000 - offset)]), 204);
        assertCompleted(upload, 1_000_000);
    }

    @Test
    void cancellingOrDeletingTheVideoCutsTheBytesOff() {
        for (String how : new String[] {"uploads", "videos"}) {
            Tus upload = Tus.create(api, "{\"size\":1000000}");
            try (RawRequest patch = RawRequest.patch(upload.url(), 0, 1_000_000).send(new byte[1000])) {
                Polling.until("bytes arrive", SOON, () -> shownOffset(upload) == 1000);
                expect(api.delete("/v1/" + how + "/" + (how.equals("uploads") ? upload.id() : upload.videoId())), 204);
                assertThat(patch.statusLine()).startsWith("HTTP/1.1 410");
            }
            assertThat(json(api.get("/v1/uploads/" + upload.id())).get("state").asText())
                    .isEqualTo("CANCELLED");
            assertBytesGone(upload);
        }
    }

    @Test
    void whatTheSchemaCannotSayIsCheckedToo() {
        for (String wrong : new String[] {
            "{\"corsOrigin\":\"https://[[[\"}",
            "{\"inputUrl\":\"https://user:secret@example.com/x\"}",
            "{\"inputUrl\":\"https://example.com:25/x\"}",
            "{\"inputUrl\":\"https://example.com/x\",\"corsOrigin\":\"https://example.com\"}",
            "{\"inputUrl\":\"https://example.com/x\",\"size\":7}"
        }) {
            HttpResponse<byte[]> answer = api.post("/v1/uploads", wrong);
            expect(answer, 400);
            assertThat(json(answer).at("/errors/0/pointer").asText()).isIn("/corsOrigin", "/inputUrl", "/size");
        }
    }

    @Test
    void everyAnswerNamesItsRequest() {
        Tus upload = Tus.create(api, "{}");
        assertThat(upload.patch(0, new byte[1], "X-Request-Id", "mine-1")
                        .headers()
                        .firstValue("X-Request-Id"))
                .hasValue("mine-1");
        HttpResponse<byte[]> problem = upload.patch(0, new byte[1], "X-Request-Id", "mine-2");
        assertThat(json(problem).get("requestId").asText()).isEqualTo("mine-2");
    }

    private void assertCompleted(Tus upload, long size) {
        var got = json(api.get("/v1/uploads/" + upload.id()));
        assertThat(got.get("state").asText()).isEqualTo("COMPLETED");
        assertThat(got.get("offset").asLong()).isEqualTo(size);
        assertThat(got.get("size").asLong()).isEqualTo(size);
    }

    private static byte[] stored(Tus upload) {
        try {
            return Files.readAllBytes(file(upload));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void assertBytesGone(Tus upload) {
        Polling.until("the bytes of " + upload.id() + " are deleted", SOON, () -> Files.notExists(file(upload)));
    }

    private static Path file(Tus upload) {
        return SERVICES.data().resolve("storage/u").resolve(upload.id());
    }
}
