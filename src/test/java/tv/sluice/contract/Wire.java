package tv.sluice.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An HTTP/1.1 request, sent as it stands, however wrong it is, on a connection of its own. Immutable. */
record Wire(URI server, String method, String target, List<String> headers, byte[] body) {
    private static final int PATIENCE_MILLIS = 20_000;
    private static final byte[] NOTHING = {};
    private static final String HEAD_END = "\r\n\r\n";

    /** What came back. */
    record Answer(int status, HttpHeaders headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    static Wire to(URI server, String method, String target) {
        return new Wire(server, method, target, List.of(), NOTHING);
    }

    Wire with(String... more) {
        List<String> all = new ArrayList<>(headers);
        all.addAll(List.of(more));
        return new Wire(server, method, target, all, body);
    }

    /** Announces its length, too. */
    Wire with(byte[] content) {
        return new Wire(server, method, target, headers, content).with("Content-Length: " + content.length);
    }

    Answer send() {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            write(socket.getOutputStream());
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(method + " " + target, e);
        }
    }

    private void write(OutputStream out) throws IOException {
        String head = method + " " + target + " HTTP/1.1\r\nHost: " + server.getAuthority()
                + "\r\nConnection: close\r\n"
                + String.join("", headers.stream().map(line -> line + "\r\n").toList()) + "\r\n";
        out.write(head.getBytes(StandardCharsets.ISO_8859_1));
        try {
            out.write(body);
        } catch (IOException refused) {
            // The answer may have come before all was sent.
        }
    }

    private static Answer read(InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        int end = text.indexOf(HEAD_END);
        if (end < 0) {
            throw new IOException("The connection ended without an answer, after \"" + text + "\"");
        }
        String[] lines = text.substring(0, end).split("\r\n");
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : Arrays.asList(lines).subList(1, lines.length)) {
            int colon = line.indexOf(':');
            headers.computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        return new Answer(
                Integer.parseInt(lines[0].split(" ")[1]),
                HttpHeaders.of(headers, (name, value) -> true),
                Arrays.copyOfRange(bytes, end + HEAD_END.length(), bytes.length));
    }
}
