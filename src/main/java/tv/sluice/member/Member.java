package tv.sluice.member;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hibernate.annotations.PartitionKey;
import org.jspecify.annotations.Nullable;
import tv.sluice.member.oidc.Person;

/**
 * A person of a tenant. Until the first sign-in known by an e-mail address; from then on by whom the identity provider means, whatever
 * address that person has. {@link #version} counts what other people change.
 */
@Entity
@Table(name = "member")
class Member {
    static final String PREFIX = "mem";

    @Id
    private String id;

    @PartitionKey
    @Column(name = "tenant_id")
    private String tenantId;

    private String email;

    private String address;

    private @Nullable String name;

    private String roles;

    private boolean owner;

    @Enumerated(EnumType.STRING)
    private MemberState state;

    @Column(name = "person_id")
    private @Nullable String personId;

    private @Nullable String issuer;

    private @Nullable String subject;

    private long version;

    @Column(name = "last_seen_at")
    private @Nullable Instant lastSeenAt;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
    protected Member() {}

    @SuppressWarnings("NullAway.Init") // give sets the roles.
    Member(String id, String tenantId, String email, Collection<Role> roles, Instant now) {
        this.id = id;
        this.tenantId = tenantId;
        this.email = email;
        this.address = Person.addressKey(email);
        this.state = MemberState.INVITED;
        this.version = 1;
        this.createdAt = now;
        this.updatedAt = now;
        set(roles);
    }

    /** Gives it exactly these roles. */
    void give(Collection<Role> these, Instant now) {
        set(these);
        version++;
        updatedAt = now;
    }

    private void set(Collection<Role> these) {
        roles = new TreeSet<>(these).stream().map(Role::name).collect(Collectors.joining(" "));
        owner = these.contains(Role.OWNER);
    }

    /** The first sign-in: from now on it is this person, and nobody else. */
    void join(Person person, Instant now) {
        if (state != MemberState.INVITED) {
            throw new IllegalStateException(id + " has joined already");
        }
        state = MemberState.ACTIVE;
        personId = person.id();
        issuer = person.issuer();
        subject = person.subject();
        name = person.name();
        lastSeenAt = now;
        updatedAt = now;
        version++;
    }

    String id() {
        return id;
    }

    String tenantId() {
        return tenantId;
    }

    String email() {
        return email;
    }

    @Nullable
    String name() {
        return name;
    }

    /** Those that this version knows. */
    SortedSet<Role> roles() {
        return Arrays.stream(roles.split(" "))
                .map(Role::of)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    boolean isOwner() {
        return owner;
    }

    MemberState state() {
        return state;
    }

    /** Null until the first sign-in. */
    @Nullable
    String personId() {
        return personId;
    }

    long version() {
        return version;
    }

    @Nullable
    Instant lastSeenAt() {
        return lastSeenAt;
    }

    Instant createdAt() {
        return createdAt;
    }
}
