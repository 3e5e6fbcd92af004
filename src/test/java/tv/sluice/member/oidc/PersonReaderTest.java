package tv.sluice.member.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PersonReaderTest {
    private static final PersonReader READER =
            new PersonReader("email", "name", "realm.roles", "video-operator", Set.of("Grace@Example.com"));

    private static Claims claims(Map<String, Object> more) {
        Map<String, Object> all =
                new HashMap<>(Map.of("iss", "https://id.example.com", "sub", "ada", "exp", 1_800_000_000));
        all.putAll(more);
        return new Claims(new ObjectMapper().valueToTree(all));
    }

    private static Person read(Map<String, Object> more) {
        return READER.read(claims(more), null);
    }

    @Test
    void whoItIs() {
        Person ada = read(Map.of("email", "Ada@Example.com", "email_verified", true, "name", "Ada Lovelace"));

        assertThat(ada)
                .isEqualTo(new Person(
                        "https://id.example.com",
                        "ada",
                        "Ada@Example.com",
                        "Ada Lovelace",
                        false,
                        Instant.ofEpochSecond(1_800_000_000)));
        assertThat(ada.addressKey()).isEqualTo("ada@example.com");
        assertThat(ada.display()).isEqualTo("Ada Lovelace <Ada@Example.com>");
    }

    @Test
    void anAddressCountsOnlyIfItIsVerified() {
        for (Object verified : List.of(false, "false", "yes", 1, List.of(true))) {
            assertThat(read(Map.of("email", "ada@example.com", "email_verified", verified))
                            .email())
                    .as("%s", verified)
                    .isNull();
        }
        assertThat(read(Map.of("email", "ada@example.com")).email()).isNull();
        assertThat(read(Map.of("email", "ada@example.com", "email_verified", "true"))
                        .email())
                .isEqualTo("ada@example.com");
        assertThat(read(Map.of("email", "x".repeat(250) + "@x.de", "email_verified", true))
                        .email())
                .isNull();
    }

    @Test
    void operatorsByClaim() {
        assertThat(read(Map.of("realm", Map.of("roles", List.of("viewer", "video-operator"))))
                        .operator())
                .isTrue();
        assertThat(read(Map.of("realm", Map.of("roles", "video-operator"))).operator())
                .isTrue();
        assertThat(read(Map.of("realm.roles", List.of("video-operator"))).operator())
                .isTrue();
        assertThat(read(Map.of("realm", Map.of("roles", List.of("video-operators"))))
                        .operator())
                .isFalse();
        assertThat(read(Map.of("realm", "video-operator")).operator()).isFalse();
        assertThat(read(Map.of()).operator()).isFalse();
    }

    @Test
    void operatorsByVerifiedAddress() {
        assertThat(read(Map.of("email", "grace@example.COM", "email_verified", true))
                        .operator())
                .isTrue();
        assertThat(read(Map.of("email", "grace@example.com", "email_verified", false))
                        .operator())
                .isFalse();
        assertThat(read(Map.of("email", "grace@example.com")).operator()).isFalse();
    }

    @Test
    void theUserinfoEndpointAddsTheAddressAndNoRights() {
        Claims more = claims(Map.of(
                "email",
                "ada@example.com",
                "email_verified",
                true,
                "name",
                "Ada",
                "realm",
                Map.of("roles", "video-operator")));

        Person ada = READER.read(claims(Map.of()), more);

        assertThat(READER.lacksAddress(claims(Map.of()))).isTrue();
        assertThat(ada.email()).isEqualTo("ada@example.com");
        assertThat(ada.name()).isEqualTo("Ada");
        assertThat(ada.operator()).isFalse();
    }

    @Test
    void idsOfPeopleDoNotMeet() {
        assertThat(Person.id("https://id.example.com", "ada"))
                .isEqualTo(Person.id("https://id.example.com", "ada"))
                .matches("per_[0-9a-hjkmnp-tv-z]{26}")
                .isNotEqualTo(Person.id("https://id.example.com", "grace"))
                .isNotEqualTo(Person.id("https://id.example.org", "ada"))
                .isNotEqualTo(Person.id("https://id.example.coma", "da"));
    }
}
