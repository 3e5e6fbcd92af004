/**
 * What has been written down, read again: who did what (AuditResource), whether all of it is still there (ChainCheck, Verifier), what an
 * object was at an instant (PastFilter, HistoryService), and a change taken back (UndoService). It is written by platform.journal. Start
 * reading at AuditResource.
 */
@org.jspecify.annotations.NullMarked
package tv.sluice.audit;
