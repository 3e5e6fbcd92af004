package tv.sluice.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The chain of the audit: anybody can recompute it, and nothing of an entry can be changed without its hash changing. */
class AuditChainTest {
    private static final AuditRecord.Subject VIDEO = new AuditRecord.Subject("video", "vid_1", "video.updated", 3, 9);
    private static final Who KEY = new Who("API_KEY", "apk_1", "Çms", "grn_1");
    private static final Instant AT = Instant.parse("2026-01-31T09:30:00.123456Z");

    private static final AuditRecord FULL = new AuditRecord(
            "ten_1",
            7,
            "aud_1",
            AT,
            KEY,
            "192.0.2.1",
            "updateVideo",
            200,
            VIDEO,
            "{\"title\":\"a\"}",
            "{\"title\":\"b\"}",
            "req_1",
            "aud_0",
            AuditChain.BEGINNING,
            "");

    @Test
    void theTextIsTheCanonicalFormOfTheEntry() throws JsonProcessingException {
        String text = AuditChain.canonical(FULL);
        assertThat(text)
                .isEqualTo("{\"actor\":{\"grantId\":\"grn_1\",\"id\":\"apk_1\",\"kind\":\"API_KEY\",\"name\":\"Çms\"},"
                        + "\"address\":\"192.0.2.1\",\"after\":{\"title\":\"b\"},\"at\":\"2026-01-31T09:30:00.123456Z\","
                        + "\"before\":{\"title\":\"a\"},\"event\":\"video.updated\",\"eventSequence\":9,\"id\":\"aud_1\","
                        + "\"object\":{\"id\":\"vid_1\",\"type\":\"video\"},\"objectSequence\":3,\"operation\":\"updateVideo\",\"outcome\":200,"
                        + "\"requestId\":\"req_1\",\"sequence\":7,\"undoes\":\"aud_0\"}");
        assertThat(CanonicalJson.of(new ObjectMapper().readTree(text))).isEqualTo(text);
    }

    @Test
    void whatIsNotThereIsLeftOut() throws JsonProcessingException {
        AuditRecord bare = new AuditRecord(
                "ten_1", 1, "aud_1", AT, Who.SYSTEM, null, "system", 200, null, null, null, null, null, "", "");
        String text = AuditChain.canonical(bare);
        assertThat(text)
                .isEqualTo("{\"actor\":{\"kind\":\"SYSTEM\"},\"at\":\"2026-01-31T09:30:00.123456Z\",\"id\":\"aud_1\","
                        + "\"operation\":\"system\",\"outcome\":200,\"sequence\":1}");
        assertThat(CanonicalJson.of(new ObjectMapper().readTree(text))).isEqualTo(text);
    }

    @Test
    void theHashIsOfThePreviousHashAndTheText() throws NoSuchAlgorithmException {
        byte[] bytes = (AuditChain.BEGINNING + AuditChain.canonical(FULL)).getBytes(StandardCharsets.UTF_8);
        assertThat(AuditChain.hash(FULL))
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
        assertThat(AuditChain.sealed(FULL).hash()).isEqualTo(AuditChain.hash(FULL));
    }

    @Test
    void nothingCanBeChangedUnnoticed() {
        List<AuditRecord> forged = new ArrayList<>();
        forged.add(with(8, FULL.id(), AT, KEY, "192.0.2.1", 200, VIDEO, "{\"title\":\"a\"}", AuditChain.BEGINNING));
        forged.add(with(7, "aud_2", AT, KEY, "192.0.2.1", 200, VIDEO, "{\"title\":\"a\"}", AuditChain.BEGINNING));
        forged.add(with(
                7,
                "aud_1",
                AT.plusNanos(1000),
                KEY,
                "192.0.2.1",
                200,
                VIDEO,
                "{\"title\":\"a\"}",
                AuditChain.BEGINNING));
        forged.add(
                with(7, "aud_1", AT, Who.SYSTEM, "192.0.2.1", 200, VIDEO, "{\"title\":\"a\"}", AuditChain.BEGINNING));
        forged.add(with(7, "aud_1", AT, KEY, "192.0.2.2", 200, VIDEO, "{\"title\":\"a\"}", AuditChain.BEGINNING));
        forged.add(with(7, "aud_1", AT, KEY, "192.0.2.1", 403, VIDEO, "{\"title\":\"a\"}", AuditChain.BEGINNING));
        forged.add(with(7, "aud_1", AT, KEY, "192.0.2.1", 200, null, "{\"title\":\"a\"}", AuditChain.BEGINNING));
        // White space says nothing in JSON, but it is a byte.
        forged.add(with(7, "aud_1", AT, KEY, "192.0.2.1", 200, VIDEO, "{\"title\": \"a\"}", AuditChain.BEGINNING));
        forged.add(with(7, "aud_1", AT, KEY, "192.0.2.1", 200, VIDEO, "{\"title\":\"a\"}", "1".repeat(64)));
        String hash = AuditChain.hash(FULL);
        assertThat(AuditChain.hash(
                        with(7, "aud_1", AT, KEY, "192.0.2.1", 200, VIDEO, "{\"title\":\"a\"}", AuditChain.BEGINNING)))
                .isEqualTo(hash);
        assertThat(forged)
                .allSatisfy(entry -> assertThat(AuditChain.hash(entry)).isNotEqualTo(hash));
    }

    private static AuditRecord with(
            long sequence,
            String id,
            Instant at,
            Who actor,
            String address,
            int outcome,
            AuditRecord.Subject object,
            String before,
            String previousHash) {
        return new AuditRecord(
                "ten_1",
                sequence,
                id,
                at,
                actor,
                address,
                "updateVideo",
                outcome,
                object,
                before,
                "{\"title\":\"b\"}",
                "req_1",
                "aud_0",
                previousHash,
                "");
    }
}
