package tv.sluice.upload;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.error.ProblemType;
import tv.sluice.platform.web.ProblemWriter;
import tv.sluice.platform.web.QueryString;

/**
 * The resumable upload protocol tus 1.0.0 at an upload's URL, with the extensions creation, creation-with-upload, creation-defer-length,
 * termination, expiration and checksum; besides, a plain PUT of the whole file.
 */
@ApplicationScoped
class TusHandler {
    private final UploadService uploads;
    private final Receiver receiver;
    private final Quota quota;
    private final ProblemWriter problems;
    private final Semaphore places;
    private final Pace pace;
    private final long maxBytes;
    /** Empty if we are not told how clients see us: then the path alone is right wherever the client is. */
    private final String baseUrl;

    TusHandler(
            UploadService uploads,
            Receiver receiver,
            Quota quota,
            ProblemWriter problems,
            UploadConfig config,
            @ConfigProperty(name = "sluice.public-url") Optional<URI> publicUrl) {
        this.uploads = uploads;
        this.receiver = receiver;
        this.quota = quota;
        this.problems = problems;
        this.places = new Semaphore(config.maxConcurrent());
        this.pace = Pace.of(config);
        this.maxBytes = config.maxBytes().asLongValue();
        this.baseUrl = publicUrl.map(URI::toString).orElse("").replaceAll("/$", "");
    }

    void handle(RoutingContext routing) {
        TusExchange exchange = new TusExchange(routing);
        Uni.createFrom()
                .deferred(() -> answer(exchange))
                .subscribe()
                .with(ignored -> {}, failure -> refuse(exchange, failure));
    }

    private Uni<Void> answer(TusExchange exchange) {
        if (!exchange.method().equals("OPTIONS")) {
            QueryString.refuseAny(exchange.request().query());
        }
        return switch (exchange.method()) {
            case "OPTIONS" -> options(exchange);
            case "POST" -> placed(() -> create(exchange));
            case "HEAD" -> head(exchange);
            case "PATCH" -> placed(() -> patch(exchange));
            case "PUT" -> placed(() -> put(exchange));
            case "DELETE" -> terminate(exchange);
            default -> {
                exchange.request().response().putHeader("Allow", TusExchange.METHODS);
                yield Uni.createFrom()
                        .failure(new ProblemException(
                                ProblemType.METHOD_NOT_ALLOWED, "An upload URL takes " + TusExchange.METHODS + "."));
            }
        };
    }

    /** Runs a request with bytes if not too many of them are under way. */
    private Uni<Void> placed(Supplier<Uni<Void>> work) {
        if (!places.tryAcquire()) {
            return Uni.createFrom().failure(UploadProblems.tooMany());
        }
        return Uni.createFrom().<Void>deferred(work::get).eventually(() -> places.release());
    }

    private Uni<Void> options(TusExchange exchange) {
        Optional<UploadToken> token = exchange.headers().origin() == null ? Optional.empty() : exchange.token();
        Uni<Optional<Upload>> upload = token.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : uploads.byToken(token.get())
                        .map(Optional::of)
                        .onFailure(UploadProblems::isNotFound)
                        .recoverWithItem(Optional.empty());
        return upload.invoke(found -> exchange.capabilities(found, maxBytes)).replaceWithVoid();
    }

    private Uni<Void> create(TusExchange exchange) {
        exchange.headers().requireVersion();
        OptionalLong length = exchange.headers().lengthOrPromise();
        String filename = exchange.headers().filename();
        if (exchange.headers().contentLength().orElse(0) > 0) {
            exchange.headers().requireOffsetStream();
        }
        return find(exchange)
                .invoke(UploadService::requireOpen)
                .chain(upload -> uploads.declare(upload, length, filename))
                .chain(upload -> receiver.holding(
                                upload, exchange.executor(), hold -> firstBytes(exchange, upload, hold))
                        .invoke(offset -> created(exchange, upload, offset)))
                .replaceWithVoid();
    }

    /** Bytes that come with the creation count only if none are here yet: a repeated creation is told the offset instead. */
    private Uni<Long> firstBytes(TusExchange exchange, Upload upload, Hold hold) {
        return receiver.settle(upload).chain(offset -> {
            if (offset > 0 || !exchange.headers().isOffsetStream() || upload.isWholeWith(offset)) {
                return Uni.createFrom().item(offset);
            }
            return uploads.begin(upload, OptionalLong.empty())
                    .chain(open -> receiver.take(open, hold, order(exchange, upload, 0, false)))
                    .map(Taken::orProblem);
        });
    }

    private void created(TusExchange exchange, Upload upload, long offset) {
        String path = exchange.request().path();
        exchange.location(baseUrl + path);
        exchange.state(201, upload, offset);
    }

    private Uni<Void> head(TusExchange exchange) {
        exchange.headers().requireVersion();
        return find(exchange)
                .chain(upload -> offset(exchange, upload).invoke(offset -> {
                    exchange.length(upload);
                    exchange.metadata(upload);
                    exchange.state(200, upload, offset);
                }))
                .replaceWithVoid();
    }

    /** A completed upload still tells its offset: the answer to the last bytes may have been lost. */
    private Uni<Long> offset(TusExchange exchange, Upload upload) {
        if (isCompleted(upload)) {
            return Uni.createFrom().item(upload.bytes());
        }
        UploadService.requireOpen(upload);
        return receiver.holding(upload, exchange.executor(), hold -> receiver.settle(upload));
    }

    private Uni<Void> patch(TusExchange exchange) {
        exchange.headers().requireVersion();
        exchange.headers().requireOffsetStream();
        long offset = exchange.headers().requireOffset();
        OptionalLong length = exchange.headers().length();
        exchange.headers().checksum();
        return find(exchange).chain(upload -> {
            if (isCompleted(upload) && offset == upload.bytes() && !exchange.hasBody()) {
                exchange.state(204, upload, offset);
                return Uni.createFrom().voidItem();
            }
            UploadService.requireOpen(upload);
            return receiver.holding(
                            upload,
                            exchange.executor(),
                            hold -> uploads.begin(upload, length)
                                    .chain(open -> receiver.take(open, hold, order(exchange, open, offset, false)))
                                    .map(Taken::orProblem))
                    .invoke(reached -> exchange.state(204, upload, reached))
                    .replaceWithVoid();
        });
    }

    private Uni<Void> put(TusExchange exchange) {
        OptionalLong length = exchange.bodyLength();
        return find(exchange)
                .invoke(UploadService::requireOpen)
                .chain(upload -> receiver.holding(
                                upload,
                                exchange.executor(),
                                hold -> uploads.begin(upload, length)
                                        .call(receiver::clear)
                                        .chain(open -> receiver.take(open, hold, order(exchange, open, 0, true)))
                                        .map(Taken::orProblem))
                        .invoke(reached -> exchange.state(204, upload, reached)))
                .replaceWithVoid();
    }

    private Uni<Void> terminate(TusExchange exchange) {
        exchange.headers().requireVersion();
        return find(exchange)
                .invoke(UploadService::requireOpen)
                .chain(uploads::cancel)
                .invoke(() -> exchange.end(204));
    }

    private Uni<Upload> find(TusExchange exchange) {
        return exchange.token()
                .map(uploads::byToken)
                .orElseGet(() -> Uni.createFrom().failure(UploadProblems.unknown()))
                .invoke(exchange::admit)
                .invoke(exchange::isOf);
    }

    private Order order(TusExchange exchange, Upload upload, long offset, boolean toTheEnd) {
        return new Order(
                offset,
                exchange.headers().contentLength(),
                exchange.headers().checksum(),
                toTheEnd,
                upload.expiresAt(),
                pace,
                new Order.Source(exchange.request(), exchange.context(), exchange::welcomeBytes));
    }

    private static boolean isCompleted(Upload upload) {
        return upload.state() == UploadState.COMPLETED && Instant.now().isBefore(upload.expiresAt());
    }

    private void refuse(TusExchange exchange, Throwable failure) {
        if (failure instanceof ProblemException problem) {
            switch (problem.type().status()) {
                case 429 ->
                    exchange.request().response().putHeader("Retry-After", Long.toString(quota.retryAfterSeconds()));
                case 423 -> exchange.request().response().putHeader("Retry-After", "3");
                case 503 -> exchange.request().response().putHeader("Retry-After", "5");
                case 507 -> exchange.request().response().putHeader("Retry-After", "60");
                case 460 -> exchange.request().response().setStatusMessage("Checksum Mismatch");
                case 412 -> exchange.request().response().putHeader("Tus-Version", TusHeaders.VERSION);
                default -> {}
            }
        }
        problems.write(exchange.routing(), failure);
    }
}
