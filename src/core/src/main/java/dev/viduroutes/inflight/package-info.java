/**
 * Places among what is in flight of a source, a folder, a queue or a batch, and who needs none because it waits for what may take days. All
 * types are internal.
 */
package dev.viduroutes.inflight;
