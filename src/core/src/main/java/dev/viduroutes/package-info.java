/** Apache Camel routes that turn requests into videos in S3 through the APIXO {@code vidu-q3} API. */
package dev.viduroutes;
