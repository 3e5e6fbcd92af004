package tv.sluice.playback;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;

/** With which key the server signs the playback tokens that it makes. */
@ConfigMapping(prefix = "sluice.playback")
interface PlaybackConfig {
    /** Private part (PKCS #8) and public part of an RSA key pair of 2048 bits, PEM, one after the other; made at the first start. */
    Path signingKeyFile();
}
