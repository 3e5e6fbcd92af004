package tv.sluice.platform.idempotency;

import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The right of one request to carry a call out.
 *
 * @param name under which the call is kept
 * @param holder names the request
 * @param settled whether it is known what becomes of it
 */
record Reservation(Call call, String name, String holder, AtomicBoolean settled) {
    private static final String KEY = "sluice.reservation";

    static @Nullable Reservation of(RoutingContext routing) {
        return routing.get(KEY);
    }

    void isHeldBy(RoutingContext routing) {
        routing.put(KEY, this);
    }

    /** True for the first who asks. */
    boolean settle() {
        return settled.compareAndSet(false, true);
    }
}
