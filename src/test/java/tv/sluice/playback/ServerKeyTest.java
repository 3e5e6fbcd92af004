package tv.sluice.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.GeneralSecurityException;
import java.security.Signature;
import org.junit.jupiter.api.Test;
import tv.sluice.platform.id.Ids;

class ServerKeyTest {
    @Test
    void allWhoHaveTheKeyKnowItByTheSameId() {
        String pem = ServerKey.newPem();
        ServerKey key = ServerKey.ofPem(pem);
        assertThat(Ids.isValid("key", key.id())).isTrue();
        assertThat(ServerKey.ofPem(pem.strip() + "\n\n").id()).isEqualTo(key.id());
        assertThat(ServerKey.ofPem(ServerKey.newPem()).id()).isNotEqualTo(key.id());
    }

    @Test
    void bothPartsBelongTogether() throws GeneralSecurityException {
        ServerKey key = ServerKey.ofPem(ServerKey.newPem());
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key.privateKey());
        signature.update((byte) 1);
        byte[] signed = signature.sign();
        signature.initVerify(key.publicKey());
        signature.update((byte) 1);
        assertThat(signature.verify(signed)).isTrue();
    }

    @Test
    void isPublishedForEveryTenantWithoutItsPrivatePart() {
        ServerKey key = ServerKey.ofPem(ServerKey.newPem());
        assertThat(key.published().tenantId()).isNull();
        assertThat(key.published().publicKey()).contains("BEGIN PUBLIC KEY").doesNotContain("PRIVATE");
    }

    @Test
    void refusesAFileWithoutBothParts() {
        String pem = ServerKey.newPem();
        String half = pem.substring(0, pem.indexOf("-----BEGIN PUBLIC"));
        assertThatThrownBy(() -> ServerKey.ofPem(half)).hasMessageContaining("PUBLIC KEY");
    }
}
