package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;
import tv.sluice.oidc.IdentityProvider;
import tv.sluice.oidc.Tokens;
import tv.sluice.oidc.User;

/** People sign in with the identity provider: invited, joined, with roles, of several tenants, removed; the provider changes keys and goes away. */
class PeopleIT {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private static IdentityProvider provider;
    private static SluiceProcess program;
    private static SluiceProcess second;
    private static Api admin;

    @BeforeAll
    static void start() throws IOException {
        provider = IdentityProvider.start();
        // Changes must be noticed at once although everything is remembered for long.
        Map<String, String> settings = new HashMap<>(provider.settings());
        settings.put("sluice.database.timeout", "30s");
        settings.put("sluice.member.memory", "1h");
        settings.put("sluice.member.seen-interval", "500ms");
        settings.put("sluice.oidc.refresh-pause", "1s");
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with(settings)
                .start()
                .awaitReady();
        second = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with(settings)
                .with(program.serverAddresses())
                .with("sluice.limits.address-failures", "50")
                .with(
                        "sluice.tenant.pepper-file",
                        program.data().resolve("secrets/api-key-pepper").toString())
                .start()
                .awaitReady();
        admin = program.api();
        Polling.until(
                "the provider is known",
                DEADLINE,
                () -> admin.anonymous().get("/console-config.json").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        second.close();
        program.close();
        provider.close();
    }

    private static User user(String name) {
        return provider.add(User.of(name, name + "@example.com"));
    }

    private static Api as(User user) {
        return admin.withKey(provider.accessToken(user));
    }

    private static HttpResponse<byte[]> get(Api api, String path, String... headers) {
        HttpRequest.Builder request = api.request(path).GET();
        return Api.send(headers.length == 0 ? request : request.headers(headers));
    }

    private static String invite(Api api, String email, String... roles) {
        HttpResponse<byte[]> answer =
                api.post("/v1/members", Tokens.json(Map.of("email", email, "roles", List.of(roles))));
        expect(answer, 201);
        assertThat(answer.headers().firstValue("Location"))
                .contains("/v1/members/" + json(answer).get("id").asText());
        return json(answer).get("id").asText();
    }

    /** A new tenant, its admin's key. */
    private static String newTenant(String name) {
        HttpResponse<byte[]> answer = admin.post("/v1/tenants", Tokens.json(Map.of("name", name)));
        expect(answer, 201);
        return json(answer).at("/apiKeys/0/secret").asText();
    }

    private static void refused(HttpResponse<byte[]> answer, int status, String code) {
        expect(answer, status);
        assertThat(json(answer).get("code").asText()).isEqualTo(code);
    }

    @Test
    void anInvitedPersonJoinsAtTheFirstSignIn() {
        User ada = provider.add(User.of("ada", "Ada@Example.com").named("Ada Lovelace"));
        refused(as(ada).get("/v1/videos"), 403, "not_a_member");
        String id = invite(admin, "ada@example.COM", "EDITOR");
        assertThat(json(admin.get("/v1/members/" + id)).get("state").asText()).isEqualTo("INVITED");
        refused(
                admin.post("/v1/members", "{\"email\":\"ADA@example.com\",\"roles\":[\"ANALYST\"]}"),
                409,
                "member_exists");

        refused(as(ada.unverified()).get("/v1/videos"), 403, "not_a_member");
        expect(as(ada).get("/v1/videos"), 200);

        JsonNode member = admin.await("/v1/members/" + id, each -> each.has("lastSeenAt"), DEADLINE);
        assertThat(member.get("state").asText()).isEqualTo("ACTIVE");
        assertThat(member.get("name").asText()).isEqualTo("Ada Lovelace");
        assertThat(member.get("email").asText()).isEqualTo("ada@example.COM");
        JsonNode whoami = json(as(ada).get("/v1/whoami"));
        assertThat(whoami.get("kind").asText()).isEqualTo("PERSON");
        assertThat(whoami.at("/person/subject").asText()).isEqualTo("ada");
        assertThat(whoami.at("/person/issuer").asText()).isEqualTo(provider.issuer());
        assertThat(whoami.get("roles")).hasSize(1).first().hasToString("\"EDITOR\"");
        assertThat(whoami.get("scopes").toString()).contains("videos:write").doesNotContain("api-keys");
        assertThat(whoami.get("tenants")).hasSize(1);
        assertThat(whoami.at("/tenant/id")).isEqualTo(whoami.at("/tenants/0/id"));

        // From now on it is this subject, whatever address it has; and nobody else with that address.
        expect(as(ada.withEmail("ada@elsewhere.example").unverified()).get("/v1/videos"), 200);
        User thief = provider.add(User.of("thief", "ada@example.com"));
        refused(as(thief).get("/v1/videos"), 403, "not_a_member");
    }

    @Test
    void anAddressThatOnlyTheUserinfoEndpointKnows() {
        User sofia = user("sofia");
        Map<String, Object> claims = provider.claims(sofia);
        claims.keySet().removeAll(List.of("email", "email_verified", "name"));
        Api api = admin.withKey(Tokens.sign(provider.key(), claims));
        String id = invite(admin, sofia.email(), "ANALYST");

        expect(api.get("/v1/videos"), 200);

        assertThat(json(admin.get("/v1/members/" + id)).get("name").asText()).isEqualTo("sofia");
    }

    @Test
    void badTokensAreRefusedWithTheReason() {
        User eve = user("eve");
        invite(admin, eve.email(), "OWNER");
        expect(as(eve).get("/v1/videos"), 200);
        long now = Instant.now().getEpochSecond();
        Map<String, Object> good = provider.claims(eve);
        Stream.of(
                        Map.entry("has expired", changed(good, "exp", now - 61)),
                        Map.entry("is not valid yet", changed(good, "nbf", now + 600)),
                        Map.entry("is meant for somebody else", changed(good, "aud", "another")),
                        Map.entry("is from another issuer", changed(good, "iss", "https://evil.example")))
                .forEach(each -> unauthorized(Tokens.sign(provider.key(), each.getValue()), each.getKey()));
        unauthorized(Tokens.sign(Tokens.newKey("RS256"), good), "does not publish");
        HmacKey publicKey = new HmacKey(provider.key().getPublicKey().getEncoded());
        unauthorized(
                Tokens.sign(Map.of("kid", provider.key().getKeyId()), "HS256", publicKey, good),
                "an algorithm that is not accepted");
        String[] parts = provider.accessToken(eve).split("\\.");
        unauthorized("eyJhbGciOiJub25lIn0." + parts[1] + ".", "an algorithm that is not accepted");
        unauthorized(parts[0] + "." + parts[1] + ".c2ln", "has a signature");
        unauthorized("a.b.c", "is not a signed JSON Web Token");
    }

    @Test
    void badTokensCountAsFailedCredentials() {
        User una = user("una");
        invite(admin, una.email(), "ANALYST");
        // From an address of its own, so that the other tests are not kept out.
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral("127.0.0.2"))
                .build();
        assertThat(status(client, provider.accessToken(una))).isEqualTo(200);
        List<Integer> statuses =
                Stream.generate(() -> status(client, "a.b.c")).limit(60).toList();

        assertThat(statuses).startsWith(401).endsWith(429).containsOnly(401, 429);
        assertThat(status(client, provider.accessToken(una)))
                .as("a token that was never good from there")
                .isEqualTo(429);
        expect(new Api(second.apiUrl(), provider.accessToken(una)).get("/v1/videos"), 200);
    }

    private static int status(HttpClient client, String token) {
        HttpRequest request =
                new Api(second.apiUrl(), token).request("/v1/videos").build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, Object> changed(Map<String, Object> claims, String name, Object value) {
        Map<String, Object> all = new HashMap<>(claims);
        all.put(name, value);
        return all;
    }

    private static void unauthorized(String token, String reason) {
        HttpResponse<byte[]> answer = admin.withKey(token).get("/v1/videos");
        refused(answer, 401, "unauthorized");
        assertThat(json(answer).get("detail").asText()).contains(reason);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("error=\"invalid_token\"");
    }

    @Test
    void aChangeIsKnownToAllProcessesAtOnce() {
        User kim = user("kim");
        String id = invite(admin, kim.email(), "ANALYST");
        Api here = as(kim);
        Api there = new Api(second.apiUrl(), here.key());
        for (Api api : List.of(here, there)) {
            expect(api.get("/v1/videos"), 200);
            refused(api.post("/v1/playback-ids", "{}"), 403, "forbidden");
        }

        HttpResponse<byte[]> before = admin.get("/v1/members/" + id);
        String tag = before.headers().firstValue("ETag").orElseThrow();
        expect(admin.patch("/v1/members/" + id, "{\"roles\":[\"EDITOR\"]}"), 200);
        expect(here.post("/v1/playback-ids", "{}"), 400);
        Polling.until(
                "the other process knows the new role",
                DEADLINE,
                () -> there.post("/v1/playback-ids", "{}").statusCode() == 400);
        expect(Api.send(admin.request("/v1/members/" + id).DELETE().header("If-Match", tag)), 412);

        expect(admin.delete("/v1/members/" + id), 204);
        refused(here.get("/v1/videos"), 403, "not_a_member");
        Polling.until(
                "the other process knows of the removal",
                DEADLINE,
                () -> there.get("/v1/videos").statusCode() == 403);
        expect(admin.get("/v1/members/" + id), 404);
        expect(admin.delete("/v1/members/" + id), 404);
    }

    @Test
    void theLastOwnerStays() {
        Api key = admin.withKey(newTenant("Owners"));
        User first = user("first-owner");
        User other = user("other-owner");
        String firstId = invite(key, first.email(), "OWNER");
        refused(key.delete("/v1/members/" + firstId), 409, "last_owner");
        expect(as(first).get("/v1/members"), 200);
        String otherId = invite(as(first), other.email(), "OWNER", "EDITOR");

        // Somebody who has never signed in may be nobody.
        refused(as(first).delete("/v1/members/" + firstId), 409, "last_owner");
        refused(as(first).patch("/v1/members/" + firstId, "{\"roles\":[\"EDITOR\"]}"), 409, "last_owner");
        expect(as(other).get("/v1/members"), 200);
        expect(as(first).patch("/v1/members/" + firstId, "{\"roles\":[\"EDITOR\"]}"), 200);
        refused(as(first).get("/v1/members"), 403, "forbidden");
        refused(as(other).delete("/v1/members/" + otherId), 409, "last_owner");
        expect(as(other).delete("/v1/members/" + firstId), 204);
    }

    @Test
    void nobodyGivesWhatHeDoesNotHave() {
        HttpResponse<byte[]> answer = admin.post(
                "/v1/api-keys",
                Tokens.json(Map.of("name", "Members only", "scopes", List.of("members:read", "members:write"))));
        expect(answer, 201);
        Api limited = admin.withKey(json(answer).get("secret").asText());
        for (String role : List.of("OWNER", "EDITOR", "PUBLISHER", "ANALYST", "AD_MANAGER")) {
            String body = Tokens.json(
                    Map.of("email", role.toLowerCase(Locale.ROOT) + "@example.com", "roles", List.of(role)));
            refused(limited.post("/v1/members", body), 403, "forbidden");
        }
        String id = invite(admin, "promoted@example.com", "AD_MANAGER");
        refused(limited.patch("/v1/members/" + id, "{\"roles\":[\"OWNER\"]}"), 403, "forbidden");
        expect(limited.delete("/v1/members/" + id), 204);
    }

    @Test
    void ofSeveralTenantsOneIsChosen() {
        User bo = user("bo");
        Api red = admin.withKey(newTenant("Red"));
        Api blue = admin.withKey(newTenant("Blue"));
        String foreign = json(admin.get("/v1/whoami")).at("/tenant/id").asText();
        invite(red, bo.email(), "OWNER");
        invite(blue, bo.email(), "ANALYST");
        String redId = json(red.get("/v1/whoami")).at("/tenant/id").asText();
        String blueId = json(blue.get("/v1/whoami")).at("/tenant/id").asText();

        refused(as(bo).get("/v1/videos"), 400, "tenant_required");
        JsonNode whoami = json(as(bo).get("/v1/whoami"));
        assertThat(whoami.get("tenants").findValuesAsText("name")).containsExactlyInAnyOrder("Red", "Blue");
        assertThat(whoami.get("scopes")).isEmpty();
        expect(get(as(bo), "/v1/members", "Sluice-Tenant", redId), 200);
        refused(get(as(bo), "/v1/members", "Sluice-Tenant", blueId), 403, "forbidden");
        expect(get(as(bo), "/v1/videos", "Sluice-Tenant", blueId), 200);
        refused(get(as(bo), "/v1/videos", "Sluice-Tenant", foreign), 404, "not_found");
        refused(get(as(bo), "/v1/videos", "Sluice-Tenant", "ten_00000000000000000000000009"), 404, "not_found");
        refused(get(as(bo), "/v1/videos", "Sluice-Tenant", "red"), 400, "invalid_request");
        refused(get(as(bo), "/v1/whoami", "Sluice-Tenant", foreign), 404, "not_found");
        JsonNode chosen = json(get(as(bo), "/v1/whoami", "Sluice-Tenant", blueId));
        assertThat(chosen.at("/tenant/name").asText()).isEqualTo("Blue");
        assertThat(chosen.get("roles")).hasSize(1).first().hasToString("\"ANALYST\"");
    }

    @Test
    void theTestEnvironmentIsAnotherWorld() {
        User tess = user("tess");
        Api key = admin.withKey(newTenant("Two worlds"));
        invite(key, tess.email(), "OWNER");
        HttpRequest.Builder create = as(tess).request("/v1/signing-keys")
                .header("Content-Type", "application/json")
                .header("Sluice-Environment", "TEST")
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"Tests\"}"));
        HttpResponse<byte[]> made = Api.send(create);
        expect(made, 201);
        String path = "/v1/signing-keys/" + json(made).get("id").asText();

        expect(get(as(tess), path, "Sluice-Environment", "TEST"), 200);
        expect(get(as(tess), path, "Sluice-Environment", "LIVE"), 404);
        expect(get(as(tess), path), 404);
        refused(get(as(tess), path, "Sluice-Environment", "test"), 400, "invalid_request");
        assertThat(json(get(as(tess), "/v1/whoami", "Sluice-Environment", "TEST"))
                        .get("environment")
                        .asText())
                .isEqualTo("TEST");
        assertThat(json(get(as(tess), "/v1/members", "Sluice-Environment", "TEST"))
                        .get("items"))
                .as("both worlds have the same people")
                .hasSize(1);
    }

    @Test
    void foreignMembersAreNotThere() {
        Api other = admin.withKey(newTenant("Neighbour"));
        String id = invite(admin, "neighbour@example.com", "ANALYST");

        expect(other.get("/v1/members/" + id), 404);
        expect(other.patch("/v1/members/" + id, "{\"roles\":[\"EDITOR\"]}"), 404);
        expect(other.delete("/v1/members/" + id), 404);
        assertThat(json(other.get("/v1/members")).get("items")).isEmpty();
        expect(admin.get("/v1/members/" + id), 200);
    }

    @Test
    void aNewTenantInvitesItsOwner() {
        HttpResponse<byte[]> answer =
                admin.post("/v1/tenants", Tokens.json(Map.of("name", "Given", "ownerEmail", "given@example.com")));
        expect(answer, 201);
        assertThat(json(answer).at("/owner/roles/0").asText()).isEqualTo("OWNER");
        assertThat(json(answer).at("/owner/state").asText()).isEqualTo("INVITED");

        JsonNode members = json(as(user("given")).get("/v1/members"));

        assertThat(members.at("/items/0/id")).isEqualTo(json(answer).at("/owner/id"));
        assertThat(members.at("/items/0/state").asText()).isEqualTo("ACTIVE");
    }

    @Test
    void theProviderChangesItsKeysAndGoesAway() throws IOException {
        User uma = user("uma");
        invite(admin, uma.email(), "ANALYST");
        String old = provider.accessToken(uma);
        expect(admin.withKey(old).get("/v1/videos"), 200);

        provider.rotate("ES256");
        Polling.until(
                "the new key is known",
                DEADLINE,
                () -> as(uma).get("/v1/videos").statusCode() == 200);
        expect(admin.withKey(old).get("/v1/videos"), 200);

        int requests = provider.keyRequests();
        for (int i = 0; i < 20; i++) {
            expect(
                    admin.withKey(Tokens.sign(Tokens.newKey("ES256"), provider.claims(uma)))
                            .get("/v1/videos"),
                    401);
        }
        assertThat(provider.keyRequests() - requests)
                .as("made-up keys do not make us ask all the time")
                .isLessThan(15);

        provider.stop();
        try {
            expect(as(uma).get("/v1/videos"), 200);
            provider.rotate("RS256");
            Polling.until("an unknown key cannot be judged without the provider", DEADLINE, () -> {
                HttpResponse<byte[]> answer = as(uma).get("/v1/videos");
                return answer.statusCode() == 503
                        && json(answer).get("code").asText().equals("identity_provider_unavailable");
            });
            expect(admin.withKey(old).get("/v1/videos"), 200);
            expect(admin.get("/v1/videos"), 200);
        } finally {
            provider.startAgain();
        }
        Polling.until(
                "the provider is asked again",
                DEADLINE,
                () -> as(uma).get("/v1/videos").statusCode() == 200);

        provider.withdrawOldKeys();
        Polling.until("tokens of a key that was withdrawn are no good", DEADLINE, () -> {
            // Whoever comes with an unknown key makes us look.
            admin.withKey(Tokens.sign(Tokens.newKey("RS256"), provider.claims(uma)))
                    .get("/v1/videos");
            return admin.withKey(old).get("/v1/videos").statusCode() == 401;
        });
    }

    @Test
    void theCodeFlowOfTheConsole() throws Exception {
        User cleo = user("cleo");
        invite(admin, cleo.email(), "OWNER");
        String back = "http://127.0.0.1/console";
        provider.allowRedirect(back);
        JsonNode config = json(admin.anonymous().get("/console-config.json"));
        String verifier = "v".repeat(43);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
        String ask = form(Map.of(
                "client_id",
                config.get("clientId").asText(),
                "response_type",
                "code",
                "scope",
                config.get("scopes").asText(),
                "redirect_uri",
                back,
                "state",
                "s1",
                "code_challenge",
                Base64.getUrlEncoder().withoutPadding().encodeToString(hash),
                "code_challenge_method",
                "S256"));
        URI authorize = URI.create(config.get("authorizationEndpoint").asText() + '?' + ask);
        expect(Api.send(HttpRequest.newBuilder(authorize)), 200);

        String first = code(ask, cleo);
        expect(token(config, first, back, "w".repeat(43)), 400);
        expect(token(config, first, back, verifier), 400);
        String code = code(ask, cleo);
        HttpResponse<byte[]> tokens = token(config, code, back, verifier);
        expect(tokens, 200);
        expect(token(config, code, back, verifier), 400);

        expect(admin.withKey(json(tokens).get("access_token").asText()).get("/v1/members"), 200);
        unauthorized(json(tokens).get("id_token").asText(), "is meant for somebody else");
    }

    /** Signs in on the provider's page, and takes the code out of the address that it leads back to. */
    private static String code(String ask, User user) {
        HttpResponse<byte[]> answer = post(provider.issuer() + "/login", ask + "&email=" + user.email());
        expect(answer, 302);
        String location = answer.headers().firstValue("Location").orElseThrow();
        assertThat(location).contains("state=s1");
        return location.replaceAll(".*[?&]code=([^&]+).*", "$1");
    }

    private static HttpResponse<byte[]> token(JsonNode config, String code, String back, String verifier) {
        return post(
                config.get("tokenEndpoint").asText(),
                form(Map.of(
                        "grant_type", "authorization_code",
                        "client_id", config.get("clientId").asText(),
                        "code", code,
                        "redirect_uri", back,
                        "code_verifier", verifier)));
    }

    private static HttpResponse<byte[]> post(String url, String form) {
        return Api.send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    @Test
    void theConsoleIsToldHowToSignIn() {
        HttpResponse<byte[]> answer = admin.anonymous().get("/console-config.json");

        JsonNode config = json(answer);
        assertThat(config.get("issuer").asText()).isEqualTo(provider.issuer());
        assertThat(config.get("clientId").asText()).isEqualTo(IdentityProvider.CLIENT);
        assertThat(config.get("scopes").asText()).isEqualTo("openid profile email");
        assertThat(config.get("authorizationEndpoint").asText()).isEqualTo(provider.issuer() + "/authorize");
        assertThat(config.get("tokenEndpoint").asText()).isEqualTo(provider.issuer() + "/token");
        assertThat(config.get("endSessionEndpoint").asText()).isEqualTo(provider.issuer() + "/logout");
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(answer.body()).asString().doesNotContainIgnoringCase("secret");
    }
}
