package tv.sluice.member.oidc;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads off a token's claims who somebody is.
 *
 * @param operatorValue what the operator's claim has to hold; null if the claim makes nobody an operator
 * @param operators keys of operators' addresses
 */
record PersonReader(
        String emailClaim,
        String nameClaim,
        String operatorClaim,
        @Nullable String operatorValue,
        Set<String> operators) {
    private static final String VERIFIED = "email_verified";
    private static final int MAX_TEXT = 254;

    PersonReader {
        operators = operators.stream().map(Person::addressKey).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the provider has to be asked for more. */
    boolean lacksAddress(Claims token) {
        return token.text(emailClaim).isEmpty();
    }

    /** @param more from the userinfo endpoint; null if it was not asked or does not answer */
    Person read(Claims token, @Nullable Claims more) {
        Claims about = more == null ? token : more;
        String email = about.text(emailClaim);
        boolean isGood = about.isTrue(VERIFIED) && !email.isBlank() && email.length() <= MAX_TEXT;
        String name = about.text(nameClaim).isBlank() ? token.text(nameClaim) : about.text(nameClaim);
        boolean operator = operatorValue != null && token.texts(operatorClaim).contains(operatorValue)
                || isGood && operators.contains(Person.addressKey(email));
        return new Person(
                token.text("iss"),
                token.text("sub"),
                isGood ? email : null,
                name.isBlank()
                        ? null
                        : name.strip().substring(0, Math.min(name.strip().length(), MAX_TEXT)),
                operator,
                token.expiry());
    }
}
