package tv.sluice.member.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.Culprit;
import tv.sluice.platform.error.FailureLog;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** Says whom an access token identifies. What was checked once is remembered until the token ends or the provider's keys change. */
@ApplicationScoped
public class SignIn {
    private static final Logger LOG = Logger.getLogger(SignIn.class);
    private static final int MAX_REMEMBERED = 10_000;
    /** How long somebody is remembered of whom the provider could not be asked for more. */
    private static final Duration INCOMPLETE = Duration.ofSeconds(30);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ProblemType PROVIDER_UNAVAILABLE = new ProblemType(
            "identity_provider_unavailable", 503, "The identity provider does not answer", Culprit.CAPACITY);

    /** What was found out, how long that is good for, and by which keys. */
    private record Entry(Person person, Instant until, ProviderKeys keys) {}

    private final Provider provider;
    private final ProviderClient client;
    private final TokenWorker worker;
    private final @Nullable TokenRules rules;
    private final PersonReader reader;
    private final FailureLog failures = new FailureLog(LOG, "The userinfo endpoint was asked in vain");
    private final Cache<String, Entry> remembered = Caffeine.newBuilder()
            .maximumSize(MAX_REMEMBERED)
            .expireAfterAccess(Duration.ofHours(1))
            .executor(Runnable::run)
            .build();

    SignIn(Provider provider, ProviderClient client, TokenWorker worker, OidcConfig config) {
        this.provider = provider;
        this.client = client;
        this.worker = worker;
        this.rules = provider.rules();
        this.reader = new PersonReader(
                config.emailClaim(),
                config.nameClaim(),
                config.operatorClaim(),
                config.operatorValue().orElse(null),
                config.operators().map(Set::copyOf).orElse(Set.of()));
    }

    /** Whether the text has the form of a token, and there is a provider. */
    public boolean recognises(String credential) {
        return rules != null && TokenRules.isToken(credential);
    }

    /** Who this is; 401 with the reason if the token is not good, 503 if that cannot be said without the provider. */
    public Uni<Person> person(String token) {
        Provider.Known known = provider.known();
        if (rules == null || known == null) {
            return Uni.createFrom().failure(unavailable());
        }
        String hash = hash(token);
        Entry entry = remembered.getIfPresent(hash);
        if (entry != null && entry.keys().equals(known.keys()) && Instant.now().isBefore(entry.until())) {
            return Uni.createFrom().item(entry.person());
        }
        return check(rules, token, known).chain(claims -> complete(token, claims, hash));
    }

    private Uni<Claims> check(TokenRules by, String token, Provider.Known known) {
        return worker.check(by, token, known.keys())
                .onFailure(SignIn::isUnknownKey)
                .recoverWithUni(() -> provider.lookForKeys().chain(() -> checkAgain(by, token)))
                .onFailure(TokenException.class)
                .transform(failure ->
                        new ProblemException(ProblemType.UNAUTHORIZED, String.valueOf(failure.getMessage())));
    }

    private Uni<Claims> checkAgain(TokenRules by, String token) {
        Provider.Known known = provider.known();
        if (known == null || !provider.reachable()) {
            // Perhaps the key is good and new.
            return Uni.createFrom().failure(unavailable());
        }
        return worker.check(by, token, known.keys());
    }

    private static boolean isUnknownKey(Throwable failure) {
        return failure instanceof TokenException token && token.fault() == TokenFault.UNKNOWN_KEY;
    }

    /** Asks the provider for the address if the token has none. Without an answer the person is known by issuer and subject alone. */
    private Uni<Person> complete(String token, Claims claims, String hash) {
        Provider.Known known = Objects.requireNonNull(provider.known());
        URI userinfo = known.document().userinfo();
        if (!reader.lacksAddress(claims) || userinfo == null) {
            return Uni.createFrom().item(remember(hash, reader.read(claims, null), claims.expiry(), known));
        }
        return client.get(userinfo, token)
                .map(text -> about(text, claims))
                .map(more -> remember(hash, reader.read(claims, more), claims.expiry(), known))
                .onFailure()
                .invoke(failures::report)
                .onFailure()
                .recoverWithItem(() ->
                        remember(hash, reader.read(claims, null), Instant.now().plus(INCOMPLETE), known));
    }

    /** OpenID Connect Core 5.3.2: the answer counts only if it is about the token's subject. */
    private static Claims about(String text, Claims token) {
        try {
            Claims more = new Claims(JSON.readTree(text));
            if (!more.text("sub").equals(token.text("sub"))) {
                throw new IllegalStateException("The userinfo endpoint speaks of somebody else");
            }
            return more;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The userinfo endpoint does not answer with JSON", e);
        }
    }

    private Person remember(String hash, Person person, Instant until, Provider.Known known) {
        remembered.put(
                hash, new Entry(person, until.isBefore(person.expiresAt()) ? until : person.expiresAt(), known.keys()));
        return person;
    }

    static ProblemException unavailable() {
        return new ProblemException(
                PROVIDER_UNAVAILABLE, "The identity provider's keys cannot be fetched. Try again in a few seconds.");
    }

    private static String hash(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
