package tv.sluice.oidc;

import java.util.Map;
import java.util.TreeMap;

/**
 * Somebody whom the tests' identity provider knows.
 *
 * @param more claims beside those that everybody has
 */
public record User(String subject, String email, boolean verified, String name, Map<String, Object> more) {
    public User {
        more = Map.copyOf(more);
    }

    public static User of(String subject, String email) {
        return new User(subject, email, true, subject, Map.of());
    }

    public User unverified() {
        return new User(subject, email, false, name, more);
    }

    public User named(String other) {
        return new User(subject, email, verified, other, more);
    }

    public User withEmail(String other) {
        return new User(subject, other, verified, name, more);
    }

    public User with(String claim, Object value) {
        Map<String, Object> all = new TreeMap<>(more);
        all.put(claim, value);
        return new User(subject, email, verified, name, all);
    }

    /** What the provider says about this person. */
    Map<String, Object> claims() {
        Map<String, Object> all = new TreeMap<>(more);
        all.put("sub", subject);
        all.put("email", email);
        all.put("email_verified", verified);
        all.put("name", name);
        return all;
    }
}
