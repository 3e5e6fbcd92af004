package tv.sluice.oidc;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The provider's pages and endpoints of the authorization code flow (RFC 6749, RFC 7636, OpenID Connect Core and RP-Initiated Logout). */
final class CodeFlow {
    private static final String PAGE = "text/html; charset=utf-8";
    private static final String STYLE = "<meta name=viewport content='width=device-width'><title>Sign in</title>"
            + "<style>body{font:1rem sans-serif;margin:4rem auto;max-width:20rem}input,button{font:inherit;width:100%;"
            + "margin:.5rem 0;padding:.5rem;box-sizing:border-box}</style>";

    /** Who may have tokens for a code, and how they must ask. */
    private record Code(User user, String redirect, String challenge, String nonce) {}

    private final IdentityProvider provider;
    private final Map<String, Code> codes = new ConcurrentHashMap<>();
    private final Map<String, User> refreshTokens = new ConcurrentHashMap<>();

    CodeFlow(IdentityProvider provider) {
        this.provider = provider;
    }

    /** Asks who it is; whoever calls this wrongly is told here, as the address to go back to cannot be trusted. */
    void authorize(HttpExchange exchange) throws IOException {
        Form asked = Form.query(exchange);
        String wrong = fault(asked);
        if (wrong != null) {
            IdentityProvider.send(exchange, 400, PAGE, "<!doctype html>" + STYLE + "<p>" + wrong + "</p>");
            return;
        }
        StringBuilder page = new StringBuilder("<!doctype html><html lang=en>" + STYLE
                + "<main><h1>Sign in</h1><form method=post action=/login><label>E-mail address"
                + "<input name=email type=email autocomplete=username required autofocus></label>");
        asked.fields()
                .forEach((name, value) -> page.append("<input type=hidden name='")
                        .append(escape(name))
                        .append("' value='")
                        .append(escape(value))
                        .append("'>"));
        IdentityProvider.send(exchange, 200, PAGE, page + "<button>Sign in</button></form></main></html>");
    }

    private @Nullable String fault(Form asked) {
        if (!asked.get("client_id").equals(IdentityProvider.CLIENT) || !provider.allows(asked.get("redirect_uri"))) {
            return "Unknown client or redirect_uri";
        }
        if (!asked.get("response_type").equals("code")
                || !(" " + asked.get("scope") + " ").contains(" openid ")
                || !asked.get("code_challenge_method").equals("S256")
                || asked.get("code_challenge").length() != 43
                || asked.get("state").isEmpty()) {
            return "Expected response_type=code, scope with openid, state, and a code_challenge with S256";
        }
        return null;
    }

    void login(HttpExchange exchange) throws IOException {
        Form form = Form.body(exchange);
        String wrong = fault(form);
        if (wrong != null) {
            IdentityProvider.send(exchange, 400, PAGE, wrong);
            return;
        }
        User user = provider.withEmail(form.get("email")).orElse(null);
        if (user == null) {
            go(exchange, form.get("redirect_uri"), "error=access_denied&state=" + Form.encode(form.get("state")));
            return;
        }
        String code = UUID.randomUUID().toString();
        codes.put(code, new Code(user, form.get("redirect_uri"), form.get("code_challenge"), form.get("nonce")));
        go(exchange, form.get("redirect_uri"), "code=" + code + "&state=" + Form.encode(form.get("state")));
    }

    private static void go(HttpExchange exchange, String to, String query) throws IOException {
        exchange.getResponseHeaders().set("Location", to + (to.contains("?") ? "&" : "?") + query);
        exchange.sendResponseHeaders(302, -1);
    }

    void token(HttpExchange exchange) throws IOException {
        Form form = Form.body(exchange);
        if (!form.get("client_id").equals(IdentityProvider.CLIENT)) {
            refuse(exchange, "invalid_client");
            return;
        }
        switch (form.get("grant_type")) {
            case "authorization_code" -> {
                // A code is good once.
                Code code = codes.remove(form.get("code"));
                if (code == null
                        || !code.redirect().equals(form.get("redirect_uri"))
                        || !code.challenge().equals(challenge(form.get("code_verifier")))) {
                    refuse(exchange, "invalid_grant");
                } else {
                    give(exchange, code.user(), code.nonce());
                }
            }
            case "refresh_token" -> {
                User user = refreshTokens.remove(form.get("refresh_token"));
                if (user == null) {
                    refuse(exchange, "invalid_grant");
                } else {
                    give(exchange, user, "");
                }
            }
            default -> refuse(exchange, "unsupported_grant_type");
        }
    }

    private void give(HttpExchange exchange, User user, String nonce) throws IOException {
        String refresh = UUID.randomUUID().toString();
        refreshTokens.put(refresh, user);
        Map<String, Object> identity =
                new LinkedHashMap<>(Tokens.claims(provider.issuer(), IdentityProvider.CLIENT, user, Instant.now()));
        if (!nonce.isEmpty()) {
            identity.put("nonce", nonce);
        }
        IdentityProvider.answer(
                exchange,
                200,
                Tokens.json(Map.of(
                        "access_token",
                        provider.accessToken(user),
                        "id_token",
                        Tokens.sign(provider.key(), identity),
                        "refresh_token",
                        refresh,
                        "token_type",
                        "Bearer",
                        "expires_in",
                        300,
                        "scope",
                        "openid profile email")));
    }

    private static void refuse(HttpExchange exchange, String error) throws IOException {
        IdentityProvider.answer(exchange, 400, Tokens.json(Map.of("error", error)));
    }

    private static String challenge(String verifier) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Believes every token that was made for a known subject: it is only ever asked by what it has signed for. */
    void userinfo(HttpExchange exchange) throws IOException {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        User user =
                bearer == null ? null : provider.withSubject(subject(bearer)).orElse(null);
        if (user == null) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            exchange.sendResponseHeaders(401, -1);
        } else {
            IdentityProvider.answer(exchange, 200, Tokens.json(user.claims()));
        }
    }

    private static String subject(String bearer) {
        String payload = new String(Base64.getUrlDecoder().decode(bearer.split("\\.")[1]), StandardCharsets.UTF_8);
        return Tokens.member(payload, "sub");
    }

    void logout(HttpExchange exchange) throws IOException {
        Form asked = Form.query(exchange);
        String back = asked.get("post_logout_redirect_uri");
        if (provider.allows(back)) {
            go(exchange, back, "state=" + Form.encode(asked.get("state")));
        } else {
            IdentityProvider.send(exchange, 200, PAGE, "<!doctype html>" + STYLE + "<p>You are signed out.</p>");
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;");
    }
}
