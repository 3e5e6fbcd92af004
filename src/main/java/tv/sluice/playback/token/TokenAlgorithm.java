package tv.sluice.playback.token;

/** The signature algorithm of a key (RFC 7518); each key has exactly one, and a token never chooses. */
public enum TokenAlgorithm {
    /** RSASSA-PKCS1-v1_5 with SHA-256 and a modulus of 2048 bits. */
    RS256("SHA256withRSA", 256);

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
