package tv.sluice.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static tv.sluice.Api.expect;
import static tv.sluice.Api.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.Api;
import tv.sluice.Polling;
import tv.sluice.SluiceProcess;
import tv.sluice.oidc.IdentityProvider;
import tv.sluice.oidc.Tokens;
import tv.sluice.oidc.User;

/** Every operation of the contract, called by a person of every role: allowed or not, as the role says. */
class RolesIT {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static final Set<String> CATALOGUE_READ =
            Set.of("Videos", "Uploads", "Jobs", "PlaybackIds", "Events", "Account");
    private static final Set<String> CATALOGUE_WRITE = Set.of("Videos", "Uploads", "PlaybackIds");

    private static IdentityProvider provider;
    private static SluiceProcess program;

    @BeforeAll
    static void start() throws IOException {
        provider = IdentityProvider.start();
        program = SluiceProcess.inTemporaryFolder()
                .withRoles("api")
                .with(provider.settings())
                .with("sluice.database.timeout", "30s")
                .with("sluice.oidc.operators", "operator@example.com")
                .start()
                .awaitReady();
        Polling.until(
                "the provider is known",
                Duration.ofSeconds(30),
                () -> program.api().anonymous().get("/console-config.json").statusCode() == 200);
    }

    @AfterAll
    static void stop() {
        program.close();
        provider.close();
    }

    /** An operation, and how it is called without any effect: for ids that nobody has, with an empty body. */
    private record Operation(
            String id, String method, String path, String tag, boolean reads, String mediaType, boolean scopeless) {
        /** The status of the answer, which itself is not read: it may have no end. */
        int status(Api api) throws IOException {
            HttpResponse<InputStream> answer = send(api.request(path)
                    .header("Content-Type", mediaType.isEmpty() ? "application/json" : mediaType)
                    .method(method, mediaType.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString("{}"))
                    .build());
            answer.body().close();
            return answer.statusCode();
        }

        private static HttpResponse<InputStream> send(HttpRequest request) throws IOException {
            try {
                return CLIENT.send(request, BodyHandlers.ofInputStream());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static List<Operation> operations() throws IOException {
        JsonNode contract = new ObjectMapper(new YAMLFactory())
                .readTree(Path.of("openapi/openapi.yaml").toFile());
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : contract.get("paths").properties()) {
            for (Map.Entry<String, JsonNode> entry : path.getValue().properties()) {
                JsonNode node = entry.getValue();
                if (METHODS.contains(entry.getKey()) && path.getKey().startsWith("/v1/") && !node.has("security")) {
                    operations.add(operation(path.getKey(), entry.getKey(), node));
                }
            }
        }
        assertThat(operations).hasSizeGreaterThan(40);
        return operations;
    }

    private static Operation operation(String path, String method, JsonNode node) {
        JsonNode content = node.at("/requestBody/content");
        String scope = node.path("x-scope").asText();
        boolean named = scope.contains(":");
        return new Operation(
                node.get("operationId").asText(),
                method.toUpperCase(Locale.ROOT),
                // No id of any kind: refused as such, after the question whether the role allows the operation.
                path.replaceAll("\\{[^}]+}", "nothing"),
                named ? tag(scope) : node.get("tags").get(0).asText(),
                named ? scope.endsWith(":read") : method.equals("get"),
                content.isEmpty() ? "" : content.fieldNames().next(),
                scope.equals("none"));
    }

    /** The tag that a scope goes with, e.g. {@code PlaybackIds} for {@code playback-ids:read}. */
    private static String tag(String scope) {
        return Stream.of(scope.substring(0, scope.indexOf(':')).split("-"))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static boolean mayCall(String role, Operation operation) {
        if (operation.scopeless()) {
            return true;
        }
        String tag = operation.tag();
        return switch (role) {
            case "OWNER" -> !tag.equals("Tenants");
            case "EDITOR" -> (operation.reads() ? CATALOGUE_READ : CATALOGUE_WRITE).contains(tag);
            case "PUBLISHER" ->
                Set.of("PlaybackTokens", "SigningKeys", "Webhooks").contains(tag) || mayCall("EDITOR", operation);
            case "ANALYST" ->
                operation.reads() && !Set.of("Tenants", "ApiKeys", "Members").contains(tag);
            case "AD_MANAGER" ->
                operation.reads() && Set.of("Videos", "Account").contains(tag);
            case "OPERATOR" -> Set.of("Tenants", "Grants").contains(tag);
            default -> throw new IllegalArgumentException(role);
        };
    }

    private static Api person(String role) {
        return role.equals("OPERATOR") ? whoever("operator") : whoever(role.toLowerCase(Locale.ROOT), role);
    }

    private static Api whoever(String name, String... roles) {
        User user = provider.add(User.of(name, name + "@example.com"));
        if (roles.length > 0) {
            String invite = Tokens.json(Map.of("email", user.email(), "roles", List.of(roles)));
            expect(program.api().post("/v1/members", invite), 201);
        }
        return program.api().withKey(provider.accessToken(user));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OWNER", "EDITOR", "PUBLISHER", "ANALYST", "AD_MANAGER", "OPERATOR"})
    void eachOperation(String role) throws IOException {
        Api api = person(role);
        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations()) {
            int status = operation.status(api);
            if ((status == 403) == mayCall(role, operation) || status == 401 || status >= 500) {
                wrong.add(operation.id() + " → " + status);
            }
        }
        assertThat(wrong)
                .as("operations that are not as the role %s says", role)
                .isEmpty();
    }

    @Test
    void scopesAreSpelledOut() {
        JsonNode whoami = json(whoever("both", "PUBLISHER", "AD_MANAGER").get("/v1/whoami"));

        assertThat(whoami.get("scopes")).extracting(JsonNode::asText).contains("webhooks:write", "videos:write");
        assertThat(whoami.get("scopes"))
                .extracting(JsonNode::asText)
                .doesNotContain("*", "members:read", "api-keys:read");
    }
}
