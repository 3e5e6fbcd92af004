package tv.sluice.member.oidc;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks the identity provider: one GET, within a time-out and a size, without redirects. Its address is the administrator's choice. */
@ApplicationScoped
class ProviderClient {
    private static final int MAX_CONNECTIONS = 8;
    private static final int MAX_WAITING = 256;
    private static final int OK = 200;

    private final HttpClient client;
    private final Duration timeout;
    private final long maxAnswer;

    ProviderClient(Vertx vertx, OidcConfig config) {
        this.timeout = config.timeout();
        this.maxAnswer = config.maxAnswer().asLongValue();
        this.client = vertx.createHttpClient(
                new HttpClientOptions()
                        .setConnectTimeout((int) timeout.toMillis())
                        .setVerifyHost(true),
                new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS).setMaxWaitQueueSize(MAX_WAITING));
    }

    /**
     * The JSON text at an address; fails with a ProviderException.
     *
     * @param bearer the token to show, or null
     */
    Uni<String> get(URI address, @Nullable String bearer) {
        return Uni.createFrom()
                .<String>emitter(emitter -> ask(address, bearer).onComplete(emitter::complete, emitter::fail))
                .ifNoItem()
                .after(timeout)
                .fail()
                .onFailure()
                .transform(failure -> new ProviderException(address + " did not answer as it should: " + failure));
    }

    private Future<String> ask(URI address, @Nullable String bearer) {
        return client.request(options(address)).compose(request -> {
            request.putHeader("Accept", "application/json");
            if (bearer != null) {
                request.putHeader("Authorization", "Bearer " + bearer);
            }
            return request.send().compose(response -> read(request, response));
        });
    }

    private RequestOptions options(URI address) {
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(address.toString())
                .setTimeout(timeout.toMillis())
                .setFollowRedirects(false);
    }

    private Future<String> read(HttpClientRequest request, HttpClientResponse response) {
        if (response.statusCode() != OK) {
            request.reset();
            return Future.failedFuture(new ProviderException("status " + response.statusCode()));
        }
        Promise<String> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.handler(part -> {
            if (body.length() + part.length() > maxAnswer) {
                whole.tryFail(new ProviderException("the answer is larger than " + maxAnswer + " bytes"));
                request.reset();
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(ignored -> whole.tryComplete(body.toString(StandardCharsets.UTF_8)));
        return whole.future();
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
