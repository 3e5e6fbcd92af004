package tv.sluice.tenant;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.model.ApiKeyCreate;
import tv.sluice.api.model.ApiKeyKind;
import tv.sluice.api.model.ApiKeyPage;
import tv.sluice.api.model.ApiKeyState;
import tv.sluice.platform.web.Page;

/** Between the contract's shapes of an API key and ours. */
final class KeyMapper {
    private KeyMapper() {}

    /** @param pointer where in the request it stands */
    static KeyDraft draft(ApiKeyCreate create, String pointer) {
        KeyKind kind = create.getKind() == null
                ? KeyKind.SECRET
                : KeyKind.valueOf(create.getKind().name());
        Set<String> scopes = create.getScopes();
        return new KeyDraft(
                pointer,
                create.getName(),
                kind,
                create.getEnvironment() == null
                        ? null
                        : Environment.valueOf(create.getEnvironment().name()),
                scopes == null || scopes.isEmpty() ? null : new ArrayList<>(scopes),
                create.getOrigins() == null ? List.of() : List.copyOf(create.getOrigins()),
                create.getExpiresAt());
    }

    static @Nullable KeyState state(@Nullable ApiKeyState state) {
        return state == null ? null : KeyState.valueOf(state.name());
    }

    static tv.sluice.api.model.ApiKey key(ApiKey key) {
        return new tv.sluice.api.model.ApiKey()
                .id(key.id())
                .name(key.name())
                .kind(ApiKeyKind.valueOf(key.kind().name()))
                .environment(tv.sluice.api.model.Environment.valueOf(
                        key.environment().name()))
                .state(ApiKeyState.valueOf(key.state(Instant.now()).name()))
                .hint(key.hint())
                .scopes(key.scopes().stream().map(Scope::text).sorted().toList())
                .origins(key.kind() == KeyKind.PUBLISHABLE ? key.origins() : null)
                .expiresAt(key.expiresAt())
                .lastUsedAt(key.lastUsedAt())
                .replacedBy(key.replacedBy())
                .createdAt(key.createdAt());
    }

    /** With its text, for the one answer that shows it. */
    static tv.sluice.api.model.ApiKey issued(IssuedKey issued) {
        return key(issued.key()).secret(issued.text());
    }

    static ApiKeyPage page(Page<ApiKey> page) {
        return new ApiKeyPage()
                .items(page.items().stream().map(KeyMapper::key).toList())
                .nextCursor(page.nextCursor());
    }
}
