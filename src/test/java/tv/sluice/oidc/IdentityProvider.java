package tv.sluice.oidc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jose4j.jwk.PublicJsonWebKey;

/**
 * An OpenID Connect provider on 127.0.0.1 with the parts that a public client needs: discovery, keys, the authorization code flow with PKCE
 * (S256, required), refresh, userinfo, and logout started by the client. Anybody registered signs in with the e-mail address alone.
 */
public final class IdentityProvider implements AutoCloseable {
    /** The client id of the console. */
    public static final String CLIENT = "sluice-console";

    /** What access tokens are meant for. */
    public static final String AUDIENCE = "sluice-api";

    private final Map<String, User> users = new ConcurrentHashMap<>();
    private final Set<String> redirects = ConcurrentHashMap.newKeySet();
    private final List<PublicJsonWebKey> keys = new CopyOnWriteArrayList<>(List.of(Tokens.newKey("RS256")));
    private final AtomicInteger keyRequests = new AtomicInteger();
    private final int port;
    private HttpServer server;

    private IdentityProvider(HttpServer server) {
        this.server = server;
        this.port = server.getAddress().getPort();
    }

    /** A provider that listens. */
    public static IdentityProvider start() throws IOException {
        IdentityProvider provider = new IdentityProvider(bind(0));
        provider.serve();
        return provider;
    }

    private static HttpServer bind(int port) throws IOException {
        return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    }

    private void serve() {
        CodeFlow flow = new CodeFlow(this);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        handle("/.well-known/openid-configuration", exchange -> answer(exchange, 200, discovery()));
        handle("/keys", exchange -> {
            keyRequests.incrementAndGet();
            answer(exchange, 200, Tokens.keySet(keys));
        });
        handle("/authorize", flow::authorize);
        handle("/login", flow::login);
        handle("/token", flow::token);
        handle("/userinfo", flow::userinfo);
        handle("/logout", flow::logout);
        server.start();
    }

    /** What answers a request. */
    interface Page {
        void answer(HttpExchange exchange) throws IOException;
    }

    private void handle(String path, Page page) {
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Access-Control-Allow-Origin", "*");
                exchange.getResponseHeaders().set("Access-Control-Allow-Headers", "Authorization, Content-Type");
                if (exchange.getRequestMethod().equals("OPTIONS")) {
                    exchange.sendResponseHeaders(204, -1);
                } else {
                    page.answer(exchange);
                }
            }
        });
    }

    static void answer(HttpExchange exchange, int status, String json) throws IOException {
        send(exchange, status, "application/json", json);
    }

    static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String discovery() {
        return Tokens.json(Map.ofEntries(
                Map.entry("issuer", issuer()),
                Map.entry("authorization_endpoint", issuer() + "/authorize"),
                Map.entry("token_endpoint", issuer() + "/token"),
                Map.entry("userinfo_endpoint", issuer() + "/userinfo"),
                Map.entry("end_session_endpoint", issuer() + "/logout"),
                Map.entry("jwks_uri", issuer() + "/keys"),
                Map.entry("response_types_supported", List.of("code")),
                Map.entry("grant_types_supported", List.of("authorization_code", "refresh_token")),
                Map.entry("code_challenge_methods_supported", List.of("S256")),
                Map.entry("token_endpoint_auth_methods_supported", List.of("none")),
                Map.entry("subject_types_supported", List.of("public")),
                Map.entry("scopes_supported", List.of("openid", "profile", "email")),
                Map.entry("id_token_signing_alg_values_supported", List.of("RS256"))));
    }

    /** The configuration with which Sluice trusts this provider. */
    public Map<String, String> settings() {
        return Map.of(
                "sluice.oidc.issuer", issuer(),
                "sluice.oidc.client-id", CLIENT,
                "sluice.oidc.audience", AUDIENCE);
    }

    public String issuer() {
        return "http://127.0.0.1:" + port;
    }

    /** Registers somebody, or changes what is known of the subject. */
    public User add(User user) {
        users.put(user.subject(), user);
        return user;
    }

    /** Lets the console's client come back to this address after a sign-in or a logout. */
    public void allowRedirect(String uri) {
        redirects.add(uri);
    }

    boolean allows(String redirect) {
        return redirects.contains(redirect);
    }

    Optional<User> withEmail(String email) {
        return users.values().stream()
                .filter(user -> user.email().equalsIgnoreCase(email))
                .findFirst();
    }

    Optional<User> withSubject(String subject) {
        return Optional.ofNullable(users.get(subject));
    }

    /** A good access token for somebody, as the token endpoint gives it. */
    public String accessToken(User user) {
        return Tokens.sign(key(), claims(user));
    }

    /** The claims of a good access token, for changing. */
    public Map<String, Object> claims(User user) {
        return Tokens.claims(issuer(), AUDIENCE, user, Instant.now());
    }

    /** The key with which it signs now. */
    public PublicJsonWebKey key() {
        return keys.getLast();
    }

    /** Signs with a new key from now on; the old one stays published. */
    public void rotate(String algorithm) {
        keys.add(Tokens.newKey(algorithm));
    }

    /** Publishes only the key with which it signs now. */
    public void withdrawOldKeys() {
        keys.retainAll(List.of(key()));
    }

    /** How often the key set has been fetched. */
    public int keyRequests() {
        return keyRequests.get();
    }

    /** Is away from now on. */
    public void stop() {
        server.stop(0);
    }

    /** Is back at the same address. */
    public void startAgain() throws IOException {
        server = bind(port);
        serve();
    }

    @Override
    public void close() {
        stop();
    }
}
