package tv.sluice.tenant;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.web.Operation;

/** What a credential may do: read or write the resources of one kind, or everything in the tenant. */
public enum Scope {
    ALL("*"),
    VIDEOS_READ("videos:read"),
    VIDEOS_WRITE("videos:write"),
    UPLOADS_READ("uploads:read"),
    UPLOADS_WRITE("uploads:write"),
    JOBS_READ("jobs:read"),
    PLAYBACK_IDS_READ("playback-ids:read"),
    PLAYBACK_IDS_WRITE("playback-ids:write"),
    PLAYBACK_TOKENS_WRITE("playback-tokens:write"),
    SIGNING_KEYS_READ("signing-keys:read"),
    SIGNING_KEYS_WRITE("signing-keys:write"),
    ACCOUNT_READ("account:read"),
    ACCOUNT_WRITE("account:write"),
    TENANTS_READ("tenants:read"),
    TENANTS_WRITE("tenants:write"),
    API_KEYS_READ("api-keys:read"),
    API_KEYS_WRITE("api-keys:write"),
    MEMBERS_READ("members:read"),
    MEMBERS_WRITE("members:write"),
    GRANTS_READ("grants:read"),
    GRANTS_WRITE("grants:write"),
    EVENTS_READ("events:read"),
    WEBHOOKS_READ("webhooks:read"),
    WEBHOOKS_WRITE("webhooks:write"),
    AUDIT_READ("audit:read"),
    AUDIT_WRITE("audit:write");

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final String text;

    Scope(String text) {
        this.text = text;
    }

    /** As it is stored and shown, e.g. {@code videos:read}. */
    public String text() {
        return text;
    }

    /** Whether it is about the installation with all its tenants, which {@link #ALL} does not include. */
    public boolean isOfInstallation() {
        return this == TENANTS_READ || this == TENANTS_WRITE;
    }

    /** What whoever lacks it is told. */
    ProblemException missing() {
        return new ProblemException(
                ProblemType.FORBIDDEN, "This needs the scope " + text + ", which the credential lacks.");
    }

    /** The scope with this text, if this version knows it. */
    static Optional<Scope> of(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }

    /**
     * The scope that a call of this operation needs: its tag is the kind of resource, its method says whether it writes, unless the
     * contract names another. Empty if any credential will do.
     */
    static Optional<Scope> of(Operation operation) {
        if (operation.scope() != null) {
            return operation.scope().equals(Operation.NO_SCOPE)
                    ? Optional.empty()
                    : Optional.of(known(operation.scope()));
        }
        String kind = String.join("-", WORD_START.split(operation.tag())).toLowerCase(Locale.ROOT);
        String text = kind + (operation.reads() ? ":read" : ":write");
        return Optional.of(known(text));
    }

    private static Scope known(String text) {
        return of(text).orElseThrow(() -> new IllegalStateException("There is no scope " + text));
    }
}
