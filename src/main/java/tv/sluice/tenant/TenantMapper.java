package tv.sluice.tenant;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.model.Account;
import tv.sluice.api.model.ApiKeyCreate;
import tv.sluice.api.model.Defaults;
import tv.sluice.api.model.Limits;
import tv.sluice.api.model.PlaybackPolicy;
import tv.sluice.api.model.TenantCreate;
import tv.sluice.api.model.TenantCreated;
import tv.sluice.api.model.TenantPage;
import tv.sluice.api.model.TenantSuspension;
import tv.sluice.platform.web.Page;

/** Between the contract's shapes of a tenant and ours. */
final class TenantMapper {
    private TenantMapper() {}

    static TenantSettings settings(TenantCreate create) {
        return new TenantSettings(
                create.getName(),
                create.getExternalId(),
                limits(create.getLimits()),
                brand(create.getBrand()),
                create.getDomains() == null ? List.of() : List.copyOf(create.getDomains()),
                defaults(create.getDefaults()));
    }

    static List<KeyDraft> keys(TenantCreate create) {
        List<ApiKeyCreate> keys = create.getApiKeys();
        if (keys == null || keys.isEmpty()) {
            return List.of(KeyDraft.everything());
        }
        return IntStream.range(0, keys.size())
                .mapToObj(i -> KeyMapper.draft(keys.get(i), "/apiKeys/" + i))
                .toList();
    }

    static Suspension suspension(TenantSuspension suspension) {
        return new Suspension(SuspendedPlayback.valueOf(suspension.getPlayback().name()), suspension.getReason());
    }

    static @Nullable TenantState state(tv.sluice.api.model.@Nullable TenantState state) {
        return state == null ? null : TenantState.valueOf(state.name());
    }

    static tv.sluice.api.model.Tenant tenant(Tenant tenant) {
        TenantSettings settings = tenant.settings();
        return new tv.sluice.api.model.Tenant()
                .id(tenant.id())
                .externalId(settings.externalId())
                .name(settings.name())
                .state(tv.sluice.api.model.TenantState.valueOf(tenant.state().name()))
                .suspension(suspension(tenant.suspension()))
                .limits(limits(settings.limits()))
                .brand(brand(settings.brand()))
                .domains(set(settings.domains()))
                .defaults(defaults(settings.defaults()))
                .createdAt(tenant.createdAt())
                .updatedAt(tenant.updatedAt());
    }

    static Account account(Tenant tenant) {
        TenantSettings settings = tenant.settings();
        return new Account()
                .id(tenant.id())
                .name(settings.name())
                .state(tv.sluice.api.model.TenantState.valueOf(tenant.state().name()))
                .limits(limits(settings.limits()))
                .brand(brand(settings.brand()))
                .domains(set(settings.domains()))
                .defaults(defaults(settings.defaults()))
                .createdAt(tenant.createdAt())
                .updatedAt(tenant.updatedAt());
    }

    static TenantPage page(Page<Tenant> page) {
        return new TenantPage()
                .items(page.items().stream().map(TenantMapper::tenant).toList())
                .nextCursor(page.nextCursor());
    }

    static TenantCreated created(TenantService.Provisioned provisioned) {
        return new TenantCreated()
                .tenant(tenant(provisioned.tenant()))
                .apiKeys(provisioned.keys().stream().map(KeyMapper::issued).toList());
    }

    private static TenantLimits limits(@Nullable Limits limits) {
        return limits == null
                ? TenantLimits.NONE
                : new TenantLimits(
                        limits.getStorageBytes(),
                        limits.getUploadBytesPerHour(),
                        limits.getEncodedMinutesPerMonth(),
                        limits.getRequestsPerMinute(),
                        limits.getConcurrentViewers());
    }

    private static Limits limits(TenantLimits limits) {
        return new Limits()
                .storageBytes(limits.storageBytes())
                .uploadBytesPerHour(limits.uploadBytesPerHour())
                .encodedMinutesPerMonth(limits.encodedMinutesPerMonth())
                .requestsPerMinute(limits.requestsPerMinute())
                .concurrentViewers(limits.concurrentViewers());
    }

    private static Brand brand(tv.sluice.api.model.@Nullable Brand brand) {
        return brand == null
                ? Brand.NONE
                : new Brand(
                        brand.getDisplayName(),
                        brand.getPrimaryColor(),
                        brand.getBackgroundColor(),
                        brand.getTextColor(),
                        brand.getLogoUrl(),
                        brand.getSupportUrl(),
                        texts(brand.getTexts()));
    }

    private static tv.sluice.api.model.Brand brand(Brand brand) {
        return new tv.sluice.api.model.Brand()
                .displayName(brand.displayName())
                .primaryColor(brand.primaryColor())
                .backgroundColor(brand.backgroundColor())
                .textColor(brand.textColor())
                .logoUrl(brand.logoUrl())
                .supportUrl(brand.supportUrl())
                .texts(brand.texts());
    }

    /** Null means that there is none, as in a patch. */
    private static @Nullable Map<String, String> texts(@Nullable Map<String, String> texts) {
        if (texts == null) {
            return null;
        }
        Map<String, String> there = new LinkedHashMap<>(texts);
        there.values().removeIf(Objects::isNull);
        return there;
    }

    private static TenantDefaults defaults(@Nullable Defaults defaults) {
        return defaults == null
                ? TenantDefaults.NONE
                : new TenantDefaults(
                        defaults.getPlaybackPolicy() == null
                                ? null
                                : defaults.getPlaybackPolicy().name(),
                        defaults.getTokenLifetime());
    }

    private static Defaults defaults(TenantDefaults defaults) {
        return new Defaults()
                .playbackPolicy(
                        defaults.playbackPolicy() == null ? null : PlaybackPolicy.valueOf(defaults.playbackPolicy()))
                .tokenLifetime(defaults.tokenLifetime());
    }

    private static @Nullable TenantSuspension suspension(@Nullable Suspension suspension) {
        return suspension == null
                ? null
                : new TenantSuspension()
                        .playback(tv.sluice.api.model.SuspendedPlayback.valueOf(
                                suspension.playback().name()))
                        .reason(suspension.reason());
    }

    private static Set<String> set(List<String> domains) {
        return new LinkedHashSet<>(domains);
    }
}
