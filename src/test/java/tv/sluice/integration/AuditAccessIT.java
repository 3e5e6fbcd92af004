package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tv.sluice.Api;
import tv.sluice.Services;

/** Who sees the audit and may take changes back, and what is never in it. */
class AuditAccessIT {
    @RegisterExtension
    static final Services services = new Services();

    @Test
    void settingsWebhooksAndRolesAreTakenBackToo() {
        Api own = tenant("Settings");
        expect(own.patch("/v1/account", "{\"brand\":{\"displayName\":\"New\"},\"name\":\"Renamed\"}"), 200);
        JsonNode account = json(own.get("/v1/audit?operation=updateAccount")).at("/items/0");
        expect(own.post("/v1/audit/" + account.get("id").asText() + "/undo", ""), 200);
        JsonNode back = json(own.get("/v1/account"));
        assertThat(back.get("name").asText()).isEqualTo("Settings");
        assertThat(back.at("/brand/displayName").isMissingNode()).isTrue();
        Instant changed = Instant.parse(account.get("at").asText());
        JsonNode past = json(own.get("/v1/account?at=" + changed));
        assertThat(past.get("name").asText()).isEqualTo("Renamed");
        assertThat(names(past))
                .isSubsetOf(Set.of(
                        "id", "name", "state", "limits", "brand", "domains", "defaults", "createdAt", "updatedAt"));

        String webhook =
                id(own.post("/v1/webhooks", "{\"url\":\"https://example.com/a\",\"types\":[\"video.ready\"]}"));
        expect(own.patch("/v1/webhooks/" + webhook, "{\"types\":[\"video.*\"],\"description\":\"x\"}"), 200);
        undoLast(own, webhook);
        JsonNode restored = json(own.get("/v1/webhooks/" + webhook));
        assertThat(restored.get("types").toString()).isEqualTo("[\"video.ready\"]");
        assertThat(restored.has("description")).isFalse();

        String member = id(own.post("/v1/members", "{\"email\":\"ed@example.com\",\"roles\":[\"EDITOR\"]}"));
        expect(own.patch("/v1/members/" + member, "{\"roles\":[\"ANALYST\",\"PUBLISHER\"]}"), 200);
        undoLast(own, member);
        assertThat(json(own.get("/v1/members/" + member)).get("roles").toString())
                .isEqualTo("[\"EDITOR\"]");
    }

    @Test
    void whoMayNotWriteAnObjectMayNotTakeItsChangesBack() {
        Api own = tenant("Scopes");
        String video = json(own.post("/v1/uploads", "{\"video\":{\"title\":\"A\"}}"))
                .get("videoId")
                .asText();
        expect(own.patch("/v1/videos/" + video, "{\"title\":\"B\"}"), 200);
        String change = json(own.get("/v1/audit?operation=updateVideo"))
                .at("/items/0/id")
                .asText();
        Api auditor = own.withKey(secret(own, "audit:read", "audit:write"));
        expect(auditor.get("/v1/audit/" + change), 200);
        expect(auditor.post("/v1/audit/" + change + "/undo", ""), 403);
        expect(auditor.get("/v1/videos/" + video + "?at=" + Instant.now()), 403);
        Api editor = own.withKey(secret(own, "videos:read", "videos:write"));
        expect(editor.get("/v1/audit/" + change), 403);
        expect(editor.post("/v1/audit/" + change + "/undo", ""), 403);
        expect(editor.get("/v1/audit/export"), 403);
        expect(editor.get("/v1/videos/" + video + "?at=" + Instant.now()), 200);
    }

    @Test
    void anotherTenantAndAnotherEnvironmentSeeNothing() {
        String video = json(expected(services.api().post("/v1/uploads", "{\"video\":{\"title\":\"Mine\"}}"), 201))
                .get("videoId")
                .asText();
        expect(services.api().patch("/v1/videos/" + video, "{\"title\":\"Still mine\"}"), 200);
        JsonNode change =
                json(services.api().get("/v1/audit?objectId=" + video)).at("/items/0");
        Instant at = Instant.parse(change.get("at").asText());
        Api other = tenant("Strangers");
        Api test = other.withKey(secretOf(other, "{\"name\":\"T\",\"environment\":\"TEST\"}"));
        for (Api stranger : List.of(other, test)) {
            expect(stranger.get("/v1/audit/" + change.get("id").asText()), 404);
            expect(stranger.post("/v1/audit/" + change.get("id").asText() + "/undo", ""), 404);
            expect(stranger.get("/v1/videos/" + video + "?at=" + at), 404);
            expect(stranger.get("/v1/objects/" + video + "/history"), 404);
            expect(stranger.get("/v1/objects/" + video + "/difference"), 404);
            assertThat(json(stranger.get("/v1/audit?objectId=" + video)).get("items"))
                    .isEmpty();
            assertThat(new String(stranger.get("/v1/audit/export").body(), StandardCharsets.UTF_8))
                    .doesNotContain(video);
            assertThat(json(stranger.get("/v1/audit/verify")).get("valid").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void whatIsPublishedHasNoPast() {
        Api own = tenant("Published");
        String video = json(own.post("/v1/uploads", "{\"video\":{\"title\":\"A\"}}"))
                .get("videoId")
                .asText();
        String key =
                secretOf(own, "{\"name\":\"P\",\"kind\":\"PUBLISHABLE\",\"origins\":[\"https://www.example.com\"]}");
        HttpResponse<byte[]> refused = Api.send(own.withKey(key)
                .request("/v1/videos/" + video + "?at=" + Instant.now())
                .header("Origin", "https://www.example.com")
                .GET());
        expect(refused, 403);
    }

    @Test
    void noSecretIsWrittenDown() {
        Api own = tenant("Secrets");
        List<String> secrets = new ArrayList<>(List.of(String.valueOf(own.key())));
        secrets.add(secretOf(own, "{\"name\":\"Key\"}"));
        JsonNode key = json(own.get("/v1/api-keys")).at("/items/0");
        secrets.add(json(own.post("/v1/api-keys/" + key.get("id").asText() + "/rotate", "{}"))
                .get("secret")
                .asText());
        JsonNode upload = json(own.post("/v1/uploads", "{\"video\":{\"title\":\"A\"}}"));
        String url = upload.get("uploadUrl").asText();
        secrets.add(url.substring(url.lastIndexOf('/') + 1));
        secrets.add(json(own.post("/v1/signing-keys", "{\"name\":\"K\"}"))
                .get("privateKey")
                .asText()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow());
        JsonNode webhook =
                json(own.post("/v1/webhooks", "{\"url\":\"https://example.com/a\",\"types\":[\"video.*\"]}"));
        secrets.add(webhook.get("secret").asText());
        secrets.add(json(own.post("/v1/webhooks/" + webhook.get("id").asText() + "/rotate", "{}"))
                .get("secret")
                .asText());

        String export = new String(own.get("/v1/audit/export").body(), StandardCharsets.UTF_8);
        String events = new String(own.get("/v1/events?limit=100").body(), StandardCharsets.UTF_8);
        assertThat(export).contains("createApiKey", "createSigningKey", "createWebhook", "createUpload");
        assertThat(secrets).allSatisfy(secret -> {
            assertThat(secret).hasSizeGreaterThan(20);
            assertThat(export).doesNotContain(secret);
            assertThat(events).doesNotContain(secret);
        });
        assertThat(export).doesNotContain("PRIVATE KEY", "whsec_", "uploadUrl\":");
    }

    /** A caller who may do everything in a new tenant. */
    private static Api tenant(String name) {
        HttpResponse<byte[]> created = services.api().post("/v1/tenants", "{\"name\":\"" + name + "\"}");
        expect(created, 201);
        return services.api().withKey(json(created).at("/apiKeys/0/secret").asText());
    }

    private static String secret(Api own, String... scopes) {
        return secretOf(own, "{\"name\":\"Scoped\",\"scopes\":[\"" + String.join("\",\"", scopes) + "\"]}");
    }

    private static String secretOf(Api own, String key) {
        HttpResponse<byte[]> created = own.post("/v1/api-keys", key);
        expect(created, 201);
        return json(created).get("secret").asText();
    }

    private static void undoLast(Api own, String object) {
        String last =
                json(own.get("/v1/audit?objectId=" + object)).at("/items/0/id").asText();
        expect(own.post("/v1/audit/" + last + "/undo", ""), 200);
    }

    private static String id(HttpResponse<byte[]> created) {
        expect(created, 201);
        return json(created).get("id").asText();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static HttpResponse<byte[]> expected(HttpResponse<byte[]> answer, int status) {
        expect(answer, status);
        return answer;
    }
}
