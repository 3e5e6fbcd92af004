package tv.sluice.tenant;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tv.sluice.platform.web.Operation;

/** What an API key may do: read or write the resources of one kind, or everything. */
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

    /** The scope with this text, if this version knows it. */
    static Optional<Scope> of(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text.equals(text)).findFirst();
    }

    /** The scope that a call of this operation needs: its tag is the kind of resource, its method says whether it writes. */
    static Scope of(Operation operation) {
        String kind = String.join("-", WORD_START.split(operation.tag())).toLowerCase(Locale.ROOT);
        String text = kind + (operation.reads() ? ":read" : ":write");
        return of(text).orElseThrow(() -> new IllegalStateException("There is no scope " + text));
    }
}
