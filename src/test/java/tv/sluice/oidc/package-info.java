/** An OpenID Connect provider of the tests' own, as the standards have it. Start reading at IdentityProvider. */
@org.jspecify.annotations.NullMarked
package tv.sluice.oidc;
