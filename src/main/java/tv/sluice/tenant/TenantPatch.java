package tv.sluice.tenant;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import tv.sluice.platform.error.FieldError;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.web.MergePatch;

/** Patches the settings of tenants (JSON Merge Patch, RFC 7396) with what the contract has let through. */
@ApplicationScoped
class TenantPatch {
    private static final int MAX_TEXTS = 50;

    private final ObjectMapper json;

    TenantPatch(ObjectMapper json) {
        this.json = json;
    }

    TenantSettings apply(TenantSettings settings, JsonNode patch) {
        TenantSettings patched = read(MergePatch.apply(json.valueToTree(settings), patch));
        // The contract bounds what one patch brings, not what many add up to.
        if (patched.brand().texts() != null && patched.brand().texts().size() > MAX_TEXTS) {
            throw ProblemException.invalid(
                    "/brand/texts", "too_many", "A brand can have " + MAX_TEXTS + " texts; set others to null.");
        }
        return patched;
    }

    static ProblemException externalIdTaken(Tenant tenant) {
        String message =
                "Another tenant has the externalId " + tenant.settings().externalId() + " already.";
        return new ProblemException(
                ProblemType.CONFLICT, message, List.of(new FieldError("/externalId", "not_unique", message)));
    }

    private TenantSettings read(JsonNode patched) {
        try {
            return json.treeToValue(patched, TenantSettings.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The contract allows what the settings of a tenant do not", e);
        }
    }
}
