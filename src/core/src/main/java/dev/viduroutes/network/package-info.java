/**
 * The way out to the API, to videos, to S3 and SQS: through which proxy, whose certificates are trusted, and what the log says of
 * a proxy that lets nothing through. Knows no HTTP client. Internal: hosts use nothing of it.
 */
package dev.viduroutes.network;
