package tv.sluice;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** An HTTP/1.1 request written piece by piece, for clients that are slow, broken or both. */
public final class RawRequest implements AutoCloseable {
    private static final int PATIENCE = (int) Duration.ofSeconds(60).toMillis();

    private final Socket socket;
    private final OutputStream out;

    private RawRequest(Socket socket) throws IOException {
        this.socket = socket;
        this.out = socket.getOutputStream();
        socket.setSoTimeout(PATIENCE);
        socket.setTcpNoDelay(true);
    }

    /** Sends the head of a tus PATCH for so many bytes. */
    public static RawRequest patch(String url, long offset, long length) {
        return open(
                url,
                "PATCH",
                "Tus-Resumable: 1.0.0",
                "Content-Type: " + Tus.OFFSET_STREAM,
                "Upload-Offset: " + offset,
                "Content-Length: " + length);
    }

    /** Sends the head of a request. */
    public static RawRequest open(String url, String method, String... headers) {
        URI uri = URI.create(url);
        try {
            RawRequest request = new RawRequest(new Socket(uri.getHost(), uri.getPort()));
            request.send((method + " " + uri.getRawPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\n"
                            + String.join("\r\n", headers) + "\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            return request;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawRequest send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status line, or empty if the connection ended without one. */
    public String statusLine() {
        try {
            InputStream in = socket.getInputStream();
            StringBuilder line = new StringBuilder();
            for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
                line.append((char) c);
            }
            return line.toString().strip();
        } catch (IOException reset) {
            return "";
        }
    }

    /** Breaks the connection with a reset, as a network that is gone for good. */
    public void reset() {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
