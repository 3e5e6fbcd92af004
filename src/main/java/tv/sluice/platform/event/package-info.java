/** Word between the processes of one installation, beside the database: what caches must forget. Start reading at Invalidations. */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.event;
