/**
 * Brings MariaDB, Kafka and Redis along: unpacks them from the artefacts of the build, starts them as guarded children on free ports
 * of the loopback address, keeps them running and stops them. Plain Java, so that tests and benchmarks use it too. Start reading at
 * EmbeddedServers.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.app.embedded;
