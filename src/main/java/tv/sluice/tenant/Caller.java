package tv.sluice.tenant;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/**
 * Who makes the current REST request. Read it before the first asynchronous step: it belongs to the request's context.
 */
@RequestScoped
public class Caller {
    private @Nullable Identity identity;
    private @Nullable String requestId;

    /** The tenant for which the API key speaks. */
    public String tenantId() {
        return known().tenantId();
    }

    public String apiKeyId() {
        return known().apiKeyId();
    }

    /** The id of this request, for what outlives it. */
    public String requestId() {
        if (requestId == null) {
            throw new IllegalStateException("No request is being served");
        }
        return requestId;
    }

    void is(Identity who, String request) {
        identity = who;
        requestId = request;
    }

    private Identity known() {
        if (identity == null) {
            throw new IllegalStateException("The caller is not known here");
        }
        return identity;
    }
}
