package tv.sluice.platform.web;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.journal.JournalSignal;

/**
 * What single resources were answered with within the last second, for callers who ask for the same again with the same credential. An
 * answer counts no more as soon as anything of its tenant has changed, of which this process hears at once, and others by Redis.
 */
@ApplicationScoped
public class RecentAnswers {
    private static final CharSequence MEDIA_TYPE = HttpHeaders.createOptimized("application/json");
    private static final int NOT_MODIFIED = 304;
    private static final String ASKED = "sluice.asked";
    /** Tenants share these; a change in one then costs another's answers as well, which does no harm. */
    private static final int STRIPES = 4096;
    /** The other environment of a tenant, too: its id and something behind it. */
    private static final int TENANT_ID_LENGTH = 30;
    /** Whoever sends these asks for something else than the next caller with the same credential. */
    private static final List<String> PARTICULAR =
            List.of("Origin", "Sluice-Tenant", "Sluice-Environment", "Sluice-Grant", "Cache-Control", "Accept");

    /** What an answer was given to. */
    public record Question(String authorization, String authority, String uri) {
        @Override
        public String toString() {
            return "Question[" + uri + "]";
        }
    }

    /**
     * An answer that was given.
     *
     * @param askedAt before it was looked up
     */
    public record Answer(
            Actor actor, RequestLimits limits, Operation operation, Buffer body, String tag, long askedAt) {
        /** Ends the request with it, or with 304. */
        public void send(RoutingContext routing) {
            HttpServerResponse response = routing.response();
            operation.lifecycle().tell(response);
            response.putHeader(HttpHeaders.ETAG, tag);
            if (Representation.isKnown(tag, routing.request().getHeader(HttpHeaders.IF_NONE_MATCH))) {
                response.setStatusCode(NOT_MODIFIED).end();
            } else {
                response.putHeader(HttpHeaders.CONTENT_TYPE, MEDIA_TYPE).end(body);
            }
        }
    }

    private record Asked(Question question, long at) {}

    private final long goodFor;
    private final LongSupplier nanoTime;
    private final AtomicLongArray changedAt = new AtomicLongArray(STRIPES);
    private final Cache<Question, Answer> answers;

    @Inject
    RecentAnswers(ApiConfig config, JournalSignal signal) {
        this(config.answerMemory(), config.answerMemorySize().asLongValue(), System::nanoTime);
        signal.onCommit(this::forget);
    }

    RecentAnswers(Duration goodFor, long bytes, LongSupplier nanoTime) {
        this.goodFor = goodFor.toNanos();
        this.nanoTime = nanoTime;
        this.answers = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Question question, Answer answer) -> answer.body().length()
                        + question.uri().length()
                        + question.authorization().length())
                .expireAfterWrite(goodFor.isZero() ? Duration.ofNanos(1) : goodFor)
                .executor(Runnable::run)
                .build();
        for (int i = 0; i < STRIPES; i++) {
            changedAt.set(i, nanoTime.getAsLong() - 1);
        }
    }

    /** What this request asks, or null if its answer may depend on more than that. */
    public @Nullable Question question(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (goodFor == 0 || request.method() != HttpMethod.GET || authorization == null) {
            return null;
        }
        for (String name : PARTICULAR) {
            String value = request.getHeader(name);
            if (value != null && !(name.equals("Accept") && value.equals("*/*"))) {
                return null;
            }
        }
        return request.authority() == null
                ? null
                : new Question(authorization, request.authority().toString(), request.uri());
    }

    /** The answer, if it was given lately and nothing has changed since. Otherwise remembers since when this request has been asking. */
    public @Nullable Answer find(Question question, RoutingContext routing) {
        long now = nanoTime.getAsLong();
        Answer answer = answers.getIfPresent(question);
        if (answer != null && now - answer.askedAt() < goodFor && !hasChanged(answer.actor(), answer.askedAt())) {
            return answer;
        }
        routing.put(ASKED, new Asked(question, now));
        return null;
    }

    /**
     * Keeps an answer to a request that {@link #find} was asked about, if the contract says {@code x-answers-kept}. What operators read
     * is audited, so it is never kept.
     */
    void keep(RoutingContext routing, Operation operation, byte[] body, String tag) {
        Asked asked = routing.get(ASKED);
        Actor actor = Actor.of(routing);
        if (asked == null || actor == null || !operation.shape().kept() || actor.grantId() != null) {
            return;
        }
        if (!hasChanged(actor, asked.at())) {
            answers.put(
                    asked.question(),
                    new Answer(actor, RequestLimits.of(routing), operation, Buffer.buffer(body), tag, asked.at()));
        }
    }

    /** Something of the tenant has changed: a resource, or who may see it. */
    public void forget(String tenantId) {
        changedAt.set(stripe(tenantId), nanoTime.getAsLong());
    }

    private boolean hasChanged(Actor actor, long askedAt) {
        return changedAt.get(stripe(actor.tenantId())) - askedAt >= 0;
    }

    private static int stripe(String tenantId) {
        String id = tenantId.length() > TENANT_ID_LENGTH ? tenantId.substring(0, TENANT_ID_LENGTH) : tenantId;
        return Math.floorMod(id.hashCode(), STRIPES);
    }
}
