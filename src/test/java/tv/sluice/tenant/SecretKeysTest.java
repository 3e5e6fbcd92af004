package tv.sluice.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class SecretKeysTest {
    @Test
    void keysAreWellFormedAndNeverTheSame() {
        String key = SecretKeys.next(KeyKind.SECRET);
        assertThat(key).matches("slk_[A-Za-z0-9_-]{43}");
        assertThat(SecretKeys.isWellFormed(key)).isTrue();
        assertThat(SecretKeys.next(KeyKind.SECRET)).isNotEqualTo(key);
        assertThat(SecretKeys.isWellFormed(key + "x")).isFalse();
        assertThat(SecretKeys.isWellFormed("slk_")).isFalse();
        assertThat(SecretKeys.isWellFormed(key + "\n")).isFalse();
    }

    /** The expected value comes from {@code printf %s slk_AAA… | openssl dgst -sha256 -hmac pepper}. */
    @Test
    void theHashIsHmacSha256UnderThePepper() {
        String key = "slk_" + "A".repeat(43);
        assertThat(HexFormat.of().formatHex(new SecretKeys("pepper").hash(key).bytes()))
                .isEqualTo("6e5e91b41094601ec2b26792e3b2abed2eac8497a3f7fb0ade721f2940f94374");
        assertThat(new SecretKeys("salt").hash(key)).isNotEqualTo(new SecretKeys("pepper").hash(key));
        assertThat(new SecretKeys("salt").hash(key)).isEqualTo(new SecretKeys("salt").hash(key));
    }

    @Test
    void nothingThatIsPrintedHoldsAKey() {
        String key = SecretKeys.next(KeyKind.SECRET);
        assertThat(new AdminKey(key, java.nio.file.Path.of("f")).toString()).doesNotContain(key);
        KeyHash hash = new SecretKeys("pepper").hash(key);
        assertThat(hash.toString()).hasSizeLessThan(12);
    }
}
