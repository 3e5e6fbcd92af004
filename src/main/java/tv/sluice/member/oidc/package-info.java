/**
 * People's sign-in with any OpenID Connect provider: what its tokens prove. Start reading at SignIn (a token becomes a Person), TokenRules
 * (when) and Provider (by which keys).
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.member.oidc;
