package tv.sluice.upload;

import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tv.sluice.platform.error.ProblemException;
import tv.sluice.platform.net.AddressGuard;
import tv.sluice.platform.net.AddressRefusedException;
import tv.sluice.platform.net.Cidr;
import tv.sluice.platform.net.OutboundAddresses;

/**
 * Asks other people's servers for files. Each connection goes to an address that was looked up and checked for it, redirects included, while
 * the Host header, the TLS server name and the certificate check keep the name. No proxy of the environment is used.
 */
@ApplicationScoped
class ImportClient {
    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_ADDRESSES = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HttpClient client;
    private final OutboundAddresses addresses;
    private final Duration connectTimeout;
    private final Duration readTimeout;

    ImportClient(Vertx vertx, ImportConfig config) {
        this.connectTimeout = config.connectTimeout();
        this.readTimeout = config.readTimeout();
        this.addresses = new OutboundAddresses(new AddressGuard(
                config.allow().orElse(List.of()).stream().map(Cidr::parse).toList()));
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) connectTimeout.toMillis())
                .setKeepAlive(false)
                .setMaxPoolSize(config.maxConcurrent())
                .setVerifyHost(true));
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
        return resolve(url).chain(found -> connect(url, wish, found, context)).chain(response -> {
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

    private Uni<List<InetAddress>> resolve(ImportUrl url) {
        return Uni.createFrom()
                .<List<InetAddress>>emitter(emitter -> {
                    try {
                        emitter.complete(addresses.resolve(url.host()));
                    } catch (AddressRefusedException e) {
                        emitter.fail(ImportException.addressRefused());
                    }
                })
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .ifNoItem()
                .after(connectTimeout)
                .failWith(ImportException::timeout);
    }

    /** Tries the addresses one after the other until one takes the connection. */
    private Uni<HttpClientResponse> connect(ImportUrl url, Wish wish, List<InetAddress> found, Context context) {
        Uni<HttpClientRequest> connected = Uni.createFrom().failure(ImportException.broken());
        for (InetAddress address : found.subList(0, Math.min(found.size(), MAX_ADDRESSES))) {
            connected = connected.onFailure().recoverWithUni(() -> connect(url, address, context));
        }
        return connected
                .onFailure()
                .transform(failure -> ImportException.broken())
                .chain(request -> send(request, wish));
    }

    /** Whatever comes of the connection happens on the context, because it begins there. */
    private Uni<HttpClientRequest> connect(ImportUrl url, InetAddress address, Context context) {
        return Uni.createFrom()
                .emitter(emitter -> context.runOnContext(ignored -> client.request(options(url, address))
                        .onSuccess(emitter::complete)
                        .onFailure(emitter::fail)));
    }

    private static RequestOptions options(ImportUrl url, InetAddress address) {
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, url.port())))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.isSecure())
                .setURI(url.target())
                .setFollowRedirects(false);
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
