package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
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
import tv.sluice.SluiceProcess;

/** Tenants from their provisioning to their end, over two processes. */
class TenantIT {
    private static final String NOBODY = "ten_zzzzzzzzzzzzzzzzzzzzzzzzzz";

    private static SluiceProcess program;
    private static SluiceProcess second;
    private static Api operator;

    @BeforeAll
    static void start() throws IOException {
        Map<String, String> settings = Map.of(
                "sluice.database.timeout",
                "30s",
                "sluice.tenant.key-memory",
                "5m",
                "sluice.tenant.clear-interval",
                "1s");
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
        operator = program.api();
    }

    @AfterAll
    static void stop() {
        second.close();
        program.close();
    }

    @Test
    void oneCallMakesATenantWithAllThatItBeginsWith() {
        HttpResponse<byte[]> answer = operator.post("/v1/tenants", """
                {"name":"Harbour TV","externalId":"crm-17","limits":{"storageBytes":1000000,"requestsPerMinute":600},
                 "brand":{"displayName":"Harbour","primaryColor":"#003366","texts":{"footer":"Ahoy"}},
                 "domains":["tv.harbour.example","harbour.example"],"defaults":{"playbackPolicy":"PUBLIC","tokenLifetime":60},
                 "apiKeys":[{"name":"cms"},{"name":"page","kind":"PUBLISHABLE","origins":["https://tv.harbour.example"]},
                            {"name":"ci","environment":"TEST","scopes":["videos:read"]}]}""");
        expect(answer, 201);
        JsonNode created = json(answer);
        String id = created.at("/tenant/id").asText();
        assertThat(answer.headers().firstValue("Location")).contains("/v1/tenants/" + id);
        assertThat(created.get("apiKeys"))
                .hasSize(3)
                .allSatisfy(key -> assertThat(key.get("secret").asText()).startsWith("sl"));
        JsonNode tenant = json(operator.get("/v1/tenants/" + id));
        assertThat(tenant).isEqualTo(created.get("tenant"));
        assertThat(tenant.get("state").asText()).isEqualTo("ACTIVE");
        assertThat(tenant.at("/limits/storageBytes").asLong()).isEqualTo(1_000_000);
        assertThat(tenant.get("domains").toString()).isEqualTo("[\"tv.harbour.example\",\"harbour.example\"]");
        assertThat(json(operator.get("/v1/tenants?externalId=crm-17"))
                        .at("/items/0/id")
                        .asText())
                .isEqualTo(id);

        Api cms = Keys.first(operator, created);
        JsonNode account = json(cms.get("/v1/account"));
        assertThat(account.get("id").asText()).isEqualTo(id);
        assertThat(account.at("/brand/texts/footer").asText()).isEqualTo("Ahoy");
        assertThat(json(cms.get("/v1/whoami")).at("/tenant/name").asText()).isEqualTo("Harbour TV");
        expect(cms.get("/v1/tenants"), 403);

        String video = json(cms.post("/v1/uploads", "{}")).get("videoId").asText();
        JsonNode names = json(cms.get("/v1/videos/" + video)).get("playbackIds");
        assertThat(names.at("/0/policy").asText()).as("the tenant's default").isEqualTo("PUBLIC");
        expect(operator.get("/v1/videos/" + video), 404);
        HttpResponse<byte[]> signed =
                cms.post("/v1/playback-ids", "{\"videoId\":\"" + video + "\",\"policy\":\"SIGNED\"}");
        String token = "{\"playbackId\":\"" + json(signed).get("id").asText() + "\"}";
        Instant expiry = Instant.parse(
                json(cms.post("/v1/playback-tokens", token)).get("expiresAt").asText());
        assertThat(Duration.between(Instant.now(), expiry)).isLessThanOrEqualTo(Duration.ofSeconds(60));

        HttpResponse<byte[]> page =
                Api.send(operator.withKey(created.at("/apiKeys/0/secret").asText())
                        .request("/v1/videos")
                        .header("Origin", "https://harbour.example")
                        .GET());
        assertThat(page.headers().firstValue("Access-Control-Allow-Origin")).contains("https://harbour.example");
    }

    @Test
    void whatCannotBeMadeAsAWholeLeavesNothingBehind() {
        Keys.tenant(operator, "{\"name\":\"First\",\"domains\":[\"taken.example\"],\"externalId\":\"taken\"}");
        HttpResponse<byte[]> refused = operator.post(
                "/v1/tenants",
                "{\"name\":\"Second\",\"externalId\":\"free\",\"domains\":[\"free.example\",\"taken.example\"]}");
        expect(refused, 409);
        assertThat(json(refused).at("/errors/0/pointer").asText()).isEqualTo("/domains/1");
        assertThat(json(operator.get("/v1/tenants?externalId=free")).get("items"))
                .isEmpty();
        expect(operator.post("/v1/tenants", "{\"name\":\"Third\",\"externalId\":\"taken\"}"), 409);
        HttpResponse<byte[]> badKey = operator.post(
                "/v1/tenants",
                "{\"name\":\"Fourth\",\"externalId\":\"free\",\"domains\":[\"free.example\"],"
                        + "\"apiKeys\":[{\"name\":\"a\"},{\"name\":\"b\",\"scopes\":[\"tenants:write\"]}]}");
        expect(badKey, 400);
        assertThat(json(badKey).at("/errors/0/pointer").asText()).isEqualTo("/apiKeys/1/scopes");
        Keys.tenant(operator, "{\"name\":\"Fifth\",\"externalId\":\"free\",\"domains\":[\"free.example\"]}");
    }

    @Test
    void nobodySetsWhatIsNotHisToSet() {
        for (String member : List.of(
                "\"tenantId\":\"ten_00000000000000000000000000\"",
                "\"id\":\"ten_00000000000000000000000000\"",
                "\"state\":\"ACTIVE\"",
                "\"createdAt\":\"2020-01-01T00:00:00Z\"",
                "\"version\":7")) {
            expect(operator.post("/v1/tenants", "{\"name\":\"x\"," + member + '}'), 400);
            expect(operator.patch("/v1/account", "{" + member + '}'), 400);
            expect(operator.post("/v1/api-keys", "{\"name\":\"x\"," + member + '}'), 400);
        }
        expect(operator.patch("/v1/account", "{\"limits\":{\"storageBytes\":null}}"), 400);
        expect(operator.patch("/v1/account", "{\"externalId\":\"mine\"}"), 400);
    }

    @Test
    void aPatchChangesWhatItNames() {
        JsonNode created = Keys.tenant(
                operator,
                "{\"name\":\"Before\",\"limits\":{\"storageBytes\":5,\"concurrentViewers\":7},"
                        + "\"brand\":{\"textColor\":\"#000000\",\"texts\":{\"a\":\"1\",\"b\":\"2\"}},\"domains\":[\"old.example\"]}");
        String path = "/v1/tenants/" + created.at("/tenant/id").asText();
        HttpResponse<byte[]> before = operator.get(path);
        HttpResponse<byte[]> changed = Api.send(operator.request(path)
                .header("Content-Type", "application/merge-patch+json")
                .header("If-Match", before.headers().firstValue("ETag").orElseThrow())
                .method(
                        "PATCH",
                        BodyPublishers.ofString("{\"limits\":{\"storageBytes\":null},\"domains\":[\"new.example\"],"
                                + "\"brand\":{\"texts\":{\"a\":null,\"c\":\"3\"}}}")));
        expect(changed, 200);
        assertThat(json(changed).get("limits").toString()).isEqualTo("{\"concurrentViewers\":7}");
        assertThat(json(changed).at("/brand/texts").toString()).isEqualTo("{\"b\":\"2\",\"c\":\"3\"}");
        assertThat(json(changed).at("/brand/textColor").asText()).isEqualTo("#000000");
        assertThat(json(changed).get("name").asText()).isEqualTo("Before");
        expect(
                Api.send(operator.request(path)
                        .header("Content-Type", "application/merge-patch+json")
                        .header("If-Match", before.headers().firstValue("ETag").orElseThrow())
                        .method("PATCH", BodyPublishers.ofString("{\"name\":\"Late\"}"))),
                412);
        Keys.tenant(operator, "{\"name\":\"Next\",\"domains\":[\"old.example\"]}");
        expect(operator.patch(path, "{\"domains\":[\"old.example\"]}"), 409);
        expect(operator.patch("/v1/tenants/" + NOBODY, "{\"name\":\"x\"}"), 404);
        Api own = Keys.first(operator, created);
        expect(own.patch("/v1/account", "{\"name\":\"After\"}"), 200);
        assertThat(json(operator.get(path)).get("name").asText()).isEqualTo("After");
    }

    @Test
    void aSuspendedTenantGetsNothingUntilItIsResumed() {
        JsonNode created = Keys.tenant(operator, "{\"name\":\"Late payer\"}");
        String path = "/v1/tenants/" + created.at("/tenant/id").asText();
        Api here = Keys.first(operator, created);
        Api there = new Api(second.apiUrl(), here.key());
        expect(here.get("/v1/videos"), 200);
        expect(there.get("/v1/videos"), 200);
        HttpResponse<byte[]> suspended =
                operator.post(path + "/suspend", "{\"playback\":\"STOP\",\"reason\":\"unpaid\"}");
        expect(suspended, 200);
        assertThat(json(suspended).get("state").asText()).isEqualTo("SUSPENDED");
        assertThat(json(suspended).at("/suspension/playback").asText()).isEqualTo("STOP");
        Instant since = Instant.now();
        assertThat(json(here.get("/v1/videos")).get("code").asText()).isEqualTo("tenant_suspended");
        expect(here.get("/v1/whoami"), 403);
        Polling.until(
                "the second process knows",
                Duration.ofSeconds(10),
                () -> there.get("/v1/videos").statusCode() == 403);
        assertThat(Duration.between(since, Instant.now())).isLessThan(Duration.ofSeconds(1));
        expect(operator.get("/v1/videos"), 200);
        HttpResponse<byte[]> resumed =
                Api.send(operator.request(path + "/resume").POST(BodyPublishers.noBody()));
        expect(resumed, 200);
        assertThat(json(resumed).get("state").asText()).isEqualTo("ACTIVE");
        assertThat(json(resumed).has("suspension")).isFalse();
        expect(here.get("/v1/videos"), 200);
    }

    @Test
    void whoIsSuspendedCanBeDeletedWithAllThatItHas() {
        JsonNode created =
                Keys.tenant(operator, "{\"name\":\"Gone\",\"externalId\":\"gone\",\"domains\":[\"gone.example\"]}");
        String path = "/v1/tenants/" + created.at("/tenant/id").asText();
        Api own = Keys.first(operator, created);
        expect(own.post("/v1/uploads", "{\"video\":{\"title\":\"last\"}}"), 201);
        expect(own.post("/v1/signing-keys", "{}"), 201);
        expect(operator.delete(path), 409);
        expect(operator.post(path + "/suspend", "{\"playback\":\"CONTINUE\"}"), 200);
        expect(operator.delete(path), 204);
        expect(own.get("/v1/videos"), 401);
        assertThat(json(operator.get(path)).get("state").asText()).isEqualTo("DELETED");
        expect(operator.delete(path), 409);
        expect(operator.post(path + "/suspend", "{\"playback\":\"CONTINUE\"}"), 409);
        Keys.tenant(operator, "{\"name\":\"Heir\",\"externalId\":\"gone\",\"domains\":[\"gone.example\"]}");
        Polling.until(
                "nothing is left",
                Duration.ofSeconds(60),
                () -> program.log().contains(created.at("/tenant/id").asText() + ": nothing of its data is left")
                        || second.log().contains(created.at("/tenant/id").asText() + ": nothing of its data is left"));
    }

    @Test
    void nobodyLocksHimselfOut() {
        String own = json(operator.get("/v1/whoami")).at("/tenant/id").asText();
        expect(operator.post("/v1/tenants/" + own + "/suspend", "{\"playback\":\"STOP\"}"), 409);
        expect(operator.delete("/v1/tenants/" + own), 409);
    }
}
