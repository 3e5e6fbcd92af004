/** What the owner needs after the first start: the administrator's key. */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.start;
