/**
 * Videos on their way from the API to the bucket: which result URLs may be fetched, the download, the check of what came, S3, and
 * what a failure means for the task. Knows requests, limits and HTTP clients, and neither intakes nor the journal. Internal: hosts
 * use nothing of it.
 */
package dev.viduroutes.delivery;
