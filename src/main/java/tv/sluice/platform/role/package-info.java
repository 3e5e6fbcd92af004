/**
 * What a process runs: its roles, and how a feature takes part in them by implementing RoleService. Start reading at RoleService.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.role;
