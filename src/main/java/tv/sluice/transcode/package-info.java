/**
 * Turns an uploaded file into renditions: jobs of small repeatable tasks, sent over Kafka to workers that have no database. Start reading
 * at JobLifecycle (what follows from what), then along a task's way: TranscodeService, TaskDispatcher, TaskWorker, TaskEventConsumer,
 * JobKeeper.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.transcode;
