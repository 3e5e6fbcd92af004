package tv.sluice.transcode;

/**
 * A task to be.
 *
 * @param ordinal place among the tasks of its kind
 * @param position place among the tasks of its job, in the order in which they should be done
 * @param weight expected cost in seconds of one processor core
 */
record PlannedTask(TaskSpec spec, int ordinal, int position, double weight) {}
