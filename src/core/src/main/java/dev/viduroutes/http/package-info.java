/**
 * HTTP clients that trust no server: every call has a deadline, every response a bound, and nothing that goes over a connection
 * is logged. Knows neither the API nor S3. Internal: hosts use nothing of it.
 */
package dev.viduroutes.http;
