/**
 * Everything that all REST operations share: requests are checked against the contract before a resource sees them, failures leave as
 * problems, lists are pages, every request has an id. Start reading at Contract, RequestCheck and ProblemWriter.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.platform.web;
