/**
 * What has happened, told to those who want to know: asked for (EventResource), followed (EventStreams: server-sent events) and as records
 * in Kafka (EventDispatcher). It is written by platform.journal. Start reading at EventResource.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.event;
