/**
 * What the kamelets do beside calling the routes. Knows requests and outcomes only. Hosts may catch
 * {@link dev.viduroutes.kamelet.VideoFailedException}; everything else is internal.
 */
package dev.viduroutes.kamelet;
