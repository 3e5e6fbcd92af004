/** Makes identifiers: opaque, prefixed, sortable by creation time. */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.id;
