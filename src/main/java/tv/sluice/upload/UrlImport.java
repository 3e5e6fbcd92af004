package tv.sluice.upload;

import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.OptionalLong;
import tv.sluice.platform.error.ProblemException;

/** One attempt to fetch the file of an import, under the upload's hold. */
@ApplicationScoped
class UrlImport {
    private final Vertx vertx;
    private final ImportClient client;
    private final UploadService uploads;
    private final Receiver receiver;
    private final Pace pace;
    private final Duration totalTimeout;

    UrlImport(
            Vertx vertx,
            ImportClient client,
            UploadService uploads,
            Receiver receiver,
            ImportConfig config,
            UploadConfig limits) {
        this.vertx = vertx;
        this.client = client;
        this.uploads = uploads;
        this.receiver = receiver;
        this.pace = new Pace(
                config.readTimeout(),
                config.minRate().asLongValue(),
                limits.reserve().asLongValue());
        this.totalTimeout = config.totalTimeout();
    }

    /**
     * Fetches what is not here yet; with the last byte the upload is complete.
     *
     * @return what was taken, not all of it if it was cut off from outside; fails with an ImportException if the file cannot be had
     */
    Uni<Taken> run(Upload upload, Hold hold) {
        if (Instant.now().isAfter(until(upload))) {
            return Uni.createFrom().failure(ImportException.outOfTime());
        }
        Context context = Objects.requireNonNull(VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext()));
        return receiver.settle(upload)
                .chain(here -> upload.isWholeWith(here)
                        ? Uni.createFrom().item(new Taken(upload, new Ending.Arrived(), here))
                        : fetch(upload, hold, here, context))
                .onFailure(ProblemException.class)
                .transform(failure -> inOurWords((ProblemException) failure, upload));
    }

    private Uni<Taken> fetch(Upload upload, Hold hold, long here, Context context) {
        return client.get(url(upload), wish(upload, here), context)
                .emitOn(work -> context.runOnContext(ignored -> work.run()))
                .chain(response -> take(upload, hold, response, here, context)
                        .onFailure()
                        .invoke(() -> response.request().reset()));
    }

    private static ImportUrl url(Upload upload) {
        return ImportUrl.parse(String.valueOf(upload.inputUrl()));
    }

    /** The end of all attempts. */
    Instant until(Upload upload) {
        Instant end = upload.createdAt().plus(totalTimeout);
        return end.isBefore(upload.expiresAt()) ? end : upload.expiresAt();
    }

    private static ImportClient.Wish wish(Upload upload, long here) {
        return here > 0 && upload.importValidator() != null
                ? new ImportClient.Wish(here, upload.importValidator())
                : ImportClient.Wish.ALL;
    }

    private Uni<Taken> take(Upload upload, Hold hold, HttpClientResponse response, long here, Context context) {
        ImportAnswer answer;
        try {
            answer = ImportAnswer.read(response.statusCode(), response.headers(), here);
        } catch (ImportException e) {
            return Uni.createFrom().failure(e);
        }
        if (answer.total().orElse(0) > upload.maxBytes()) {
            return Uni.createFrom().failure(ImportException.tooLarge(upload.maxBytes()));
        }
        Uni<Void> prepared =
                answer.start() == 0 ? receiver.clear(upload) : Uni.createFrom().voidItem();
        return prepared.chain(() -> uploads.fetching(upload, answer, url(upload).filename()))
                .chain(open -> receiver.take(open, hold, order(open, answer, response, context)))
                .onItem()
                .transformToUni(taken -> judged(upload, taken));
    }

    private Order order(Upload upload, ImportAnswer answer, HttpClientResponse response, Context context) {
        OptionalLong coming = answer.total().isPresent()
                ? OptionalLong.of(answer.total().getAsLong() - answer.start())
                : OptionalLong.empty();
        return new Order(
                answer.start(), coming, null, true, until(upload), pace, new Order.Source(response, context, () -> {}));
    }

    private Uni<Taken> judged(Upload upload, Taken taken) {
        boolean whole = taken.upload().isWholeWith(taken.length());
        ImportException failure = switch (taken.ending()) {
            case Ending.Interrupted(Cut cut)
            when !whole ->
                switch (cut) {
                    case CLIENT_GONE -> ImportException.broken();
                    case STALLED -> ImportException.timeout();
                    case EXPIRED -> ImportException.outOfTime();
                    case TAKEN_OVER, CANCELLED, STOPPING -> null;
                };
            case Ending.Arrived arrived when taken.upload().size() != null && !whole -> ImportException.broken();
            case Ending.Overflow overflow -> ImportException.tooLarge(upload.maxBytes());
            case Ending.Refused(ProblemException problem) -> ImportException.limited(problem);
            case Ending.DiskFailed failed -> ImportException.here();
            case Ending.Arrived arrived -> null;
            case Ending.Interrupted interrupted -> null;
            case Ending.Mismatch mismatch -> null;
        };
        return failure == null ? Uni.createFrom().item(taken) : Uni.createFrom().failure(failure);
    }

    /** What the Receiver would tell a client. */
    private static Throwable inOurWords(ProblemException problem, Upload upload) {
        if (problem.type().equals(UploadProblems.TOO_LARGE)) {
            return ImportException.tooLarge(upload.maxBytes());
        }
        if (problem.type().equals(UploadProblems.STORAGE_LIMIT)
                || problem.type().equals(UploadProblems.UPLOAD_LIMIT)) {
            return ImportException.limited(problem);
        }
        return problem.type().status() >= 500 ? ImportException.here() : problem;
    }
}
