package dev.viduroutes.request;

import dev.viduroutes.PublicApi;

/**
 * A video in the bucket.
 *
 * @param uri {@code s3://bucket/key}
 * @param bytes its length
 * @param sha256 64 hexadecimal digits
 */
@PublicApi
public record Video(String uri, String bucket, String key, long bytes, String sha256, String contentType) {}
