package tv.sluice.playback.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;

class KeyRecordsTest {
    private static final KeyPair PAIR = KeyPairs.generate();

    @Test
    void keysSurviveTheirTexts() {
        String pem = KeyPairs.pem(PAIR.getPublic());
        assertThat(pem).startsWith("-----BEGIN PUBLIC KEY-----\n").endsWith("\n-----END PUBLIC KEY-----\n");
        assertThat(KeyPairs.publicKey(pem)).isEqualTo(PAIR.getPublic());
        assertThat(KeyPairs.publicKey(pem.replace("\n", "\r\n") + "\r\n")).isEqualTo(PAIR.getPublic());
        assertThat(KeyPairs.privateKey(KeyPairs.pem(PAIR.getPrivate()))).isEqualTo(PAIR.getPrivate());
    }

    @Test
    void otherKeysAndOtherTextsAreRefused() throws GeneralSecurityException {
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024);
        KeyPairGenerator p256 = KeyPairGenerator.getInstance("EC");
        p256.initialize(new ECGenParameterSpec("secp256r1"));
        for (String wrong : new String[] {
            "",
            "-----BEGIN PUBLIC KEY-----",
            "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
            KeyPairs.pem(PAIR.getPrivate()),
            KeyPairs.pem(rsa.generateKeyPair().getPublic()),
            KeyPairs.pem(p256.generateKeyPair().getPublic()),
        }) {
            assertThatThrownBy(() -> KeyPairs.publicKey(wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void recordsSurviveStorageAndIgnoreWhatNewerVersionsAdd() {
        PublicKeyRecord key = new PublicKeyRecord("key_1", null, TokenAlgorithm.RS256, KeyPairs.pem(PAIR.getPublic()));
        PlaybackPointer pointer = new PlaybackPointer(
                "pbk_1", "ten_1", "vid_1", PlaybackPointer.Policy.SIGNED, "v/vid_1/descriptor.json");
        assertThat(PublicKeyRecord.fromJson(key.toJson())).isEqualTo(key);
        assertThat(PlaybackPointer.fromJson(pointer.toJson())).isEqualTo(pointer);

        String newer = new String(pointer.toJson(), StandardCharsets.UTF_8).replace("{", "{\"regions\":[1],");
        assertThat(PlaybackPointer.fromJson(newer.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(pointer);
        assertThatThrownBy(() -> PlaybackPointer.fromJson("{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aTenantsKeySpeaksForItAloneAndTheServersForAll() {
        String pem = KeyPairs.pem(PAIR.getPublic());
        VerificationKey tenants = VerificationKey.of(new PublicKeyRecord("key_1", "ten_1", TokenAlgorithm.RS256, pem));
        VerificationKey servers = VerificationKey.of(new PublicKeyRecord("key_2", null, TokenAlgorithm.RS256, pem));
        assertThat(tenants.speaksFor("ten_1")).isTrue();
        assertThat(tenants.speaksFor("ten_2")).isFalse();
        assertThat(servers.speaksFor("ten_2")).isTrue();
    }
}
