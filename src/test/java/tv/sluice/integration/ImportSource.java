package tv.sluice.integration;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import tv.sluice.Clips;

/** Other people's servers: one that hands out files, well and badly, at an address that imports may use, and one that they must not reach. */
final class ImportSource implements AutoCloseable {
    /** A loopback address that the program under test is told to allow. */
    static final String ALLOWED = "127.0.0.5";

    static final String NAME = "files.example.test";
    static final String PASSWORD = "changeit";
    private static final int SLOW_PIECE = 20_000;

    final byte[] file = new byte[3_000_000];
    final AtomicInteger innerHits = new AtomicInteger();
    final List<String> ranges = new CopyOnWriteArrayList<>();
    private final HttpServer open;
    private final HttpsServer secure;
    private final HttpServer inner;
    private final ServerSocket loris;
    private final Path keys;

    ImportSource(Path folder) throws IOException, GeneralSecurityException {
        new Random(5).nextBytes(file);
        keys = keyPair(folder);
        open = HttpServer.create(new InetSocketAddress(ALLOWED, 0), 0);
        secure = HttpsServer.create(new InetSocketAddress(ALLOWED, 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        inner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        inner.createContext("/", exchange -> {
            innerHits.incrementAndGet();
            send(exchange, 200, file);
        });
        for (HttpServer server : List.of(open, secure)) {
            server.createContext("/", this::answer);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        }
        loris = new ServerSocket(0, 5, InetAddress.getByName(ALLOWED));
        Thread.ofVirtual().start(this::dripHeads);
        open.start();
        secure.start();
        inner.start();
    }

    String url(String path) {
        return "http://" + NAME + ":" + open.getAddress().getPort() + path;
    }

    String secureUrl(String host, String path) {
        return "https://" + host + ":" + secure.getAddress().getPort() + path;
    }

    /** A server that sends its head a letter at a time, for ever. */
    String lorisUrl() {
        return "http://" + NAME + ":" + loris.getLocalPort() + "/";
    }

    /** The server that must not be reached, under a host that leads to it. */
    String innerUrl(String host) {
        return "http://" + host + ":" + inner.getAddress().getPort() + "/";
    }

    Path trustStore() {
        return keys;
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (path) {
            case "/clip.mp4" -> send(exchange, 200, file);
            case "/empty.mp4" -> send(exchange, 200, new byte[0]);
            case "/moved" -> redirect(exchange, "hop/1");
            case "/hop/1" -> redirect(exchange, "/clip.mp4");
            case "/loop" -> redirect(exchange, "/loop");
            case "/inside" -> redirect(exchange, innerUrl("127.0.0.1"));
            case "/local-file" -> redirect(exchange, "file:///etc/passwd");
            case "/secret" -> send(exchange, 403, new byte[0]);
            case "/zipped" -> {
                exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                send(exchange, 200, file);
            }
            case "/bomb" -> bomb(exchange);
            case "/slow" -> drip(exchange, 300);
            case "/stalled" -> drip(exchange, 60_000);
            case "/broken" -> breakOnce(exchange);
            case "/always-broken" -> breakOff(exchange, 1_000_000);
            default -> send(exchange, 404, new byte[0]);
        }
    }

    private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().set("Location", location);
        send(exchange, 302, new byte[0]);
    }

    /** A body without announced length or end. */
    private static void bomb(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                out.write(new byte[65_536]);
            }
        }
    }

    private void drip(HttpExchange exchange, int pause) throws IOException {
        exchange.sendResponseHeaders(200, file.length);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int at = 0; at < file.length; at += SLOW_PIECE) {
                out.write(file, at, Math.min(SLOW_PIECE, file.length - at));
                out.flush();
                pause(pause);
            }
        }
    }

    /** Breaks the first transfer off; hands out the rest to who asks for it with the right tag. */
    private void breakOnce(HttpExchange exchange) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        exchange.getResponseHeaders().set("ETag", "\"v1\"");
        if (range == null) {
            breakOff(exchange, 1_000_000);
            return;
        }
        ranges.add(range + " " + exchange.getRequestHeaders().getFirst("If-Range"));
        int from = Integer.parseInt(range.replaceAll("\\D", ""));
        exchange.getResponseHeaders()
                .set("Content-Range", "bytes " + from + "-" + (file.length - 1) + "/" + file.length);
        send(exchange, 206, Arrays.copyOfRange(file, from, file.length));
    }

    private void breakOff(HttpExchange exchange, int after) throws IOException {
        exchange.sendResponseHeaders(200, file.length);
        exchange.getResponseBody().write(file, 0, after);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private void dripHeads() {
        while (!loris.isClosed()) {
            try {
                Socket socket = loris.accept();
                Thread.ofVirtual().start(() -> dripHead(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void dripHead(Socket socket) {
        try (socket) {
            socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX-Filler: ".getBytes(StandardCharsets.US_ASCII));
            while (true) {
                socket.getOutputStream().write('x');
                pause(200);
            }
        } catch (IOException cut) {
            // As it should be.
        }
    }

    /** The pace of a slow server, not a wait for a result. */
    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private static Path keyPair(Path folder) {
        Path file = folder.resolve("keys.p12");
        Clips.run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=" + NAME,
                "-ext",
                "san=dns:" + NAME,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
        return file;
    }

    private static SSLContext context(Path keys) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    @Override
    public void close() throws IOException {
        open.stop(0);
        secure.stop(0);
        inner.stop(0);
        loris.close();
    }
}
