/** What a process keeps to itself between starts: files of secrets that only their owner can read. */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.config;
