package tv.sluice.platform.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What ties the entries of an audit together: {@code hash = SHA-256(previousHash || entry)}, where {@code previousHash} is the 64
 * hexadecimal characters and {@code entry} the canonical JSON (RFC 8785) of the entry as the API shows it, without its two hashes and
 * without what is derived from it ({@code changes}, {@code undoable}).
 */
public final class AuditChain {
    /** What the first entry has in place of the hash of the one before. */
    public static final String BEGINNING = "0".repeat(64);

    private AuditChain() {}

    /** What {@link AuditRecord#hash} has to be for what the entry says. */
    public static String hash(AuditRecord entry) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(entry.previousHash().getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(digest.digest(canonical(entry).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** The entry with its hash, as the successor of the one that {@link AuditRecord#previousHash} is of. */
    static AuditRecord sealed(AuditRecord entry) {
        return new AuditRecord(
                entry.space(),
                entry.sequence(),
                entry.id(),
                entry.at(),
                entry.actor(),
                entry.address(),
                entry.operation(),
                entry.outcome(),
                entry.object(),
                entry.before(),
                entry.after(),
                entry.requestId(),
                entry.undoes(),
                entry.previousHash(),
                hash(entry));
    }

    /**
     * The text that the hash is of. States of the object are put in as they are stored, not read and written again, so that no byte of
     * them can be changed unnoticed.
     */
    public static String canonical(AuditRecord entry) {
        Members members = new Members();
        members.raw("actor", actor(entry.actor()));
        members.text("address", entry.address());
        members.raw("after", entry.after());
        members.text("at", entry.at().toString());
        members.raw("before", entry.before());
        AuditRecord.Subject object = entry.object();
        members.text("event", object == null ? null : object.event());
        members.raw("eventSequence", object == null ? null : CanonicalJson.number(object.eventSequence()));
        members.text("id", entry.id());
        members.raw("object", object == null ? null : object(object));
        members.raw("objectSequence", object == null ? null : CanonicalJson.number(object.sequence()));
        members.text("operation", entry.operation());
        members.raw("outcome", Integer.toString(entry.outcome()));
        members.text("requestId", entry.requestId());
        members.raw("sequence", CanonicalJson.number(entry.sequence()));
        members.text("undoes", entry.undoes());
        return members.object();
    }

    private static String actor(Who who) {
        Members members = new Members();
        members.text("grantId", who.grantId());
        members.text("id", who.id());
        members.text("kind", who.kind());
        members.text("name", who.name());
        return members.object();
    }

    private static String object(AuditRecord.Subject object) {
        Members members = new Members();
        members.text("id", object.id());
        members.text("type", object.type());
        return members.object();
    }

    /** An object under construction. Members come in the order of their names and are left out if they are null. */
    private static final class Members {
        private final StringBuilder text = new StringBuilder("{");

        void text(String name, @Nullable String value) {
            if (value != null) {
                name(name);
                CanonicalJson.writeString(value, text);
            }
        }

        void raw(String name, @Nullable String json) {
            if (json != null) {
                name(name);
                text.append(json);
            }
        }

        private void name(String name) {
            if (text.length() > 1) {
                text.append(',');
            }
            text.append('"').append(name).append("\":");
        }

        String object() {
            return text.append('}').toString();
        }
    }
}
