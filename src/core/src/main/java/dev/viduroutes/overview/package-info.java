/** What the journal tells people: requests, batches, videos and dead letters. It only reads, and everything is internal. */
package dev.viduroutes.overview;
