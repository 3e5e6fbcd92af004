/** What can go wrong, in the words of the contract: problem types (RFC 9457) and the exception that carries one. */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.error;
