package tv.sluice.video;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import tv.sluice.api.model.VideoBulkItem;
import tv.sluice.api.model.VideoBulkOutcome;
import tv.sluice.platform.error.Culprit;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;

/** Carries out the items of one bulk call, one after the other, each by itself. */
final class VideoBulkMapper {
    private static final Logger LOG = Logger.getLogger(VideoBulkMapper.class);

    private final String requestId;
    /** Why the server cannot go on, once that is so. */
    private final AtomicReference<@Nullable ProblemException> obstacle = new AtomicReference<>();

    VideoBulkMapper(String requestId) {
        this.requestId = requestId;
    }

    /** @param carryOut what one item asks for */
    Uni<List<VideoBulkOutcome>> run(
            List<VideoBulkItem> items, Function<VideoBulkItem, Uni<VideoBulkOutcome>> carryOut) {
        return Multi.createFrom()
                .iterable(items)
                .onItem()
                .transformToUniAndConcatenate(item -> one(item, carryOut))
                .collect()
                .asList();
    }

    private Uni<VideoBulkOutcome> one(VideoBulkItem item, Function<VideoBulkItem, Uni<VideoBulkOutcome>> carryOut) {
        ProblemException known = obstacle.get();
        if (known != null) {
            return Uni.createFrom().item(failed(item, known));
        }
        return Uni.createFrom()
                .deferred(() -> carryOut.apply(item))
                .onFailure()
                .recoverWithItem(failure -> failed(item, problem(item, failure)));
    }

    private ProblemException problem(VideoBulkItem item, Throwable failure) {
        ProblemException problem;
        if (failure instanceof ProblemException foreseen) {
            problem = foreseen;
        } else {
            LOG.errorf(failure, "Request %s: %s of %s failed", requestId, item.getAction(), item.getVideoId());
            problem = new ProblemException(
                    ProblemType.INTERNAL,
                    "The failure has been logged under this request id. It is not the request's fault.");
        }
        if (problem.type().culprit() != Culprit.CLIENT) {
            obstacle.set(problem);
        }
        return problem;
    }

    private VideoBulkOutcome failed(VideoBulkItem item, ProblemException problem) {
        return new VideoBulkOutcome()
                .videoId(item.getVideoId())
                .httpStatus(problem.type().status())
                .problem(VideoMapper.problem(problem, requestId));
    }
}
