package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.Polling;
import tv.sluice.RawRequest;
import tv.sluice.SluiceProcess;

/** API keys as their holders meet them: scopes, environments, origins, expiry, rotation and revocation, over two processes. */
class ApiKeyIT {
    private static final String PAGE = "https://www.example.com";
    private static final String NOBODY = "zzzzzzzzzzzzzzzzzzzzzzzzzz";

    private static SluiceProcess program;
    private static SluiceProcess second;
    private static Api api;

    @BeforeAll
    static void start() throws IOException {
        // A key that is remembered for long is forgotten in time only by being told.
        Map<String, String> settings = Map.of("sluice.database.timeout", "30s", "sluice.tenant.key-memory", "5m");
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with(settings)
                .start()
                .awaitReady();
        second = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with(settings)
                .with(program.serverAddresses())
                .with(
                        "sluice.tenant.pepper-file",
                        program.data().resolve("secrets/api-key-pepper").toString())
                .start()
                .awaitReady();
        api = program.api();
    }

    @AfterAll
    static void stop() {
        second.close();
        program.close();
    }

    @Test
    void aScopeOpensItsOwnOperationsOnly() {
        Map<String, String> lists = Map.of(
                "videos:read", "/v1/videos",
                "uploads:read", "/v1/uploads",
                "jobs:read", "/v1/jobs",
                "playback-ids:read", "/v1/playback-ids",
                "signing-keys:read", "/v1/signing-keys",
                "api-keys:read", "/v1/api-keys",
                "account:read", "/v1/account",
                "tenants:read", "/v1/tenants");
        lists.forEach((scope, path) -> {
            Api narrow = Keys.with(api, '"' + scope + '"');
            lists.values().forEach(each -> {
                HttpResponse<byte[]> answer = narrow.get(each);
                assertThat(answer.statusCode()).as("%s with %s", each, scope).isEqualTo(each.equals(path) ? 200 : 403);
            });
            assertThat(json(narrow.get("/v1/whoami")).at("/scopes/0").asText()).isEqualTo(scope);
            assertThat(narrow.post("/v1/signing-keys", "{}").statusCode())
                    .as("a write with %s", scope)
                    .isEqualTo(403);
        });
        Api writer = Keys.with(api, "\"signing-keys:write\"");
        expect(writer.post("/v1/signing-keys", "{}"), 201);
        expect(writer.get("/v1/signing-keys"), 403);
    }

    @Test
    void everythingInATenantIsNotTheInstallation() {
        Api all = Keys.with(api, "\"*\"");
        expect(all.get("/v1/videos"), 200);
        expect(all.get("/v1/tenants"), 403);
        expect(all.post("/v1/tenants", "{\"name\":\"Mine\"}"), 403);
        assertThat(json(all.get("/v1/whoami")).get("scopes").toString())
                .contains("videos:write", "api-keys:write")
                .doesNotContain("tenants", "*");
    }

    @Test
    void nobodyGivesOrRenewsWhatHeHasNot() {
        Api keeper = Keys.with(api, "\"api-keys:write\",\"api-keys:read\",\"videos:read\"");
        expect(keeper.post("/v1/api-keys", "{\"name\":\"x\",\"scopes\":[\"videos:read\"]}"), 201);
        expect(keeper.post("/v1/api-keys", "{\"name\":\"x\",\"scopes\":[\"videos:write\"]}"), 403);
        expect(keeper.post("/v1/api-keys", "{\"name\":\"x\"}"), 403);
        expect(keeper.post("/v1/api-keys", "{\"name\":\"x\",\"scopes\":[\"tenants:read\"]}"), 403);
        String strong = Keys.create(api, "{\"name\":\"strong\"}").get("id").asText();
        expect(keeper.post("/v1/api-keys/" + strong + "/rotate", "{}"), 403);
        expect(keeper.patch("/v1/api-keys/" + strong, "{\"expiresAt\":null}"), 403);
        expect(api.post("/v1/api-keys", "{\"name\":\"x\",\"scopes\":[\"time:read\"]}"), 400);
    }

    @Test
    void theSecretIsShownOnceAndNobodyIsToldMore() {
        JsonNode created = Keys.create(api, "{\"name\":\"once\"}");
        String secret = created.get("secret").asText();
        assertThat(secret).startsWith("slk_");
        assertThat(created.get("hint").asText()).isEqualTo("slk_…" + secret.substring(secret.length() - 4));
        String path = "/v1/api-keys/" + created.get("id").asText();
        HttpResponse<byte[]> shown = api.get(path);
        assertThat(new String(shown.body(), java.nio.charset.StandardCharsets.UTF_8))
                .doesNotContain(secret);
        assertThat(json(shown).has("secret")).isFalse();
        assertThat(json(api.get("/v1/api-keys?limit=100")).toString()).doesNotContain(secret);
        expect(api.withKey(secret.substring(0, secret.length() - 1) + 'A').get("/v1/videos"), 401);
    }

    @Test
    void aChangeNeedsTheVersionThatItMeans() {
        String path = "/v1/api-keys/"
                + Keys.create(api, "{\"name\":\"old\"}").get("id").asText();
        String tag = api.get(path).headers().firstValue("ETag").orElseThrow();
        HttpResponse<byte[]> changed = Api.send(api.request(path)
                .header("Content-Type", "application/merge-patch+json")
                .header("If-Match", tag)
                .method("PATCH", java.net.http.HttpRequest.BodyPublishers.ofString("{\"name\":\"new\"}")));
        expect(changed, 200);
        assertThat(json(changed).get("name").asText()).isEqualTo("new");
        expect(Api.send(api.request(path).header("If-Match", tag).DELETE()), 412);
        expect(api.patch(path, "{\"scopes\":[\"*\"]}"), 400);
        expect(api.patch(path, "{\"tenantId\":\"ten_00000000000000000000000000\"}"), 400);
        expect(api.patch(path, "{\"origins\":[\"" + PAGE + "\"]}"), 400);
    }

    @Test
    void testDataAreAWorldOfTheirOwn() {
        JsonNode created = Keys.create(api, "{\"name\":\"t\",\"environment\":\"TEST\"}");
        Api test = api.withKey(created.get("secret").asText());
        String live = json(api.post("/v1/uploads", "{\"video\":{\"title\":\"live\"}}"))
                .get("videoId")
                .asText();
        String inTest = json(test.post("/v1/uploads", "{\"video\":{\"title\":\"test\"}}"))
                .get("videoId")
                .asText();
        expect(api.get("/v1/videos/" + live), 200);
        expect(test.get("/v1/videos/" + live), 404);
        expect(test.patch("/v1/videos/" + live, "{\"title\":\"mine\"}"), 404);
        expect(test.delete("/v1/videos/" + live), 404);
        expect(test.get("/v1/videos/" + inTest), 200);
        expect(api.get("/v1/videos/" + inTest), 404);
        assertThat(json(test.get("/v1/videos")).toString()).contains(inTest).doesNotContain(live);
        assertThat(json(test.get("/v1/whoami")).get("environment").asText()).isEqualTo("TEST");

        String liveKey = Keys.create(api, "{\"name\":\"l\"}").get("id").asText();
        expect(test.get("/v1/api-keys/" + liveKey), 404);
        expect(test.delete("/v1/api-keys/" + liveKey), 404);
        expect(test.post("/v1/api-keys", "{\"name\":\"x\",\"environment\":\"LIVE\"}"), 403);
        assertThat(Keys.create(test, "{\"name\":\"x\"}").get("environment").asText())
                .isEqualTo("TEST");
        expect(test.patch("/v1/account", "{\"name\":\"Mine\"}"), 403);
    }

    @Test
    void aPublishableKeyIsForPagesOfItsOrigins() {
        JsonNode created =
                Keys.create(api, "{\"name\":\"page\",\"kind\":\"PUBLISHABLE\",\"origins\":[\"" + PAGE + "\"]}");
        String key = created.get("secret").asText();
        assertThat(key).startsWith("slp_");
        HttpResponse<byte[]> admitted = from(PAGE, key, "/v1/videos");
        expect(admitted, 200);
        assertThat(admitted.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(admitted.headers().firstValue("Vary")).contains("Origin");
        HttpResponse<byte[]> other = from("https://www.example.org", key, "/v1/videos");
        expect(other, 403);
        assertThat(json(other).get("code").asText()).isEqualTo("origin_not_allowed");
        assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
        HttpResponse<byte[]> none = api.withKey(key).get("/v1/videos");
        assertThat(json(none).get("code").asText()).isEqualTo("origin_not_allowed");
        expect(from(PAGE, key, "/v1/playback-ids"), 200);
        expect(from(PAGE, key, "/v1/videos/vid_" + NOBODY), 404);
        expect(from(PAGE, key, "/v1/uploads"), 403);
        expect(from(PAGE, key, "/v1/api-keys"), 403);
        HttpResponse<byte[]> secret = from(PAGE, program.adminKey(), "/v1/videos");
        expect(secret, 200);
        assertThat(secret.headers().firstValue("Access-Control-Allow-Origin"))
                .as("an answer to a secret key is no page's")
                .isEmpty();
        expect(api.post("/v1/api-keys", "{\"name\":\"x\",\"kind\":\"PUBLISHABLE\"}"), 400);
    }

    /** A browser's question carries no key; HttpClient refuses to send it. */
    @Test
    void aPageMayAskWhetherItMayCall() {
        try (RawRequest preflight = RawRequest.open(
                program.apiUrl().resolve("/v1/videos").toString(),
                "OPTIONS",
                "Origin: " + PAGE,
                "Access-Control-Request-Method: GET",
                "Access-Control-Request-Headers: authorization",
                "Connection: close")) {
            assertThat(preflight.statusLine()).contains("204");
            String head = preflight.statusLine();
            StringBuilder headers = new StringBuilder();
            for (String line = head; !line.isEmpty(); line = preflight.statusLine()) {
                headers.append(line.toLowerCase(java.util.Locale.ROOT)).append('\n');
            }
            assertThat(headers).contains("access-control-allow-origin: " + PAGE);
            assertThat(headers).containsPattern("access-control-allow-headers: .*authorization");
            assertThat(headers).doesNotContain("access-control-allow-credentials");
        }
    }

    @Test
    void anExpiredKeyIsNoKey() {
        String until = Instant.now().plusSeconds(3).toString();
        JsonNode created = Keys.create(api, "{\"name\":\"brief\",\"expiresAt\":\"" + until + "\"}");
        Api brief = api.withKey(created.get("secret").asText());
        expect(brief.get("/v1/videos"), 200);
        Polling.until(
                "the key has expired",
                Duration.ofSeconds(30),
                () -> brief.get("/v1/videos").statusCode() == 401);
        assertThat(json(brief.get("/v1/videos")).get("detail").asText()).contains("expired");
        assertThat(json(api.get("/v1/api-keys/" + created.get("id").asText()))
                        .get("state")
                        .asText())
                .isEqualTo("EXPIRED");
        assertThat(json(api.get("/v1/api-keys?state=EXPIRED&limit=100")).toString())
                .contains(created.get("id").asText());
        expect(api.post("/v1/api-keys", "{\"name\":\"x\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}"), 400);
    }

    @Test
    void aReplacedKeyWorksUntilTheOverlapEnds() {
        JsonNode old = Keys.create(api, "{\"name\":\"turning\",\"scopes\":[\"videos:read\"]}");
        String path = "/v1/api-keys/" + old.get("id").asText();
        HttpResponse<byte[]> rotated = api.post(path + "/rotate", "{\"overlap\":3600}");
        expect(rotated, 201);
        assertThat(json(rotated).get("scopes").toString()).isEqualTo("[\"videos:read\"]");
        assertThat(json(rotated).get("name").asText()).isEqualTo("turning");
        Api before = api.withKey(old.get("secret").asText());
        Api after = api.withKey(json(rotated).get("secret").asText());
        expect(before.get("/v1/videos"), 200);
        expect(after.get("/v1/videos"), 200);
        assertThat(json(api.get(path)).get("replacedBy").asText())
                .isEqualTo(json(rotated).get("id").asText());
        expect(api.post(path + "/rotate", "{}"), 409);

        String next = "/v1/api-keys/" + json(rotated).get("id").asText();
        expect(api.post(next + "/rotate", "{\"overlap\":0}"), 201);
        expect(after.get("/v1/videos"), 401);
        expect(api.post("/v1/api-keys/apk_" + NOBODY + "/rotate", "{}"), 404);
    }

    @Test
    void aRevokedKeyStopsInAllProcessesWithinASecond() {
        JsonNode created = Keys.create(api, "{\"name\":\"leaked\"}");
        String path = "/v1/api-keys/" + created.get("id").asText();
        Api here = api.withKey(created.get("secret").asText());
        Api there = new Api(second.apiUrl(), created.get("secret").asText());
        expect(here.get("/v1/videos"), 200);
        expect(there.get("/v1/videos"), 200);
        expect(api.delete(path), 204);
        Instant revoked = Instant.now();
        expect(here.get("/v1/videos"), 401);
        Polling.until(
                "the second process knows",
                Duration.ofSeconds(10),
                () -> there.get("/v1/videos").statusCode() == 401);
        assertThat(Duration.between(revoked, Instant.now())).isLessThan(Duration.ofSeconds(1));
        assertThat(json(api.get(path)).get("state").asText()).isEqualTo("REVOKED");
        expect(api.delete(path), 204);
        expect(api.patch(path, "{\"name\":\"again\"}"), 409);
    }

    @Test
    void itIsKnownWhenAKeyWasLastUsed() {
        JsonNode created = Keys.create(api, "{\"name\":\"used\"}");
        String path = "/v1/api-keys/" + created.get("id").asText();
        assertThat(json(api.get(path)).has("lastUsedAt")).isFalse();
        expect(api.withKey(created.get("secret").asText()).get("/v1/videos"), 200);
        JsonNode used = api.await(path, key -> key.has("lastUsedAt"), Duration.ofSeconds(20));
        Instant at = Instant.parse(used.get("lastUsedAt").asText());
        assertThat(at.getEpochSecond() % 60).isZero();
        assertThat(Duration.between(at, Instant.now())).isLessThan(Duration.ofMinutes(2));
    }

    @Test
    void aListGoesOnWhereItStopped() {
        List<String> made = List.of(
                Keys.create(api, "{\"name\":\"one\"}").get("id").asText(),
                Keys.create(api, "{\"name\":\"two\"}").get("id").asText());
        JsonNode first = json(api.get("/v1/api-keys?limit=1"));
        JsonNode next = json(api.get(
                "/v1/api-keys?limit=100&cursor=" + first.get("nextCursor").asText()));
        assertThat(first.toString() + next).contains(made);
        assertThat(next.toString()).doesNotContain(first.at("/items/0/id").asText());
    }

    private static HttpResponse<byte[]> from(String origin, String key, String path) {
        return Api.send(api.withKey(key).request(path).header("Origin", origin).GET());
    }
}
