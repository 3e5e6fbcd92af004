package tv.sluice.upload;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.net.AddressRefusedException;
import tv.sluice.platform.net.OutboundClient;

/** Asks other people's servers for files, and follows their redirects, each as carefully as the first URL. */
@ApplicationScoped
class ImportClient {
    private static final int MAX_REDIRECTS = 5;
    private static final int LOOK_UPS_PER_IMPORT = 2;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final OutboundClient client;
    private final Duration readTimeout;

    ImportClient(Vertx vertx, ImportConfig config) {
        this.readTimeout = config.readTimeout();
        this.client = new OutboundClient(
                vertx,
                new OutboundClient.Limits(
                        config.allow().orElse(List.of()),
                        config.connectTimeout(),
                        config.maxConcurrent(),
                        false,
                        config.maxConcurrent() * LOOK_UPS_PER_IMPORT));
    }

    /**
     * What is wanted of a server.
     *
     * @param from the offset from which on the file is wanted
     * @param validator entity tag that the file must still have for that; else all of it is wanted
     */
    record Wish(long from, @Nullable String validator) {
        static final Wish ALL = new Wish(0, null);
    }

    /** The answer to a GET, redirects followed, its body paused; fails with an ImportException. Call it on the context. */
    Uni<HttpClientResponse> get(ImportUrl url, Wish wish, Context context) {
        return follow(url, wish, context, 0);
    }

    private Uni<HttpClientResponse> follow(ImportUrl url, Wish wish, Context context, int redirects) {
        return connect(url, context).chain(request -> send(request, wish)).chain(response -> {
            if (!REDIRECTS.contains(response.statusCode())) {
                return Uni.createFrom().item(response);
            }
            String location = response.getHeader("Location");
            response.request().reset();
            return location == null || redirects == MAX_REDIRECTS
                    ? Uni.createFrom().failure(ImportException.redirects())
                    : next(url, location).chain(next -> follow(next, wish, context, redirects + 1));
        });
    }

    private static Uni<ImportUrl> next(ImportUrl url, String location) {
        return Uni.createFrom()
                .item(() -> url.resolve(location))
                .onFailure(ProblemException.class)
                .transform(failure -> ImportException.redirects());
    }

    private Uni<HttpClientRequest> connect(ImportUrl url, Context context) {
        return client.open(HttpMethod.GET, url.url(), context).onFailure().transform(ImportClient::inOurWords);
    }

    private static ImportException inOurWords(Throwable failure) {
        return switch (failure) {
            case AddressRefusedException refused -> ImportException.addressRefused();
            case TimeoutException slow -> ImportException.timeout();
            default -> ImportException.broken();
        };
    }

    private Uni<HttpClientResponse> send(HttpClientRequest request, Wish wish) {
        request.putHeader("User-Agent", "Sluice").putHeader("Accept", "*/*").putHeader("Accept-Encoding", "identity");
        if (wish.validator() != null) {
            request.putHeader("Range", "bytes=" + wish.from() + "-").putHeader("If-Range", wish.validator());
        }
        return Uni.createFrom()
                .<HttpClientResponse>emitter(emitter -> request.send()
                        .onSuccess(response -> {
                            response.pause();
                            emitter.complete(response);
                        })
                        .onFailure(emitter::fail))
                .ifNoItem()
                .after(readTimeout)
                .fail()
                .onFailure()
                .invoke(() -> request.reset())
                .onFailure()
                .transform(failure ->
                        failure instanceof TimeoutException ? ImportException.timeout() : ImportException.broken());
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
