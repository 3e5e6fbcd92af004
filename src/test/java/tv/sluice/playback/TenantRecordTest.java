package tv.sluice.playback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tv.sluice.playback.token.TenantRecord;
import tv.sluice.tenant.Environment;
import tv.sluice.tenant.Space;
import tv.sluice.tenant.TenantRegister;

/** What the control plane and delivery must agree on without knowing each other. */
class TenantRecordTest {
    private static final String TENANT = "ten_01jd8wq2k3m4n5p6q7r8s9t0vw";

    @Test
    void aChangeIsAnnouncedByTheKeyOfTheRecord() {
        assertThat(TenantRegister.announcement(TENANT)).isEqualTo(TenantRecord.storageKey(TENANT));
    }

    @Test
    void bothEnvironmentsAreOfTheSameTenant() {
        for (Environment each : Environment.values()) {
            assertThat(TenantRecord.owner(new Space(TENANT, each).text())).isEqualTo(TENANT);
        }
    }

    @Test
    void aRecordIsReadAsItWasWritten() {
        TenantRecord limited = new TenantRecord(TENANT, true, 5L);
        assertThat(TenantRecord.fromJson(limited.toJson())).isEqualTo(limited);
        TenantRecord stopped = new TenantRecord(TENANT, false, null);
        assertThat(TenantRecord.fromJson(stopped.toJson())).isEqualTo(stopped);
        assertThat(TenantRecord.fromJson(
                        "{\"tenantId\":\"ten_a\",\"playing\":true,\"later\":1}".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new TenantRecord("ten_a", true, null));
    }
}
