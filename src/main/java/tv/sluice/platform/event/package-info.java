/**
 * Word between the processes of one installation, beside the database: what caches must forget (Invalidations, over Redis), and records
 * of work (KafkaClients, RecordPublisher, Topics). Start reading at Invalidations and RecordPublisher.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.event;
