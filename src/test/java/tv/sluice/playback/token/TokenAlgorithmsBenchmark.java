package tv.sluice.playback.token;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/**
 * What checking a signature costs with each algorithm that a playback token could use, beside the HMAC of the session token that takes
 * its place after the first playlist. Not part of the tests: run it with {@code ./mvnw test -Dtest=TokenAlgorithmsBenchmark}.
 */
class TokenAlgorithmsBenchmark {
    private static final int ROUNDS = 7;
    private static final long ROUND_NANOS = 1_000_000_000;
    /** As long as the header and claims of a usual token. */
    private static final byte[] TEXT = new byte[260];

    private record Candidate(String name, String keys, int size, String signature) {}

    private static final List<Candidate> CANDIDATES = List.of(
            new Candidate("ES256", "EC", 256, "SHA256withECDSAinP1363Format"),
            new Candidate("EdDSA (Ed25519)", "Ed25519", 255, "Ed25519"),
            new Candidate("RS256 (2048 bits)", "RSA", 2048, "SHA256withRSA"));

    @Test
    void verificationsPerSecondOfOneThread() throws Exception {
        for (Candidate candidate : CANDIDATES) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(candidate.keys());
            if (!candidate.keys().equals("Ed25519")) {
                generator.initialize(candidate.size());
            }
            KeyPair pair = generator.generateKeyPair();
            Signature signer = Signature.getInstance(candidate.signature());
            signer.initSign(pair.getPrivate());
            signer.update(TEXT);
            byte[] signature = signer.sign();
            report(candidate.name(), signature.length, () -> verify(candidate, pair, signature));
        }
        SecretKeySpec key = new SecretKeySpec(new byte[32], "HmacSHA256");
        report("HMAC-SHA256", 32, () -> {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(TEXT).length == 32;
        });
    }

    private interface Check {
        boolean isGood() throws GeneralSecurityException;
    }

    private static boolean verify(Candidate candidate, KeyPair pair, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(candidate.signature());
        verifier.initVerify(pair.getPublic());
        verifier.update(TEXT);
        return verifier.verify(signature);
    }

    private static void report(String name, int bytes, Check check) throws GeneralSecurityException {
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            long done = 0;
            while (System.nanoTime() - begin < ROUND_NANOS) {
                if (!check.isGood()) {
                    throw new IllegalStateException(name + " does not verify its own signature");
                }
                done++;
            }
            rates.add(done * 1e9 / (System.nanoTime() - begin));
        }
        double[] sorted = rates.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        System.out.printf("%-18s %,9.0f per second, signature of %d bytes%n", name, sorted[ROUNDS / 2], bytes);
    }
}
