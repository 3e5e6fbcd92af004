package tv.sluice.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import tv.sluice.playback.token.SessionKey;

/** The secret that all delivery nodes share: configured, or made at the first start and kept in a file that only the owner can read. */
final class SessionSecret {
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private SessionSecret() {}

    static SessionKey of(DeliveryConfig config) {
        return new SessionKey(config.sessionSecret()
                .map(secret -> secret.getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> kept(config.sessionSecretFile())));
    }

    private static byte[] kept(Path file) {
        try {
            if (!Files.exists(file)) {
                make(file.toAbsolutePath());
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The session secret " + file + " can be neither read nor made", e);
        }
    }

    /** Of two processes that start on the same folder at once, the first to link its secret wins, and neither sees half a file. */
    private static void make(Path file) throws IOException {
        Path folder = file.resolveSibling(".");
        Files.createDirectories(folder);
        byte[] secret = new byte[SessionKey.MIN_SECRET];
        new SecureRandom().nextBytes(secret);
        Path draft = Files.createTempFile(folder, "session", ".tmp", OWNER_ONLY);
        try {
            Files.write(draft, secret);
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException another) {
            return;
        } finally {
            Files.delete(draft);
        }
    }
}
