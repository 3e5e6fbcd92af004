package tv.sluice.playback.token;

/** The signature algorithm of a key (RFC 7518); each key has exactly one, and a token never chooses. */
public enum TokenAlgorithm {
    /** ECDSA on P-256 with SHA-256; signatures are r and s, 32 bytes each. */
    ES256("SHA256withECDSAinP1363Format", 64);

    private final String jcaName;
    private final int signatureLength;

    TokenAlgorithm(String jcaName, int signatureLength) {
        this.jcaName = jcaName;
        this.signatureLength = signatureLength;
    }

    String jcaName() {
        return jcaName;
    }

    int signatureLength() {
        return signatureLength;
    }
}
