/**
 * People: members of tenants with their roles, and operators of the installation with their grants. Start reading at PersonAuthenticator
 * (who calls), MemberService and GrantService.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.member;
