package tv.sluice.member.oidc;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The OpenID Connect provider with which people sign in. */
@ConfigMapping(prefix = "sluice.oidc")
interface OidcConfig {
    /** The provider's name as its tokens have it; without it only API keys can call. */
    Optional<String> issuer();

    /** The console's name at the provider. */
    Optional<String> clientId();

    /** What tokens must be meant for; by default {@link #clientId}. */
    Optional<String> audience();

    /** What the console asks the provider for, separated by blanks. */
    String scopes();

    String emailClaim();

    String nameClaim();

    /** Signature algorithms that are accepted. */
    List<String> algorithms();

    /** How far the provider's clock and ours may differ. */
    Duration clockSkew();

    /** How long the provider may take for an answer. */
    Duration timeout();

    /** The largest answer of the provider that is read. */
    MemorySize maxAnswer();

    /** How often the provider's keys are fetched anew. */
    Duration refreshInterval();

    /** The time between two looks for a key that a token names and nobody knows. */
    Duration refreshPause();

    /** How many signatures are checked or wait to be at the same time. */
    int maxChecks();

    /** The claim that makes somebody an operator; dots lead into claims in claims. */
    String operatorClaim();

    /** The value of that claim. */
    Optional<String> operatorValue();

    /** Verified addresses of operators. */
    Optional<List<String>> operators();
}
