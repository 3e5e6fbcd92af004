package tv.sluice.cmaf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Texts as they must come out, to the byte; looked at by a person before they were committed. */
final class Golden {
    private Golden() {}

    static String read(String name) {
        try (InputStream stream = Golden.class.getResourceAsStream("/golden/" + name)) {
            assertThat(stream).as("golden file " + name).isNotNull();
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
