package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tv.sluice.Api;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;
import tv.sluice.oidc.IdentityProvider;
import tv.sluice.oidc.Tokens;
import tv.sluice.oidc.User;

/** Operators of the installation act for a tenant only under a grant, which has a reason and an end and which the tenant sees. */
class OperatorIT {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private static IdentityProvider provider;
    private static SluiceProcess program;
    private static Api admin;
    /** An operator by the groups of the token. */
    private static Api operator;
    /** An operator by the verified address. */
    private static Api colleague;

    @BeforeAll
    static void start() throws IOException {
        provider = IdentityProvider.start();
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with(provider.settings())
                .with("sluice.database.timeout", "30s")
                .with("sluice.oidc.operator-value", "video-operators")
                .with("sluice.oidc.operators", "grace@example.com")
                .with("sluice.member.sweep-interval", "500ms")
                .start()
                .awaitReady();
        admin = program.api();
        Polling.until(
                "the provider is known",
                DEADLINE,
                () -> admin.anonymous().get("/console-config.json").statusCode() == 200);
        operator = as(User.of("olga", "olga@example.com").with("groups", List.of("staff", "video-operators")));
        colleague = as(User.of("grace", "Grace@example.com"));
    }

    @AfterAll
    static void stop() {
        program.close();
        provider.close();
    }

    private static Api as(User user) {
        return admin.withKey(provider.accessToken(provider.add(user)));
    }

    /** A tenant of its own for a test, with a person who owns it. */
    private record House(String id, Api key, Api owner) {
        static House named(String name) {
            String email = name.toLowerCase(Locale.ROOT) + "@example.com";
            HttpResponse<byte[]> made =
                    operator.post("/v1/tenants", Tokens.json(Map.of("name", name, "ownerEmail", email)));
            expect(made, 201);
            return new House(
                    json(made).at("/tenant/id").asText(),
                    admin.withKey(json(made).at("/apiKeys/0/secret").asText()),
                    as(User.of("owner-of-" + name, email)));
        }
    }

    private static String grant(Api by, House house, String access, int seconds) {
        HttpResponse<byte[]> made = by.post(
                "/v1/grants",
                Tokens.json(Map.of(
                        "tenantId", house.id(), "access", access, "reason", "Ticket 4711", "expiresIn", seconds)));
        expect(made, 201);
        return json(made).get("id").asText();
    }

    private static HttpResponse<byte[]> under(Api api, String grant, String method, String path, String body) {
        return Api.send(api.request(path)
                .header("Sluice-Grant", grant)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static HttpResponse<byte[]> under(Api api, String grant, String path) {
        return under(api, grant, "GET", path, "");
    }

    private static void refused(HttpResponse<byte[]> answer, int status, String code) {
        expect(answer, status);
        assertThat(json(answer).get("code").asText()).isEqualTo(code);
    }

    @Test
    void withoutAGrantAnOperatorSeesNoTenantsData() {
        House house = House.named("Alone");
        for (Api each : List.of(operator, colleague)) {
            expect(each.get("/v1/tenants/" + house.id()), 200);
            for (String path : List.of("/v1/videos", "/v1/members", "/v1/api-keys", "/v1/account", "/v1/events")) {
                refused(each.get(path), 403, "forbidden");
            }
            refused(
                    Api.send(each.request("/v1/videos")
                            .header("Sluice-Tenant", house.id())
                            .GET()),
                    404,
                    "not_found");
            JsonNode whoami = json(each.get("/v1/whoami"));
            assertThat(whoami.get("kind").asText()).isEqualTo("OPERATOR");
            assertThat(whoami.get("roles")).hasSize(1).first().hasToString("\"OPERATOR\"");
            assertThat(whoami.get("scopes"))
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrder("tenants:read", "tenants:write", "grants:read", "grants:write");
            assertThat(whoami.has("tenant")).isFalse();
        }
    }

    @Test
    void underAGrantToReadAnOperatorReads() {
        House house = House.named("Read");
        String grant = grant(operator, house, "READ", 600);

        for (String path : List.of("/v1/videos", "/v1/members", "/v1/api-keys", "/v1/account", "/v1/grants/" + grant)) {
            expect(under(operator, grant, path), 200);
        }
        for (String path : List.of("/v1/signing-keys", "/v1/playback-ids", "/v1/members", "/v1/api-keys")) {
            refused(under(operator, grant, "POST", path, "{}"), 403, "forbidden");
        }
        refused(under(operator, grant, "/v1/tenants"), 403, "forbidden");
        JsonNode whoami = json(under(operator, grant, "/v1/whoami"));
        assertThat(whoami.at("/grant/id").asText()).isEqualTo(grant);
        assertThat(whoami.at("/tenant/name").asText()).isEqualTo("Read");
    }

    @Test
    void underAGrantToWriteNothingOutlivesTheGrant() {
        House house = House.named("Write");
        String grant = grant(colleague, house, "WRITE", 600);

        expect(under(colleague, grant, "GET", "/v1/videos", ""), 200);
        expect(under(colleague, grant, "POST", "/v1/playback-ids", "{}"), 400);
        for (String path : List.of("/v1/api-keys", "/v1/members", "/v1/signing-keys", "/v1/webhooks", "/v1/grants")) {
            refused(under(colleague, grant, "POST", path, "{}"), 403, "forbidden");
        }
    }

    @Test
    void aGrantIsItsOperatorsAlone() {
        House house = House.named("Mine");
        String grant = grant(operator, house, "READ", 600);

        refused(under(colleague, grant, "/v1/videos"), 403, "grant_not_active");
        refused(under(house.owner(), grant, "/v1/videos"), 403, "not_an_operator");
        refused(under(house.key(), grant, "/v1/videos"), 403, "not_an_operator");
        refused(under(operator, "gra_00000000000000000000000000", "/v1/videos"), 403, "grant_not_active");
        refused(under(operator, "nonsense", "/v1/videos"), 403, "grant_not_active");
        Api noMore = as(User.of("olga", "olga@example.com"));
        refused(under(noMore, grant, "/v1/videos"), 403, "not_an_operator");
        expect(colleague.get("/v1/grants/" + grant), 404);
        refused(house.owner().post("/v1/grants", reason(house)), 403, "not_an_operator");
        refused(
                operator.post(
                        "/v1/grants",
                        Tokens.json(Map.of("tenantId", "ten_00000000000000000000000009", "reason", "Why"))),
                404,
                "not_found");
        operator = as(User.of("olga", "olga@example.com").with("groups", List.of("staff", "video-operators")));
    }

    private static String reason(House house) {
        return Tokens.json(Map.of("tenantId", house.id(), "reason", "Because"));
    }

    @Test
    void theTenantSeesGrantsAndEndsThem() {
        House house = House.named("Visible");
        House other = House.named("Elsewhere");
        String grant = grant(operator, house, "READ", 600);
        expect(under(operator, grant, "/v1/videos"), 200);
        Polling.until(
                "what the operator has read is in the tenant's audit",
                DEADLINE,
                () -> audited(house, grant).contains("listVideos"));

        JsonNode seen = json(house.owner().get("/v1/grants?state=ACTIVE")).get("items");
        assertThat(seen).hasSize(1);
        assertThat(seen.at("/0/id").asText()).isEqualTo(grant);
        assertThat(seen.at("/0/reason").asText()).isEqualTo("Ticket 4711");
        assertThat(seen.at("/0/operator").asText()).startsWith("per_").endsWith(" olga <olga@example.com>");
        assertThat(json(operator.get("/v1/grants?limit=100")).get("items").findValuesAsText("id"))
                .contains(grant);
        expect(other.owner().get("/v1/grants/" + grant), 404);
        expect(other.owner().delete("/v1/grants/" + grant), 404);

        expect(house.owner().delete("/v1/grants/" + grant), 204);

        refused(under(operator, grant, "/v1/videos"), 403, "grant_not_active");
        JsonNode ended = json(house.owner().get("/v1/grants/" + grant));
        assertThat(ended.get("state").asText()).isEqualTo("ENDED");
        assertThat(ended.has("endedAt")).isTrue();
        expect(house.owner().delete("/v1/grants/" + grant), 204);
        assertThat(eventsOf(house, grant)).containsExactly("grant.created", "grant.ended");

        String own = grant(operator, house, "READ", 600);
        expect(operator.delete("/v1/grants/" + own), 204);
        refused(under(operator, own, "/v1/videos"), 403, "grant_not_active");
    }

    @Test
    void aGrantExpires() throws SQLException {
        House house = House.named("Brief");
        String grant = grant(operator, house, "READ", 60);
        expect(under(operator, grant, "/v1/videos"), 200);

        // Nobody waits for a minute: the time that it has left is changed where it is written.
        shorten(house, grant);

        Polling.until(
                "the grant is no good any more",
                DEADLINE,
                () -> under(operator, grant, "/v1/videos").statusCode() == 403);
        Polling.until(
                "its end is in the journal",
                DEADLINE,
                () -> eventsOf(house, grant).contains("grant.expired"));
        assertThat(json(house.owner().get("/v1/grants/" + grant)).get("state").asText())
                .isEqualTo("EXPIRED");
        assertThat(json(house.owner().get("/v1/grants?state=EXPIRED")).get("items"))
                .hasSize(1);
        assertThat(json(house.owner().get("/v1/grants?state=ACTIVE")).get("items"))
                .isEmpty();
    }

    private static void shorten(House house, String grant) throws SQLException {
        try (Connection connection = connection();
                PreparedStatement update = connection.prepareStatement("update operator_grant"
                        + " set expires_at = utc_timestamp(6) - interval 1 second where tenant_id = ? and id = ?")) {
            update.setString(1, house.id());
            update.setString(2, grant);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void aProgramOfTheInstallationIsAnOperatorAsWell() {
        House house = House.named("Program");
        String grant = grant(admin, house, "READ", 600);

        assertThat(json(under(admin, grant, "/v1/whoami")).at("/tenant/id").asText())
                .isEqualTo(house.id());
        expect(under(admin, grant, "/v1/videos"), 200);
        expect(admin.delete("/v1/grants/" + grant), 204);
        refused(under(admin, grant, "/v1/videos"), 403, "grant_not_active");
    }

    /** What has been called under a grant, as the tenant's audit has it. */
    private static List<String> audited(House house, String grant) {
        try (Connection connection = connection();
                PreparedStatement query = connection.prepareStatement("select operation from journal"
                        + " where tenant_id = ? and grant_id = ? and actor_kind = 'OPERATOR' order by sequence")) {
            query.setString(1, house.id());
            query.setString(2, grant);
            List<String> operations = new ArrayList<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    operations.add(rows.getString(1));
                }
            }
            return operations;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Connection connection() throws SQLException {
        Map<String, String> addresses = program.serverAddresses();
        return DriverManager.getConnection(
                addresses.get("quarkus.datasource.jdbc.url"),
                addresses.get("quarkus.datasource.username"),
                addresses.get("quarkus.datasource.password"));
    }

    private static List<String> eventsOf(House house, String id) {
        JsonNode events =
                json(house.key().get("/v1/events?order=asc&limit=100")).get("items");
        return StreamSupport.stream(events.spliterator(), false)
                .filter(event -> event.at("/object/id").asText().equals(id))
                .map(event -> event.get("type").asText())
                .toList();
    }
}
