/**
 * Many requests in one file or message: reading its rows, having each made like any other request, and telling what became of
 * them. Hosts may use {@link dev.viduroutes.batch.BatchOutcome}, {@link dev.viduroutes.batch.FailedRow},
 * {@link dev.viduroutes.batch.BatchOrder} and {@link dev.viduroutes.batch.BatchStatus}; everything else is internal.
 */
package dev.viduroutes.batch;
