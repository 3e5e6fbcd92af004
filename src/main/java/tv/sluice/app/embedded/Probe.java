package tv.sluice.app.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.Predicate;

/** Asks a server, in its own protocol, whether it serves. */
record Probe(int port, byte[] question, Predicate<byte[]> understands) {
    private static final int TIMEOUT_MILLIS = 1000;
    private static final int MOST_ANSWER = 64;

    boolean isAnswered() {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
            socket.getOutputStream().write(question);
            return readAnswer(socket.getInputStream());
        } catch (IOException notYet) {
            return false;
        }
    }

    private boolean readAnswer(InputStream stream) throws IOException {
        byte[] answer = new byte[MOST_ANSWER];
        int length = 0;
        while (length < MOST_ANSWER) {
            int read = stream.read(answer, length, MOST_ANSWER - length);
            if (read < 0) {
                return false;
            }
            length += read;
            if (understands.test(Arrays.copyOf(answer, length))) {
                return true;
            }
        }
        return false;
    }
}
