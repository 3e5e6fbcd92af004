package tv.sluice;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The packaged program with all roles and its servers, on free ports with a data folder of its own. It is started once for all test
 * classes that register this extension, and stopped after the last. A test that breaks things starts a {@link SluiceProcess} of its own.
 */
public final class Services implements BeforeAllCallback {
    private static final Namespace NAMESPACE = Namespace.create(Services.class);

    private @Nullable SluiceProcess program;

    @Override
    public void beforeAll(ExtensionContext context) {
        program = context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(SluiceProcess.class, key -> startShared(), SluiceProcess.class);
    }

    private static SluiceProcess startShared() {
        try {
            return SluiceProcess.inTemporaryFolder().start().awaitReady();
        } catch (IOException e) {
            throw new IllegalStateException("The program cannot be started", e);
        }
    }

    public SluiceProcess program() {
        if (program == null) {
            throw new IllegalStateException("Register Services as a static extension");
        }
        return program;
    }

    /** A caller with the administrator's key. */
    public Api api() {
        return program().api();
    }

    public URI apiUrl() {
        return program().apiUrl();
    }

    public URI deliveryUrl() {
        return program().deliveryUrl();
    }

    public String adminKey() {
        return program().adminKey();
    }

    public Path data() {
        return program().data();
    }
}
