/**
 * Apache Camel routes that turn requests into videos in S3 through the APIXO {@code vidu-q3} API. Knows all packages, and no other
 * package knows it, but for {@link dev.viduroutes.PublicApi}, which marks what hosts may use, here and in all packages. Hosts may
 * use {@link dev.viduroutes.ViduRoutes}.
 */
package dev.viduroutes;
