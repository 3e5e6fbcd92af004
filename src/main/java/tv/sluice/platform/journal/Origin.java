package tv.sluice.platform.journal;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.web.Actor;
import tv.sluice.platform.web.Operation;
import tv.sluice.platform.web.RequestId;
import tv.sluice.platform.web.TraceContext;

/** What a unit of work goes back to: who asked for it, from where, by which request. It travels with the request from thread to thread. */
public final class Origin {
    /** The operation of what nobody asked for just now. */
    public static final String SYSTEM = "system";

    private static final String KEY = "sluice.origin";
    private static final String ROUTING = "sluice.routing";
    private static final String LOG_KEY = "requestId";
    private static final int OK = 200;

    private final Who actor;
    private final @Nullable String address;
    private final @Nullable String requestId;
    private final String operation;
    private final int outcome;
    private final @Nullable String traceParent;
    private volatile boolean written;

    private Origin(
            Who actor,
            @Nullable String address,
            @Nullable String requestId,
            String operation,
            int outcome,
            @Nullable String traceParent) {
        this.actor = actor;
        this.address = address;
        this.requestId = requestId;
        this.operation = operation;
        this.outcome = outcome;
        this.traceParent = traceParent;
    }

    /** Of what runs now: the current request, or else the platform itself. */
    public static Origin current() {
        Origin given = local(KEY, Origin.class);
        if (given != null) {
            return given;
        }
        RoutingContext routing = local(ROUTING, RoutingContext.class);
        if (routing == null) {
            routing = requestOfThread();
        }
        if (routing != null) {
            return of(routing);
        }
        return system(MDC.get(LOG_KEY) instanceof String id ? id : null, null);
    }

    /** Of this request, from the moment on when it is known who makes it. */
    static Origin of(RoutingContext routing) {
        Origin known = routing.get(KEY);
        if (known != null) {
            return known;
        }
        Actor actor = Actor.of(routing);
        Operation operation = Operation.of(routing);
        if (actor == null || operation == null) {
            return system(RequestId.of(routing), TraceContext.parentOf(routing));
        }
        Who who = new Who(actor.kind(), actor.id(), actor.name(), actor.grantId());
        Origin origin = ofRequest(routing, who, operation.id(), operation.success());
        routing.put(KEY, origin);
        return origin;
    }

    /** From now on this request is made by whoever has the URL of this upload. */
    public static void uploadUrl(RoutingContext routing, String uploadId, String operation) {
        Who who = new Who(Who.UPLOAD_URL, uploadId, null, null);
        routing.put(KEY, ofRequest(routing, who, operation, OK));
    }

    private static Origin ofRequest(RoutingContext routing, Who who, String operation, int outcome) {
        return new Origin(
                who,
                address(routing.request()),
                RequestId.of(routing),
                operation,
                outcome,
                TraceContext.parentOf(routing));
    }

    /** Of what the platform does because of an earlier request, or by itself. */
    static Origin system(@Nullable String requestId, @Nullable String traceParent) {
        return new Origin(Who.SYSTEM, null, requestId, SYSTEM, OK, traceParent);
    }

    /** The same with what is known of the request that began it all; of effect only on the platform's own. */
    Origin causedBy(@Nullable String request, @Nullable String trace) {
        return operation.equals(SYSTEM) ? system(request, trace) : this;
    }

    /** What runs on this request's context finds it. */
    static void remember(RoutingContext routing) {
        Context context = Vertx.currentContext();
        if (context != null && VertxContext.isDuplicatedContext(context)) {
            context.putLocal(ROUTING, routing);
        }
    }

    /** What runs on this context, which must be a duplicated one, has this origin. */
    public void isOf(Context context) {
        context.putLocal(KEY, this);
    }

    private static <T> @Nullable T local(String key, Class<T> type) {
        Context context = Vertx.currentContext();
        if (context == null || !VertxContext.isDuplicatedContext(context)) {
            return null;
        }
        Object found = context.getLocal(key);
        return type.isInstance(found) ? type.cast(found) : null;
    }

    /** On a worker thread to which the request went along. */
    private static @Nullable RoutingContext requestOfThread() {
        ArcContainer container = Arc.container();
        if (container == null || !container.requestContext().isActive()) {
            return null;
        }
        return container.instance(CurrentVertxRequest.class).get().getCurrent();
    }

    private static @Nullable String address(HttpServerRequest request) {
        if (request.remoteAddress() == null) {
            return null;
        }
        String host = request.remoteAddress().hostAddress();
        return host == null ? request.remoteAddress().host() : host;
    }

    /** It has been written down what this request did. */
    void wasWritten() {
        written = true;
    }

    boolean written() {
        return written;
    }

    Who actor() {
        return actor;
    }

    @Nullable
    String address() {
        return address;
    }

    public @Nullable String requestId() {
        return requestId;
    }

    String operation() {
        return operation;
    }

    /** HTTP status of success. */
    int outcome() {
        return outcome;
    }

    /** W3C traceparent, with this request as the parent. */
    public @Nullable String traceParent() {
        return traceParent;
    }
}
