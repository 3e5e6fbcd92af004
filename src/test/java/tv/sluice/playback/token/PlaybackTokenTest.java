package tv.sluice.playback.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tv.sluice.platform.id.Ids;

class PlaybackTokenTest {
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final long EXP = NOW.plusSeconds(60).getEpochSecond();
    private static final String KEY_ID = Ids.next("key");
    private static final String PLAYBACK_ID = Ids.next("pbk");
    private static final KeyPair PAIR = KeyPairs.generate();
    private static final VerificationKey KEY = key(KEY_ID, PAIR);

    private static VerificationKey key(String keyId, KeyPair pair) {
        return VerificationKey.of(
                new PublicKeyRecord(keyId, "ten_1", TokenAlgorithm.RS256, KeyPairs.pem(pair.getPublic())));
    }

    private static String sign(Instant expiresAt, @Nullable Instant notBefore) {
        return new PlaybackToken(PLAYBACK_ID, expiresAt, notBefore, "view-1").sign(KEY_ID, PAIR.getPrivate());
    }

    /** A token of any header and claims, properly signed. */
    private static String signed(String header, String claims) {
        return signed(header, claims, StandardCharsets.UTF_8, PAIR.getPrivate());
    }

    private static String signed(String header, String claims, Charset charset, PrivateKey key) {
        try {
            String signed = base64(header.getBytes(charset)) + "." + base64(claims.getBytes(charset));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key);
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64(signature.sign());
        } catch (java.security.GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String header() {
        return "{\"alg\":\"RS256\",\"kid\":\"" + KEY_ID + "\"}";
    }

    private static String claims() {
        return "{\"sub\":\"" + PLAYBACK_ID + "\",\"exp\":" + EXP + "}";
    }

    private static String outcome(String text) {
        return outcome(text, NOW);
    }

    private static String outcome(String text, Instant now) {
        UnverifiedToken token = UnverifiedToken.parse(text);
        if (token == null) {
            return "MALFORMED";
        }
        return switch (token.verify(KEY, PLAYBACK_ID, now)) {
            case TokenVerdict.Accepted accepted -> "accepted";
            case TokenVerdict.Refused(TokenFault fault) -> fault.name();
        };
    }

    @Test
    void aSignedTokenIsAcceptedWithItsClaims() {
        PlaybackToken token = new PlaybackToken(PLAYBACK_ID, NOW.plusSeconds(60), NOW.minusSeconds(60), "view ✓ \"1\"");
        UnverifiedToken read = UnverifiedToken.parse(token.sign(KEY_ID, PAIR.getPrivate()));

        assertThat(read).isNotNull();
        assertThat(read.keyId()).isEqualTo(KEY_ID);
        assertThat(read.playbackId()).isEqualTo(PLAYBACK_ID);
        assertThat(read.verify(KEY, PLAYBACK_ID, NOW)).isEqualTo(new TokenVerdict.Accepted(token));
    }

    @Test
    void whatCustomersLibrariesAddDoesNotMatter() {
        String header =
                "{\"typ\":\"at+jwt\",\"kid\":\"" + KEY_ID + "\",\"alg\":\"RS256\",\"jku\":\"https://example.com\"}";
        String claims = "{\"iss\":\"shop\",\"iat\":1,\"sub\":\"" + PLAYBACK_ID + "\",\"exp\":" + EXP
                + ".75,\"ext\":{\"a\":[1,{\"b\":null}]}}";
        assertThat(outcome(signed(header, claims))).isEqualTo("accepted");
        assertThat(outcome(signed(" " + header() + "\n", "\t" + claims()))).isEqualTo("accepted");
    }

    @ParameterizedTest
    @CsvSource({
        "-6, EXPIRED",
        "-5, EXPIRED",
        "-4, accepted",
        "0, accepted",
        "1, accepted",
    })
    void tokensExpireWithAFewSecondsOfLeeway(int secondsLeft, String expected) {
        assertThat(outcome(sign(NOW.plusSeconds(secondsLeft), null))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"-60, accepted", "0, accepted", "5, accepted", "6, NOT_YET_VALID", "3600, NOT_YET_VALID"})
    void tokensBeginWithAFewSecondsOfLeeway(int secondsAhead, String expected) {
        assertThat(outcome(sign(NOW.plusSeconds(7200), NOW.plusSeconds(secondsAhead))))
                .isEqualTo(expected);
    }

    @Test
    void aFractionNeverLengthensTheValidity() {
        String claims = "{\"sub\":\"" + PLAYBACK_ID + "\",\"exp\":" + EXP + ".999,\"nbf\":" + EXP + ".001}";
        UnverifiedToken token = UnverifiedToken.parse(signed(header(), claims));
        assertThat(token).isNotNull();
        Instant atEnd = Instant.ofEpochSecond(EXP);
        assertThat(token.verify(KEY, PLAYBACK_ID, atEnd.plus(UnverifiedToken.LEEWAY)))
                .isEqualTo(new TokenVerdict.Refused(TokenFault.EXPIRED));
        assertThat(token.verify(KEY, PLAYBACK_ID, atEnd.minus(UnverifiedToken.LEEWAY)))
                .isEqualTo(new TokenVerdict.Refused(TokenFault.NOT_YET_VALID));
    }

    @Test
    void aTokenOpensItsOwnPlaybackIdOnly() {
        UnverifiedToken token = UnverifiedToken.parse(sign(NOW.plusSeconds(60), null));
        assertThat(token).isNotNull();
        assertThat(token.verify(KEY, Ids.next("pbk"), NOW))
                .isEqualTo(new TokenVerdict.Refused(TokenFault.OTHER_PLAYBACK_ID));
    }

    @Test
    void everyFlippedBitIsNoticed() {
        String good = sign(NOW.plusSeconds(60), null);
        String[] parts = good.split("\\.");
        for (int part = 0; part < 3; part++) {
            byte[] bytes = Base64.getUrlDecoder().decode(parts[part]);
            for (int bit = 0; bit < bytes.length * 8; bit++) {
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                String[] changed = parts.clone();
                changed[part] = base64(bytes);
                assertThat(outcome(String.join(".", changed)))
                        .as("bit %d of part %d", bit, part)
                        .isNotEqualTo("accepted");
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
        assertThat(outcome(good)).isEqualTo("accepted");
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        String good = sign(NOW.plusSeconds(60), null);
        for (int i = 0; i < good.length(); i++) {
            for (char c : new char[] {'A', '_', '.', '=', '\n', 'é'}) {
                String changed = good.substring(0, i) + c + good.substring(i + 1);
                if (!changed.equals(good)) {
                    assertThat(outcome(changed)).as("%s at %d", c, i).isNotEqualTo("accepted");
                }
            }
            assertThat(outcome(good.substring(0, i) + good.substring(i + 1))).isNotEqualTo("accepted");
            assertThat(outcome(good.substring(0, i))).isNotEqualTo("accepted");
        }
    }

    @Test
    void theAlgorithmIsTheKeysNotTheTokens() throws java.security.GeneralSecurityException {
        for (String algorithm : new String[] {"none", "None", "", "rs256", "ES384", "ES256", "EdDSA"}) {
            String header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"" + KEY_ID + "\"}";
            assertThat(outcome(signed(header, claims()))).as(algorithm).isEqualTo("UNKNOWN_KEY");
            String unsigned = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
                    + base64(claims().getBytes(StandardCharsets.UTF_8)) + ".";
            assertThat(outcome(unsigned)).as(algorithm).isNotEqualTo("accepted");
        }
        // The classic: HMAC with the public key's text as the secret.
        String header = "{\"alg\":\"HS256\",\"kid\":\"" + KEY_ID + "\"}";
        String text = base64(header.getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims().getBytes(StandardCharsets.UTF_8));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(KeyPairs.pem(PAIR.getPublic()).getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
        String forged = text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        assertThat(outcome(forged)).isEqualTo("UNKNOWN_KEY");
    }

    @Test
    void anotherKeysTokenIsRefusedUnderEitherName() {
        KeyPair other = KeyPairs.generate();
        String otherId = Ids.next("key");
        String claims = claims();
        String swapped = signed(header(), claims, StandardCharsets.UTF_8, other.getPrivate());
        assertThat(outcome(swapped)).isEqualTo("BAD_SIGNATURE");
        String honest = signed(header().replace(KEY_ID, otherId), claims, StandardCharsets.UTF_8, other.getPrivate());
        assertThat(outcome(honest)).isEqualTo("UNKNOWN_KEY");
    }

    @Test
    void signaturesThatAreNoneAreRefused() {
        String good = signed(header(), claims());
        String text = good.substring(0, good.lastIndexOf('.') + 1);
        byte[] modulus = ((java.security.interfaces.RSAKey) PAIR.getPublic())
                .getModulus()
                .toByteArray();
        byte[] one = new byte[256];
        one[255] = 1;
        assertThat(outcome(text)).isEqualTo("MALFORMED");
        assertThat(outcome(text + base64(new byte[256]))).isEqualTo("BAD_SIGNATURE");
        assertThat(outcome(text + base64(one))).isEqualTo("BAD_SIGNATURE");
        assertThat(outcome(text + base64(Arrays.copyOfRange(modulus, modulus.length - 256, modulus.length))))
                .isEqualTo("BAD_SIGNATURE");
        assertThat(outcome(text + base64(new byte[255]))).isEqualTo("BAD_SIGNATURE");
        assertThat(outcome(text + base64(new byte[257]))).isEqualTo("BAD_SIGNATURE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "\"text\"",
                "{\"sub\":1}",
                "{\"sub\":\"PBK\"}",
                "{\"sub\":\"PBK\",\"exp\":null}",
                "{\"sub\":\"PBK\",\"exp\":\"EXP\"}",
                "{\"sub\":\"PBK\",\"exp\":true}",
                "{\"sub\":\"PBK\",\"exp\":-1}",
                "{\"sub\":\"PBK\",\"exp\":1e300}",
                "{\"sub\":\"PBK\",\"exp\":253402300800}",
                "{\"sub\":\"PBK\",\"exp\":EXP,\"nbf\":\"0\"}",
                "{\"sub\":\"PBK\",\"exp\":EXP,\"nbf\":null}",
                "{\"sub\":\"PBK\",\"exp\":EXP,\"jti\":5}",
                "{\"sub\":\"PBK\",\"exp\":EXP,\"aud\":\"somebody-else\"}",
                "{\"sub\":\"PBK\",\"exp\":EXP,\"exp\":EXP}",
                "{\"sub\":\"PBK\",\"sub\":\"PBK\",\"exp\":EXP}",
                "{\"sub\":\"PBK\",\"s\\u0075b\":\"PBK\",\"exp\":EXP}",
                "{\"sub\":\"PBK\",\"exp\":EXP,\"x\":{\"a\":1,\"a\":2}}",
                "{\"sub\":\"PBK\",\"exp\":EXP}{}",
                "{\"sub\":\"PBK\",\"exp\":EXP} x",
                "{\"sub\":\"PBK\",\"exp\":EXP,}",
                "{'sub':'PBK','exp':EXP}",
                "{\"sub\":\"PBK\",\"exp\":EXP",
                "{\"sub\":\"PBK\",\"exp\":NaN}",
                "\uFEFF{\"sub\":\"PBK\",\"exp\":EXP}",
                "{\"sub\":\"pbk_\",\"exp\":EXP}",
                "{\"sub\":\"../PBK\",\"exp\":EXP}",
                "{\"sub\":\"PBK\",\"exp\":EXP,\"x\":[[[[[[[[[[1]]]]]]]]]]}",
            })
    void unclearClaimsAreRefusedEvenIfSigned(String pattern) {
        String claims = pattern.replace("PBK", PLAYBACK_ID).replace("EXP", Long.toString(EXP));
        assertThat(outcome(signed(header(), claims))).isEqualTo("MALFORMED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"alg\":\"RS256\"}",
                "{\"kid\":\"KEY\"}",
                "{\"alg\":\"RS256\",\"kid\":\"../../etc/passwd\"}",
                "{\"alg\":\"RS256\",\"kid\":\"KEY' or 1=1\"}",
                "{\"alg\":\"RS256\",\"kid\":[\"KEY\"]}",
                "{\"alg\":[\"RS256\"],\"kid\":\"KEY\"}",
                "{\"alg\":\"none\",\"alg\":\"RS256\",\"kid\":\"KEY\"}",
                "{\"alg\":\"RS256\",\"kid\":\"KEY\",\"crit\":[\"exp\"]}",
                "{\"alg\":\"RS256\",\"kid\":\"KEY\",\"crit\":null}",
            })
    void unclearHeadersAreRefusedEvenIfSigned(String pattern) {
        assertThat(outcome(signed(pattern.replace("KEY", KEY_ID), claims()))).isEqualTo("MALFORMED");
    }

    @Test
    void otherEncodingsOfUnicodeAreRefused() {
        assertThat(outcome(signed(header(), claims(), StandardCharsets.UTF_16BE, PAIR.getPrivate())))
                .isEqualTo("MALFORMED");
        assertThat(outcome(signed(header(), claims(), Charset.forName("UTF-32LE"), PAIR.getPrivate())))
                .isEqualTo("MALFORMED");
        String latin = claims().replace("}", ",\"n\":\"é\"}");
        assertThat(outcome(signed(header(), latin, StandardCharsets.ISO_8859_1, PAIR.getPrivate())))
                .isEqualTo("MALFORMED");
    }

    @Test
    void onlyTheCanonicalSpellingOfBase64Counts() {
        // 1, 2 and 3 trailing bytes leave 2, 4 or 0 stray bits in the last character.
        for (String filling : new String[] {"", "x", "xx"}) {
            String claims = claims().replace("}", ",\"n\":\"" + filling + "\"}");
            String[] parts = signed(header(), claims).split("\\.");
            String last = parts[1];
            assertThat(outcome(String.join(".", parts))).isEqualTo("accepted");
            assertThat(outcome(parts[0] + "." + last + "=." + parts[2])).isEqualTo("MALFORMED");
            assertThat(outcome(parts[0] + "." + last + "==." + parts[2])).isEqualTo("MALFORMED");
            if (last.length() % 4 != 0) {
                char stray = (char) (last.charAt(last.length() - 1) + 1);
                String other = last.substring(0, last.length() - 1) + stray;
                assertThat(outcome(parts[0] + "." + other + "." + parts[2])).isEqualTo("MALFORMED");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b", "a.b.c", "a.b.c.d", "....", " . . "})
    void whatIsNoTokenAtAllIsRefused(String text) {
        assertThat(outcome(text)).isEqualTo("MALFORMED");
    }

    @Test
    void hugeTokensAreRefusedUnread() {
        String big = claims().replace("}", ",\"n\":\"" + "x".repeat(100_000) + "\"}");
        assertThat(outcome(signed(header(), big))).isEqualTo("MALFORMED");
        String dots = ".".repeat(100_000);
        assertThat(outcome(dots)).isEqualTo("MALFORMED");
    }

    @Test
    void arbitraryTextNeverThrows() {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);
        String good = sign(NOW.plus(Duration.ofHours(1)), null);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(good);
            for (int edits = random.nextInt(1, 5); edits > 0; edits--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(0x250));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, text.substring(random.nextInt(at + 1), at));
                }
            }
            UnverifiedToken token = UnverifiedToken.parse(text.toString());
            assertThat(token == null || Ids.isValid("key", token.keyId())).isTrue();
        }
    }
}
