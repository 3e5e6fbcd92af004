package tv.sluice.platform.net;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Opens requests to other people's servers. Each connection goes to an address that was looked up and checked for it, while the Host
 * header, the TLS server name and the certificate check keep the name; redirects are never followed, and no proxy of the environment is
 * used. Names are looked up on threads of its own, so that a slow name server holds up nobody else.
 */
public final class OutboundClient implements AutoCloseable {
    private static final int MAX_ADDRESSES = 3;
    /** Look-ups that may wait for a thread. */
    private static final int MAX_WAITING = 1_000;

    private final HttpClient client;
    private final OutboundAddresses addresses;
    private final Duration connectTimeout;
    private final ThreadPoolExecutor lookUps;

    /**
     * Limits of a client.
     *
     * @param allow blocks that may be connected to although they are not public
     * @param connectTimeout how long a name server and a connection may take, each
     * @param maxConnections to one server
     * @param keepAlive whether connections are kept for further requests to the same address
     * @param lookUpThreads how many names are looked up at a time
     */
    public record Limits(
            List<String> allow, Duration connectTimeout, int maxConnections, boolean keepAlive, int lookUpThreads) {
        public Limits {
            allow = List.copyOf(allow);
        }

        /** What these limits let be connected to. */
        public AddressGuard guard() {
            return new AddressGuard(allow.stream().map(Cidr::parse).toList());
        }
    }

    public OutboundClient(Vertx vertx, Limits limits) {
        this.connectTimeout = limits.connectTimeout();
        this.addresses = new OutboundAddresses(limits.guard());
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) connectTimeout.toMillis())
                .setKeepAlive(limits.keepAlive())
                .setKeepAliveTimeout(30)
                .setMaxPoolSize(limits.maxConnections())
                .setVerifyHost(true));
        this.lookUps = new ThreadPoolExecutor(
                limits.lookUpThreads(),
                limits.lookUpThreads(),
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                Thread.ofPlatform().daemon().name("look-up-", 0).factory());
        this.lookUps.allowCoreThreadTimeOut(true);
    }

    /**
     * A request of this URL on an open connection, nothing of it sent yet. Fails with an {@link AddressRefusedException}, with Mutiny's
     * TimeoutException if the name server is too slow, or with whatever kept the connection from being made. What comes of the
     * connection happens on the context.
     */
    public Uni<HttpClientRequest> open(HttpMethod method, OutboundUrl url, Context context) {
        return resolve(url).chain(found -> connect(method, url, found, context));
    }

    private Uni<List<InetAddress>> resolve(OutboundUrl url) {
        return Uni.createFrom()
                .<List<InetAddress>>emitter(emitter -> {
                    try {
                        lookUps.execute(() -> {
                            try {
                                emitter.complete(addresses.resolve(url.host()));
                            } catch (AddressRefusedException | RuntimeException e) {
                                emitter.fail(e);
                            }
                        });
                    } catch (RejectedExecutionException e) {
                        emitter.fail(e);
                    }
                })
                .ifNoItem()
                .after(connectTimeout)
                .fail();
    }

    /** Tries the addresses one after the other until one takes the connection. */
    private Uni<HttpClientRequest> connect(
            HttpMethod method, OutboundUrl url, List<InetAddress> found, Context context) {
        Uni<HttpClientRequest> connected = connect(method, url, found.getFirst(), context);
        for (InetAddress address : found.subList(1, Math.min(found.size(), MAX_ADDRESSES))) {
            connected = connected.onFailure().recoverWithUni(() -> connect(method, url, address, context));
        }
        return connected;
    }

    /** Whatever comes of the connection happens on the context, because it begins there. */
    private Uni<HttpClientRequest> connect(HttpMethod method, OutboundUrl url, InetAddress address, Context context) {
        return Uni.createFrom()
                .emitter(emitter -> context.runOnContext(ignored -> client.request(options(method, url, address))
                        .onSuccess(emitter::complete)
                        .onFailure(emitter::fail)));
    }

    private static RequestOptions options(HttpMethod method, OutboundUrl url, InetAddress address) {
        return new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, url.port())))
                .setHost(url.host())
                .setPort(url.port())
                .setSsl(url.isSecure())
                .setURI(url.target())
                .setFollowRedirects(false);
    }

    @Override
    public void close() {
        client.close();
        lookUps.shutdownNow();
    }
}
