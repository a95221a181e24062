/**
 * Why a request did not become a video: what kind of failure it is, what the API's codes mean, whether it cost money, and
 * how texts of others are written down. Hosts may use {@code Failure}, {@code FailureClass}, {@code Billing} and
 * {@code Problem}, which outcomes have; the rest is internal.
 */
package dev.viduroutes.failure;
