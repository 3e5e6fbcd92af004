package tv.sluice.member;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.model.Grant;
import tv.sluice.api.model.GrantCreate;
import tv.sluice.api.model.GrantPage;
import tv.sluice.platform.journal.StateJson;
import tv.sluice.platform.web.Page;

/** Grants as the contract shows them. */
final class GrantMapper {
    private GrantMapper() {}

    static Grant grant(OperatorGrant grant) {
        return grant(grant, grant.state(Instant.now()));
    }

    /** @param active whether it is, or was a moment ago, before it ended */
    static JsonNode json(OperatorGrant grant, boolean active) {
        return StateJson.of(grant(grant, active ? GrantState.ACTIVE : grant.state(Instant.now())));
    }

    private static Grant grant(OperatorGrant grant, GrantState state) {
        return new Grant()
                .id(grant.id())
                .tenantId(grant.tenantId())
                .operator(grant.operatorId() + ' ' + grant.operatorName())
                .access(tv.sluice.api.model.GrantAccess.fromValue(grant.access().name()))
                .reason(grant.reason())
                .state(tv.sluice.api.model.GrantState.fromValue(state.name()))
                .expiresAt(grant.expiresAt())
                .endedAt(state == GrantState.EXPIRED ? grant.expiresAt() : grant.endedAt())
                .createdAt(grant.createdAt());
    }

    static GrantPage page(Page<OperatorGrant> page) {
        return new GrantPage()
                .items(page.items().stream().map(GrantMapper::grant).toList())
                .nextCursor(page.nextCursor());
    }

    static GrantDraft draft(GrantCreate create) {
        return new GrantDraft(
                create.getTenantId(),
                create.getAccess() == null
                        ? GrantAccess.READ
                        : GrantAccess.valueOf(create.getAccess().name()),
                create.getReason(),
                Duration.ofSeconds(create.getExpiresIn()));
    }

    static @Nullable GrantState state(tv.sluice.api.model.@Nullable GrantState state) {
        return state == null ? null : GrantState.valueOf(state.name());
    }
}
